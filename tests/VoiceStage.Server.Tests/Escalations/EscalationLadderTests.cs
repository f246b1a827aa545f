using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;
using VoiceStage.Server.Escalations;
using VoiceStage.Server.Tests.Delivery;
using VoiceStage.Server.Tests.Journal;

namespace VoiceStage.Server.Tests.Escalations;

public sealed class EscalationLadderTests
{
    [Fact]
    public async Task Climb_ImminentAndNobodyAnswers_BackupSupervisorCrisisLineThenTheLastRungRepeats()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        await bench.OpenAsync("s1", CareLevel.Imminent);

        var byMinute = await RunAsync(bench, minutes: 30);

        Assert.Equal(
            [(0, "on_duty"), (5, "backup"), (10, "supervisor"), (15, "crisis_line"), (20, "crisis_line"), (25, "crisis_line"), (30, "crisis_line")], byMinute);
        Assert.Equal(bench.Webhook.Received.Count, bench.Console.Received.Count);
    }

    [Fact]
    public async Task Climb_High_ARungEveryFifteenMinutes()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        await bench.OpenAsync("s1", CareLevel.High);

        Assert.Equal([(0, "on_duty"), (15, "backup"), (30, "supervisor"), (45, "supervisor"), (60, "supervisor")], await RunAsync(bench, minutes: 60));
    }

    [Fact]
    public async Task Climb_RestartInBetween_TheClockGoesOn()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        await bench.OpenAsync("s1", CareLevel.Imminent);
        await bench.SettleAsync();
        bench.Store.Time.Advance(TimeSpan.FromMinutes(4));

        await using var restarted = await DeliveryBench.MakeAsync(bench.Store.Directory, time: bench.Store.Time);
        await restarted.SettleAsync();
        Assert.Empty(restarted.Webhook.Received);
        bench.Store.Time.Advance(TimeSpan.FromMinutes(1));
        await restarted.SettleAsync();

        Assert.Equal("backup", Assert.Single(restarted.Webhook.Received).Rung);
    }

    [Fact]
    public async Task Climb_LongOutage_EveryMissedRungIsNotifiedAndRepeatsAreNotMadeUpFor()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        await bench.OpenAsync("s1", CareLevel.Imminent);
        bench.Store.Time.Advance(TimeSpan.FromMinutes(63));

        await bench.SettleAsync();

        Assert.Equal(["on_duty", "backup", "supervisor", "crisis_line", "crisis_line"], bench.Webhook.Received.OrderBy(n => n.Id).Select(n => n.Rung).OrderBy(Order));
        bench.Store.Time.Advance(TimeSpan.FromMinutes(2));
        await bench.SettleAsync();
        Assert.Equal(6, bench.Webhook.Received.Count);
    }

    [Fact]
    public async Task Climb_TwoProcesses_EachStepIsTakenOnce()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        await using var second = await DeliveryBench.MakeAsync(bench.Store.Directory, time: bench.Store.Time);
        for (var i = 0; i < 8; i++)
        {
            await bench.OpenAsync($"s{i}", CareLevel.Imminent);
        }

        bench.Store.Time.Advance(TimeSpan.FromMinutes(5));
        var steps = await Task.WhenAll(bench.Ladder.ClimbDueAsync(CancellationToken.None), second.Ladder.ClimbDueAsync(CancellationToken.None));

        Assert.Equal(8, steps.Sum());
    }

    [Fact]
    public async Task Acknowledge_StopsTheLadder_ButTheContactDeadlineGoesOn()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        await bench.OpenAsync("s1", CareLevel.Imminent);
        await bench.SettleAsync();
        bench.Store.Time.Advance(TimeSpan.FromMinutes(2));
        await bench.Cases.AcknowledgeAsync("e-s1", "dr-a", null, null, CancellationToken.None);

        bench.Store.Time.Advance(TimeSpan.FromMinutes(12));
        await bench.SettleAsync();
        Assert.Single(bench.Webhook.Received);
        bench.Store.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.SettleAsync();

        var last = bench.Webhook.Received.Last();
        Assert.Equal(("contact_overdue", "backup"), (last.Kind, last.Rung));
        bench.Store.Time.Advance(TimeSpan.FromMinutes(5));
        await bench.SettleAsync();
        Assert.Equal("supervisor", bench.Webhook.Received.Last().Rung);
    }

    [Fact]
    public async Task Resolve_EndsEveryClock()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        await bench.OpenAsync("s1", CareLevel.Imminent);
        await bench.SettleAsync();
        await bench.Cases.ResolveAsync("e-s1", "dr-a", null, null, EscalationResolution.CareArranged, "", CancellationToken.None);

        Assert.Equal([], await RunAsync(bench, minutes: 120));
    }

    [Fact]
    public async Task Raise_AcknowledgedModerateBecomesImminent_ItIsPagedAnewAndNobodyHasItYet()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        await bench.OpenAsync("s1", CareLevel.Moderate);
        await bench.SettleAsync();
        await bench.Cases.AcknowledgeAsync("e-s1", "dr-a", null, null, CancellationToken.None);
        bench.Store.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.Store.Journal.AppendAsync(
            "s1", 3, bench.Store.Time.GetUtcNow(), 0, [new EscalationRaised("e-s1", CareLevel.Imminent, ["phrase.acute"])], CancellationToken.None);
        await bench.SettleAsync();

        var item = await bench.Cases.FindAsync("e-s1", CancellationToken.None);
        Assert.Equal((EscalationState.Open, CareLevel.Imminent, null), (item!.State, item.Level, item.AcknowledgedBy));
        Assert.Equal(TestStore.Start.AddMinutes(6), item.AcknowledgeDeadline);
        Assert.Equal(["phrase.acute", "asq.5.yes"], item.Reasons);
        Assert.Equal(["page", "raised"], bench.Webhook.Received.Select(n => n.Kind));
        Assert.Equal(["raised"], bench.Console.Received.Select(n => n.Kind));
    }

    private static int Order(string? rung) => rung switch { "on_duty" => 0, "backup" => 1, "supervisor" => 2, _ => 3 };

    /// <summary>Lets time pass minute by minute; gives the minute and rung of each webhook notice.</summary>
    private static async Task<List<(int Minute, string? Rung)>> RunAsync(DeliveryBench bench, int minutes)
    {
        var seen = bench.Webhook.Received.Count;
        var steps = new List<(int, string?)>();
        for (var minute = 0; minute <= minutes; minute++)
        {
            await bench.SettleAsync();
            steps.AddRange(bench.Webhook.Received.Skip(seen).Select(notice => (minute, notice.Rung)));
            seen = bench.Webhook.Received.Count;
            bench.Store.Time.Advance(TimeSpan.FromMinutes(1));
        }

        return steps;
    }
}
