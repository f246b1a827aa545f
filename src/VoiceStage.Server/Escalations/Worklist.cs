using VoiceStage.Risk.Estimates;
using VoiceStage.Risk.Priority;

namespace VoiceStage.Server.Escalations;

/// <summary>The order in which cases are to be seen.</summary>
/// <remarks>
/// <see cref="WorklistOrder"/> decides: tiers are never crossed; inside a tier the overdue come first, so that nobody starves, then the most expected gain per
/// second of reading. What somebody has already stands behind what nobody has, until its contact is overdue. Resolved cases come last.
/// </remarks>
public static class Worklist
{
    /// <summary>Sorts cases.</summary>
    /// <param name="cases">Cases in any order.</param>
    /// <param name="now">What counts as overdue.</param>
    public static IReadOnlyList<EscalationCase> Order(IEnumerable<EscalationCase> cases, DateTimeOffset now)
    {
        var byId = cases.ToDictionary(item => item.Id, StringComparer.Ordinal);
        var places = WorklistOrder.Order([.. byId.Values.Where(item => item.State != EscalationState.Resolved).Select(Weigh)], now);
        return
        [
            .. places.OrderBy(place => place.Tier).ThenBy(place => byId[place.Id] is { State: EscalationState.Acknowledged } item && item.ContactDeadline > now)
                .Select(place => byId[place.Id]),
            .. byId.Values.Where(item => item.State == EscalationState.Resolved).OrderBy(item => Tier(item.Level, item.StageOneHigh))
                .ThenBy(item => item.CreateTime).ThenBy(item => item.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>Tier of a case, 0 is seen first.</summary>
    public static int Tier(CareLevel level, bool stageOneHigh) => WorklistOrder.Tier(level, stageOneHigh);

    /// <summary>Why a case stands where it stands, in words for a clinician.</summary>
    public static string PositionReason(EscalationCase item, DateTimeOffset now)
    {
        var reason = WorklistOrder.Order([Weigh(item)], now)[0].Reason;
        return item.State switch
        {
            EscalationState.Resolved => "resolved",
            EscalationState.Acknowledged => $"{reason}; acknowledged",
            _ when item.AcknowledgeDeadline <= now => $"{reason}; nobody has it and the deadline is over",
            _ => $"{reason}; nobody has it",
        };
    }

    private static WorklistCase Weigh(EscalationCase item) => new(item.Id, item.Level, item.StageOneHigh, item.Probability, item.ContactDeadline, item.ExpectedWords);
}
