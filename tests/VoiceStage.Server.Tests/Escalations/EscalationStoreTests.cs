using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;
using VoiceStage.Server.Escalations;
using VoiceStage.Server.Tests.Delivery;
using VoiceStage.Server.Tests.Journal;

namespace VoiceStage.Server.Tests.Escalations;

public sealed class EscalationStoreTests
{
    private const string RequestId = "5b6f6f7e-0000-4000-8000-000000000001";

    [Fact]
    public async Task Acknowledge_TenCliniciansAtOnce_ExactlyOneHasIt()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        await bench.OpenAsync("s1", CareLevel.High);

        var changes = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => bench.Cases.AcknowledgeAsync("e-s1", $"dr-{i}", null, null, CancellationToken.None)));

        var winner = Assert.Single(changes, change => change.Outcome == CaseChangeOutcome.Done);
        Assert.All(changes.Where(change => change != winner), change => Assert.Equal(CaseChangeOutcome.TakenByAnother, change.Outcome));
        Assert.All(changes, change => Assert.Equal(winner.Case!.AcknowledgedBy, change.Case!.AcknowledgedBy));
    }

    [Fact]
    public async Task Acknowledge_SameRequestAgain_IsDoneAndChangesNothing()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        await bench.OpenAsync("s1", CareLevel.High);
        var first = await bench.Cases.AcknowledgeAsync("e-s1", "dr-a", "1", RequestId, CancellationToken.None);

        var again = await bench.Cases.AcknowledgeAsync("e-s1", "dr-a", "1", RequestId, CancellationToken.None);

        Assert.Equal((CaseChangeOutcome.Done, first.Case!.Etag), (again.Outcome, again.Case!.Etag));
    }

    [Fact]
    public async Task Acknowledge_SeenVersionIsOld_IsStale()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        await bench.OpenAsync("s1", CareLevel.High);
        await bench.Store.Journal.AppendAsync("s1", 3, TestStore.Start, 0, [new EscalationRaised("e-s1", CareLevel.Imminent, ["x"])], CancellationToken.None);

        var change = await bench.Cases.AcknowledgeAsync("e-s1", "dr-a", "1", null, CancellationToken.None);

        Assert.Equal((CaseChangeOutcome.Stale, CareLevel.Imminent), (change.Outcome, change.Case!.Level));
    }

    [Fact]
    public async Task Resolve_Twice_TheFirstStands()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        await bench.OpenAsync("s1", CareLevel.High);
        await bench.Cases.ResolveAsync("e-s1", "dr-a", null, RequestId, EscalationResolution.ContactedSafe, "", CancellationToken.None);

        var same = await bench.Cases.ResolveAsync("e-s1", "dr-a", null, RequestId, EscalationResolution.ContactedSafe, "", CancellationToken.None);
        var other = await bench.Cases.ResolveAsync("e-s1", "dr-b", null, null, EscalationResolution.FalseAlarm, "noise", CancellationToken.None);

        Assert.Equal((CaseChangeOutcome.Done, CaseChangeOutcome.AlreadyResolved), (same.Outcome, other.Outcome));
        Assert.Equal(EscalationResolution.ContactedSafe, other.Case!.Resolution);
    }

    [Fact]
    public async Task Resolve_FalseAlarmWithoutReason_IsRefused()
    {
        await using var bench = await DeliveryBench.MakeAsync();

        await Assert.ThrowsAsync<ArgumentException>(() =>
            bench.Cases.ResolveAsync("e-s1", "dr-a", null, null, EscalationResolution.FalseAlarm, " ", CancellationToken.None));
    }

    [Fact]
    public async Task Reassign_TenTakeOversAtOnce_ExactlyOneHasIt()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        await bench.OpenAsync("s1", CareLevel.High);
        var seen = (await bench.Cases.AcknowledgeAsync("e-s1", "dr-a", null, null, CancellationToken.None)).Case!.Etag;

        var changes = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => bench.Cases.ReassignAsync("e-s1", $"dr-{i}", $"dr-{i}", seen, CancellationToken.None)));

        var winner = Assert.Single(changes, change => change.Outcome == CaseChangeOutcome.Done);
        Assert.All(changes.Where(change => change != winner), change => Assert.Equal(CaseChangeOutcome.Stale, change.Outcome));
        Assert.Equal(winner.Case!.AcknowledgedBy, (await bench.Cases.FindAsync("e-s1", CancellationToken.None))!.AcknowledgedBy);
    }

    [Fact]
    public async Task Escalate_CaseThatSomebodyHas_NotifiesTheNextRungAndIsOpenAgain()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        await bench.OpenAsync("s1", CareLevel.High);
        var taken = (await bench.Cases.AcknowledgeAsync("e-s1", "dr-a", null, null, CancellationToken.None)).Case!;

        var raised = await bench.Cases.EscalateAsync("e-s1", "dr-a", "needs two people", taken.Etag, CancellationToken.None);
        await bench.Ladder.ClimbDueAsync(CancellationToken.None);

        var now = (await bench.Cases.FindAsync("e-s1", CancellationToken.None))!;
        Assert.Equal((CaseChangeOutcome.Done, EscalationState.Open, (string?)null, taken.Rung + 1), (raised.Outcome, now.State, now.AcknowledgedBy, now.Rung));
        var trail = await bench.Cases.ListTrailAsync("e-s1", CancellationToken.None);
        Assert.Contains(trail, line => line.Event is CaseEscalated { By: "dr-a", Note: "needs two people" });
        Assert.Contains(trail, line => line.Event is RungNotified { Rung: 1 });
    }

    [Fact]
    public async Task Change_UnknownCase_IsNotFound()
    {
        await using var bench = await DeliveryBench.MakeAsync();

        Assert.Equal(CaseChangeOutcome.NotFound, (await bench.Cases.AcknowledgeAsync("nobody", "dr-a", null, null, CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task ListWorklist_EveryKindOfCase_StandsInTierOrderAndNobodyIsLost()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        await CloseAsync(bench, "low", CareLevel.Low, null);
        await CloseAsync(bench, "unknown", null, null);
        await CloseAsync(bench, "moderate", CareLevel.Moderate, null);
        await CloseAsync(bench, "unknown-high", null, 0.9);
        await bench.OpenAsync("high", CareLevel.High);
        await bench.OpenAsync("imminent", CareLevel.Imminent);

        var list = await bench.Cases.ListWorklistAsync(showResolved: false, CancellationToken.None);

        Assert.Equal(["imminent", "high", "unknown-high", "moderate", "unknown", "low"], list.Select(item => item.AssessmentId));
        Assert.Equal(CareLevel.Unknown, list[4].Level);
    }

    [Fact]
    public async Task Closed_UnknownWithHighStageOne_TheContactDeadlineIsThatOfHigh()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        await CloseAsync(bench, "s1", null, 0.9);

        var item = Assert.Single(await bench.Cases.ListWorklistAsync(false, CancellationToken.None));

        Assert.Equal(TestStore.Start.AddMinutes(60), item.ContactDeadline);
    }

    [Fact]
    public async Task Closed_LevelAboveTheOpenCase_RaisesTheCase()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        await bench.OpenAsync("s1", CareLevel.Moderate);
        await bench.Store.Journal.AppendAsync(
            "s1", 3, TestStore.Start, 0, [new LevelDecided(CareLevel.High, ["asq.3.yes"], false), new SessionClosed(SessionOutcome.Completed, "protocol_finished")], CancellationToken.None);

        var item = Assert.Single(await bench.Cases.ListWorklistAsync(false, CancellationToken.None));

        Assert.Equal((CareLevel.High, SessionOutcome.Completed), (item.Level, item.Outcome));
    }

    [Fact]
    public async Task Raise_LowerLevelAfterwards_NeverLowersTheCase()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        await bench.OpenAsync("s1", CareLevel.High);
        await bench.Store.Journal.AppendAsync(
            "s1",
            3,
            TestStore.Start,
            0,
            [new EscalationRaised("e-s1", CareLevel.Low, ["y"]), new LevelDecided(CareLevel.Low, [], false), new SessionClosed(SessionOutcome.Completed, "protocol_finished")],
            CancellationToken.None);

        Assert.Equal(CareLevel.High, Assert.Single(await bench.Cases.ListWorklistAsync(false, CancellationToken.None)).Level);
    }

    [Fact]
    public async Task CallEnded_AfterThePage_BothOffsetsAreThere()
    {
        await using var bench = await DeliveryBench.MakeAsync(position: _ => 48_000);
        await bench.OpenAsync("s1", CareLevel.Imminent);
        await bench.SettleAsync();
        await bench.Store.Journal.AppendAsync(
            "s1", 3, TestStore.Start, 80_000, [new CallEnded("hang_up"), new SessionClosed(SessionOutcome.Stopped, "hung_up")], CancellationToken.None);

        var item = await bench.Cases.FindAsync("e-s1", CancellationToken.None);

        Assert.Equal((3d, 5d), (item!.EscalatedAtSeconds, item.CallEndedAtSeconds));
    }

    [Fact]
    public async Task Watch_CaseChanges_IsGivenAgain()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        await bench.OpenAsync("s1", CareLevel.High);
        await using var watch = bench.Cases.WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(EscalationState.Open, watch.Current.State);
        await bench.Cases.ResolveAsync("e-s1", "dr-a", null, null, EscalationResolution.ContactedSafe, "", CancellationToken.None);

        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(EscalationState.Resolved, watch.Current.State);
    }

    [Fact]
    public async Task WatchRevision_OnlyAChangedCase_IsTold()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        await bench.OpenAsync("s1", CareLevel.High);
        await using var watch = bench.Cases.WatchRevisionAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await watch.MoveNextAsync());
        var first = watch.Current;

        var next = watch.MoveNextAsync().AsTask();
        // Somebody looked: the trail grows, the case does not change, and nobody is woken for it.
        await bench.Cases.NoteViewAsync("e-s1", "dr-a", "summary", CancellationToken.None);
        Assert.Equal(first, await bench.Cases.ReadRevisionAsync(CancellationToken.None));
        Assert.False(next.IsCompleted);
        await bench.Cases.AcknowledgeAsync("e-s1", "dr-a", null, null, CancellationToken.None);

        Assert.True(await next);
        Assert.True(watch.Current > first);
    }

    private static async Task CloseAsync(DeliveryBench bench, string session, CareLevel? level, double? score)
    {
        List<SessionEvent> events = [TestStore.Opened(session, score), new StreamConnected("c1", CallChannel.Phone, 16_000, true, true, 0)];
        if (level is { } decided)
        {
            events.Add(new LevelDecided(decided, ["why"], false));
        }

        events.Add(new SessionClosed(SessionOutcome.Completed, "protocol_finished"));
        await bench.Store.Journal.AppendAsync(session, 0, TestStore.Start, 0, events, CancellationToken.None);
    }
}
