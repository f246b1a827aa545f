using CsCheck;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;
using VoiceStage.Risk.Fusion;

namespace VoiceStage.Assessment.Tests.Sessions;

/// <summary>Any observations in any order: the rules never throw, never ask too often, never lower a level, and replay to the same.</summary>
public class RandomCallTests
{
    private static readonly string[] Words =
        ["yes", "no", "not at all", "nearly every day", "i don't know", "i want to kill myself", "i took all my pills", "i need help", "stop recording", "say that again", "", "hold on", "no hablo ingles"];

    private static readonly string[] Keys = ["1", "2", "3", "4", "7", "8", "9", "0", "*9", "5", "*"];

    private static readonly Gen<Action<Call>> Turns = Gen.Frequency(
        (12, Gen.Int[0, 3].Select(key => (Action<Call>)(call => call.Press(Keys[key])))),
        (6, Gen.Int[0, Words.Length - 1].Select(word => (Action<Call>)(call => call.Say(Words[word])))),
        (2, Gen.Int[0, Keys.Length - 1].Select(key => (Action<Call>)(call => call.Press(Keys[key])))),
        (4, Gen.Const((Action<Call>)(call => call.Silence()))),
        (3, Gen.Const((Action<Call>)(call => call.Mumble()))));

    private static readonly Gen<Action<Call>> Others = Gen.Frequency(
        (4, Gen.Enum<ControlKind>().Select(control => (Action<Call>)(call => call.See(new ControlUsed(control, "button"))))),
        (2, Gen.Select(Gen.Bool, Gen.Int[0, 2], (acute, item) => (Action<Call>)(call => call.See(
            new RiskPhraseHeard(new[] { "mood", "asq.2", "" }[item], acute ? "acute" : "ideation", "x", "pocketsphinx", 1))))),
        (3, Gen.Select(Gen.Int[0, 3], Gen.Double[0, 400], (cause, seconds) => (Action<Call>)(call => call.See(
            new TimePassed(new[] { "no_audio", "paused", "stream_lost", "handoff" }[cause], seconds))))),
        (1, Gen.Const((Action<Call>)(call => call.HangUp()))),
        (1, Gen.Int[0, 1].Select(which => (Action<Call>)(call => call.See(new FaultNoticed(new[] { "measures", "recogniser" }[which], "FAILED"))))),
        (2, Gen.Const((Action<Call>)(call => call.See(new StreamLost("c1"))))),
        (3, Gen.Const((Action<Call>)(call => call.Connect()))),
        (2, Gen.Bool.Select(finished => (Action<Call>)(call => call.See(new PromptPlayed(call.Session.Prompt?.PromptId ?? "p1", finished, 100))))),
        (2, Gen.Const((Action<Call>)(call => call.See(call.Turn() with { HasGap = true })))),
        (2, Gen.Int[0, Words.Length - 1].Select(word => (Action<Call>)(call => call.See(
            new AnswerEnriched("p2", "mood", [new() { Engine = "vosk/free", Text = Words[word] }], null, null))))),
        (2, Gen.Int[-1, Words.Length - 1].Select(word => (Action<Call>)(call => call.See(
            new SecondEarHeard("p2", "mood", word < 0 ? null : new() { Engine = "azure/free", Text = Words[word] }, word < 0 ? "SERVICE_TIMEOUT" : null))))),
        (1, Gen.Const((Action<Call>)(call => call.See(call.Turn() with { ItemId = "asq.9", PromptId = "p99" })))));

    private static readonly Gen<List<Action<Call>>> Calls = Gen.Frequency((6, Turns), (1, Others)).List[0, 60];

    [Theory]
    [InlineData("brief", false)]
    [InlineData("default", false)]
    [InlineData("brief", true)]
    public void Respond_AnyObservations_KeepsEveryInvariant(string protocol, bool hasFitted) => Calls.Sample(steps =>
    {
        var call = Call.Opened(protocol, model: hasFitted ? Fitted() : new LikelihoodRatioFusion());
        call.Connect();
        foreach (var step in steps)
        {
            var before = call.Session;
            step(call);
            NeverLowered(before, call.Session, call);
            SomethingIsPending(call.Session);
        }

        AskedWithinLimits(call);
        if (call.Session.Closed is not null)
        {
            Assert.NotNull(call.Session.EscalationId);
            Assert.True(call.Session.EscalationLevel >= call.Session.Level);
            Assert.Single(call.Events.OfType<SessionClosed>());
        }

        call.MustReplay();
    }, iter: 400, threads: 1);

    [Fact]
    public void Respond_AnyStateLeftAlone_EndsInBoundedTime() => Calls.Sample(steps =>
    {
        var call = Call.Opened();
        call.Connect();
        steps.ForEach(step => step(call));
        var turns = 0;
        for (var second = 10; call.Session.Closed is null; second += 10)
        {
            var cause = call.Session.Handoff is not null && call.Rules.ListeningFor(call.Session) is null ? "handoff" : call.Session.IsPaused ? "paused" : null;
            _ = cause is null ? call.Silence() : call.See(new TimePassed(cause, second), 10);
            if (call.Session.Handoff is not null)
            {
                call.See(new TimePassed("handoff", second), 10);
            }

            Assert.True(++turns < 60, $"still open after {turns} silent turns");
        }
    }, iter: 300, threads: 1);

    [Fact]
    public void Replay_OneAnswerEdited_Fails() => Gen.Int[0, 1000].Sample(pick =>
    {
        var call = Call.Connected().Answer(Story.Well());
        var answers = call.Entries.Where(entry => entry.Event is AnswerHeard { Keys.Length: > 0 }).ToList();
        var chosen = answers[pick % answers.Count];
        var heard = (AnswerHeard)chosen.Event;
        var edited = call.Entries.Select(entry => entry != chosen ? entry : entry with { Event = heard with { Keys = heard.Keys == "1" ? "2" : "1" } }).ToList();

        Assert.NotNull(call.Rules.Replay(edited));
    }, iter: 40, threads: 1);

    [Fact]
    public void Replay_AnEntryLostOrAddedOrAnotherPolicy_Fails()
    {
        var call = Call.Connected().Answer(Story.Well());
        for (var gone = 0; gone < call.Entries.Count; gone++)
        {
            var rest = call.Entries.Where((_, index) => index != gone).Select((entry, index) => entry with { Version = index + 1 }).ToList();
            Assert.NotNull(call.Rules.Replay(rest));
        }

        var other = new SessionRules(call.Rules.Protocol, VoiceStage.Assessment.Escalation.SitePolicy.Default with { Version = "other" });
        Assert.Contains("policy", other.Replay(call.Entries), StringComparison.Ordinal);
    }

    private static void NeverLowered(Session before, Session after, Call call)
    {
        if (after.Level < before.Level)
        {
            Assert.Equal((CareLevel.Unknown, CareLevel.Low), (before.Level, after.Level));
            Assert.All(call.Rules.FactsOf(after).DueSuicideItemIds, id => Assert.True(after.Answers[id].Is("no")));
        }

        Assert.True(before.EscalationLevel is null || after.EscalationLevel >= before.EscalationLevel);
    }

    private static void SomethingIsPending(Session session) =>
        Assert.True(session.Closed is not null || session.Handoff is not null || session.Question is not null, "nothing is asked, sought or closed");

    private static void AskedWithinLimits(Call call)
    {
        foreach (var (id, asked) in call.Session.Askings.Where(pair => pair.Key.Length > 0))
        {
            var item = call.Rules.Protocol.ItemOf(id);
            Assert.True(asked.Reasks <= (item?.MaxReasks ?? 0), $"{id} was asked again {asked.Reasks} times");
            Assert.True(asked.Count <= (item is null ? 2 : 3 + item.MaxReasks), $"{id} was asked {asked.Count} times");
            Assert.InRange(asked.Repeats, 0, 75);
        }
    }

    /// <summary>A fitted model that its site has enabled, with shapes that rise somewhere.</summary>
    private static ShadowedModel Fitted()
    {
        var shapes = new ShapeModel(-2, [.. FusionFeatures.All.Select(feature => feature.Knots.Skip(1).Select(_ => 0.7).ToArray())], [.. FusionFeatures.All.Select((_, i) => i % 3 - 1.0)]);
        return new(
            new LikelihoodRatioFusion(), new(FusionModelFile.Current, FusionFeatures.Version, "abc", false, new Dictionary<string, double>(), 0, [], [], 1, 0, [], []), new FittedFusion(shapes, 1, 0, [0, 1, 2], [-1, 0]), mayRaise: true);
    }
}
