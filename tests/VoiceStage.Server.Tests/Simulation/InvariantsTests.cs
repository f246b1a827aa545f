using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Simulation;

namespace VoiceStage.Server.Tests.Simulation;

/// <summary>Every invariant can fail: a world that is broken in one way breaks the rule that watches it.</summary>
public sealed class InvariantsTests
{
    private static readonly SimulationPlan Calm = SimulationPlan.Draw(1) with
    {
        Caller = CallerKind.Brisk,
        HasMicrophone = true,
        ReportsPlayback = true,
        YesShare = 0,
        RefusalShare = 0,
        TextScore = 0.1,
        EarFaultShare = 0,
        PacketFaultShare = 0,
        Incidents = [],
    };

    [Fact]
    public void Run_CalmCall_HoldsEverything()
    {
        var run = CallSimulation.Run(Calm, null);

        Assert.Empty(run.Violations);
        Assert.Equal("Completed protocol_finished", run.Outcome);
    }

    [Fact]
    public void Run_StoreThatLosesWhatItAcknowledged_IsNoticed() =>
        Assert.Contains(Broken(Calm, store => store.Loses = happened => happened is AnswerInterpreted), violation => violation.Contains("was acknowledged and is lost", StringComparison.Ordinal));

    [Fact]
    public void Run_StoreThatLosesPrompts_IsNoticedWhenTheyAreSaid() =>
        Assert.Contains(Broken(Calm, store => store.Loses = happened => happened is PromptAsked { ItemId: "mood" }), violation => violation.Contains("is lost", StringComparison.Ordinal));

    [Fact]
    public void Run_RiskWatchThatSwallows_IsNoticed()
    {
        var plan = Calm with { CanSpot = false, Incidents = [(3.0, Incident.HelpKey, 0.0), (7.0, Incident.AcuteWords, 0.0)] };

        // Outside a turn nobody but the watch reads what is said.
        var deaf = CallSimulation.Run(plan, p => new SimulatedWorld(p) { FindRisk = _ => [] });

        Assert.Contains(deaf.Violations, violation => violation.Contains("acute words", StringComparison.Ordinal));
        Assert.Empty(CallSimulation.Run(plan, null).Violations);
    }

    [Fact]
    public async Task CheckWhole_EntriesThatMustNotStand_AreNoticed()
    {
        using var world = new SimulatedWorld(Calm);
        var time = world.Time.GetUtcNow();
        IReadOnlyList<JournalEntry> entries =
        [
            Entry(1, new SessionOpened(SimulatedWorld.Assessment, "brief", "1", "x", "y", world.Referral)),
            Entry(2, new StreamConnected("A.1", CallChannel.Phone, 16_000, true, true, 0)),
            .. Enumerable.Range(1, 6).Select(n => Entry(2 + n, new PromptAsked { PromptId = $"p{n}", Purpose = PromptPurpose.Reask, ItemId = "asq.1", Text = "", ExpectsAnswer = true })),
        ];
        _ = await world.Recordings.OpenAsync(SimulatedWorld.Assessment, 16_000, 5, CancellationToken.None);
        world.Store.Acknowledged.AddRange([(world.Processes[0], entries[1]), (world.Processes[1], entries[2])]);
        world.Record.Signal("help");

        Invariants.CheckWhole(world, entries, Session.Fold(entries));

        Assert.Contains(world.Record.Violations, v => v.Contains("was asked 6 times", StringComparison.Ordinal));
        Assert.Contains(world.Record.Violations, v => v.Contains("was written by B while A", StringComparison.Ordinal));
        Assert.Contains(world.Record.Violations, v => v.StartsWith("replay differs", StringComparison.Ordinal));
        Assert.Contains(world.Record.Violations, v => v.StartsWith("recorded 5 to 5", StringComparison.Ordinal));
        Assert.Contains(world.Record.Violations, v => v.Contains("never closed", StringComparison.Ordinal));
        Assert.Contains(world.Record.Violations, v => v.Contains("signal help", StringComparison.Ordinal));

        JournalEntry Entry(long version, SessionEvent happened) => new(SimulatedWorld.Assessment, version, time, 0, happened);
    }

    [Theory]
    [InlineData(VoiceStage.Risk.Estimates.CareLevel.Low, "low without a clear no")]
    [InlineData(VoiceStage.Risk.Estimates.CareLevel.High, "closed at High with no case")]
    public void CheckWhole_EndThatMustNotBe_IsNoticed(VoiceStage.Risk.Estimates.CareLevel level, string violation)
    {
        using var world = new SimulatedWorld(Calm);
        SessionEvent[] happened =
        [
            new SessionOpened(SimulatedWorld.Assessment, "brief", "1", "x", "y", world.Referral),
            new LevelDecided(level, [], false),
            new SessionClosed(SessionOutcome.Completed, "protocol_finished"),
        ];

        IReadOnlyList<JournalEntry> entries = [.. happened.Select((one, i) => new JournalEntry(SimulatedWorld.Assessment, i + 1, world.Time.GetUtcNow(), 0, one))];
        Invariants.CheckWhole(world, entries, Session.Fold(entries));

        Assert.Contains(world.Record.Violations, v => v.StartsWith(violation, StringComparison.Ordinal));
    }

    [Fact]
    public void ToldOnlyWhatIsWritten_PromptThatNobodyWrote_IsNoticed()
    {
        using var world = new SimulatedWorld(Calm);

        Invariants.ToldOnlyWhatIsWritten(world, new VoiceStage.V1.ConverseResponse { Prompt = new() { Id = "p9" } });

        Assert.Contains("p9", Assert.Single(world.Record.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TaskThatNeverEnds_IsSaidToWaitForEver()
    {
        Assert.StartsWith("waits for ever", OneThread.Run(new VirtualTime(), () => new TaskCompletionSource().Task, TimeSpan.FromHours(1)));

        var time = new VirtualTime();
        Assert.Equal("did not end in time", OneThread.Run(time, async () =>
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromMinutes(1), time);
            }
        }, TimeSpan.FromHours(1)));
    }

    private static IReadOnlyList<string> Broken(SimulationPlan plan, Action<SimulatedStore> breakIt) => CallSimulation.Run(plan, p =>
    {
        var world = new SimulatedWorld(p);
        breakIt(world.Store);
        return world;
    }).Violations;
}
