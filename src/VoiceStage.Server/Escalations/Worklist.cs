using VoiceStage.Risk.Estimates;

namespace VoiceStage.Server.Escalations;

/// <summary>The order in which cases are to be seen.</summary>
/// <remarks>
/// Tiers: imminent, high, unknown with stage 1 high, moderate, unknown, low. Inside a tier what nobody has comes before what somebody has, then the
/// sooner deadline, so that the oldest of a tier rises as its time runs out and no moderate case starves.
/// </remarks>
public static class Worklist
{
    /// <summary>Sorts cases.</summary>
    public static IReadOnlyList<EscalationCase> Order(IEnumerable<EscalationCase> cases) =>
        [.. cases.OrderBy(c => c.State == EscalationState.Resolved).ThenBy(c => Tier(c.Level, c.StageOneHigh)).ThenBy(c => c.State != EscalationState.Open)
            .ThenBy(c => c.ContactDeadline).ThenBy(c => c.CreateTime).ThenBy(c => c.Id, StringComparer.Ordinal)];

    /// <summary>Tier of a case, 0 is seen first.</summary>
    public static int Tier(CareLevel level, bool stageOneHigh) => level switch
    {
        CareLevel.Imminent => 0,
        CareLevel.High => 1,
        CareLevel.Unknown when stageOneHigh => 2,
        CareLevel.Moderate => 3,
        CareLevel.Low => 5,
        _ => 4,
    };

    /// <summary>Why a case stands where it stands, in words for a clinician.</summary>
    public static string PositionReason(EscalationCase item, DateTimeOffset now)
    {
        var tier = Tier(item.Level, item.StageOneHigh) switch
        {
            0 => "imminent: before everything",
            1 => "high",
            2 => "not answered, and the text score is high: before moderate",
            3 => "moderate",
            4 => "not answered: unknown is never low",
            _ => "low: nothing found, not an all-clear",
        };
        return item.State switch
        {
            EscalationState.Resolved => "resolved",
            EscalationState.Acknowledged when item.ContactDeadline <= now => $"{tier}; acknowledged, contact overdue",
            EscalationState.Acknowledged => $"{tier}; acknowledged",
            _ when item.AcknowledgeDeadline <= now => $"{tier}; nobody has it and the deadline is over",
            _ => $"{tier}; nobody has it",
        };
    }
}
