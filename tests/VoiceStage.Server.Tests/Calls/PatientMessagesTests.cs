using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Calls;

namespace VoiceStage.Server.Tests.Calls;

public sealed class PatientMessagesTests
{
    private static readonly HashSet<Type> Told = [typeof(PromptAsked), typeof(AnswerInterpreted), typeof(HandoffBegun), typeof(SessionClosed)];

    [Fact]
    public void From_EveryTypeOfConsequence_IsEitherToldOrNever()
    {
        var all = typeof(SessionConsequence).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(SessionConsequence))).ToHashSet();

        Assert.Empty(Told.Intersect(PatientMessages.NeverTold));
        Assert.Equal(all, [.. Told.Union(PatientMessages.NeverTold)]);
    }

    [Fact]
    public void From_WhatIsNeverTold_GivesNoMessage()
    {
        SessionConsequence[] never =
        [
            new EscalationOpened("e", VoiceStage.Risk.Estimates.CareLevel.Imminent, true, ["r"]),
            new EscalationRaised("e", VoiceStage.Risk.Estimates.CareLevel.Imminent, ["r"]),
            new EscalationAnnotated("e", "c"),
            new LevelDecided(VoiceStage.Risk.Estimates.CareLevel.High, ["r"], false),
            new RiskEstimated(new() { Model = "m", Probability = 0.5 }),
            new CallbackBooked("hung_up", 0, 2),
            new ConsentRecorded(ConsentState.Given, "1", "en-US"),
        ];

        Assert.Equal(PatientMessages.NeverTold, never.Select(consequence => consequence.GetType()).ToHashSet());
        Assert.All(never, consequence => Assert.Null(PatientMessages.From(consequence, new Session(), new CallOptions())));
    }

    [Fact]
    public void From_Handoff_SaysNoReason()
    {
        var message = PatientMessages.From(new HandoffBegun("crisis_line", "acute_disclosure"), new Session(), new CallOptions { CrisisLineText = "call 988", CrisisLineNumber = "988" })!;

        Assert.Equal("988", message.Handoff.DialNumber);
        Assert.DoesNotContain("acute", message.ToString(), StringComparison.Ordinal);
    }
}
