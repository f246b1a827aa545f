using VoiceStage.Risk.Estimates;
using VoiceStage.Server.Escalations;
using VoiceStage.Server.Tests.Journal;

namespace VoiceStage.Server.Tests.Escalations;

public sealed class WorklistTests
{
    private static readonly DateTimeOffset Now = TestStore.Start.AddHours(1);

    [Fact]
    public void Order_TiersOverdueAndGain_StandsAsTheRankingSays()
    {
        var cases = new[]
        {
            Case("low", CareLevel.Low, 0.9, 10),
            Case("moderate-likely", CareLevel.Moderate, 0.8, 20),
            Case("moderate-unlikely", CareLevel.Moderate, 0.1, 20),
            Case("moderate-overdue", CareLevel.Moderate, 0.1, 200) with { ContactDeadline = Now.AddMinutes(-1) },
            Case("moderate-taken", CareLevel.Moderate, 0.9, 5) with { State = EscalationState.Acknowledged, AcknowledgedBy = "a" },
            Case("unknown-text-high", CareLevel.Unknown, null, 20) with { StageOneHigh = true },
            Case("imminent", CareLevel.Imminent, 0.01, 200),
            Case("done", CareLevel.Imminent, 1, 1) with { State = EscalationState.Resolved },
        };

        Assert.Equal(
            ["imminent", "unknown-text-high", "moderate-overdue", "moderate-likely", "moderate-unlikely", "moderate-taken", "low", "done"],
            Worklist.Order(cases, Now).Select(item => item.Id));
        Assert.Equal("moderate; estimate 0.80, 20 words to read; nobody has it", Worklist.PositionReason(cases[1], Now));
    }

    private static EscalationCase Case(string id, CareLevel level, double? probability, int words) => new()
    {
        Id = id, AssessmentId = id, PatientId = id, Level = level, State = EscalationState.Open, Pending = false, Reasons = [], Annotations = [], StageOneHigh = false,
        CreateTime = TestStore.Start, AcknowledgeDeadline = Now.AddHours(1), ContactDeadline = Now.AddHours(2), Rung = 0, Etag = "1",
        Probability = probability, ExpectedWords = words,
    };
}
