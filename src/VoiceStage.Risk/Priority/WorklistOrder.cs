using System.Globalization;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Risk.Priority;

/// <summary>Whom to see next. Tiers are never crossed; inside a tier the overdue come first, then the most expected gain per second of reading.</summary>
/// <remarks>
/// Gain per second is p · .4928 / expected seconds (<see cref="TimeBiasedGain"/>). Where the model abstained, p is the highest of the tier: unknown is never a
/// reason to be seen later. Equal gains go by the sooner deadline, then by id, so that the order is total and the same everywhere.
/// </remarks>
public static class WorklistOrder
{
    /// <summary>Tier of a case, 0 is seen first: imminent, high, unknown or moderate with stage 1 high, moderate, unknown, low.</summary>
    /// <remarks>Moderate with stage 1 high stands beside unknown with stage 1 high: otherwise somebody whose call broke off would be seen later for a yes than for a no.</remarks>
    /// <param name="level">Level of care.</param>
    /// <param name="textScoreIsHigh">Whether stage 1 is high.</param>
    public static int Tier(CareLevel level, bool textScoreIsHigh) => level switch
    {
        CareLevel.Imminent => 0,
        CareLevel.High => 1,
        CareLevel.Unknown or CareLevel.Moderate when textScoreIsHigh => 2,
        CareLevel.Moderate => 3,
        CareLevel.Low => 5,
        _ => 4,
    };

    /// <summary>Orders open cases.</summary>
    /// <param name="cases">Cases in any order.</param>
    /// <param name="now">What counts as overdue.</param>
    public static IReadOnlyList<WorklistPlace> Order(IReadOnlyList<WorklistCase> cases, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(cases);
        var places = new List<WorklistPlace>(cases.Count);
        foreach (var tier in cases.GroupBy(item => Tier(item.Level, item.TextScoreIsHigh)).OrderBy(tier => tier.Key))
        {
            var highest = tier.Max(item => item.Probability) ?? 1;
            places.AddRange(tier
                .Select(item => (Case: item, Gain: GainPerSecond(item, highest)))
                .OrderByDescending(item => item.Case.ContactDeadline <= now)
                .ThenBy(item => item.Case.ContactDeadline <= now ? item.Case.ContactDeadline : default)
                .ThenByDescending(item => item.Gain)
                .ThenBy(item => item.Case.ContactDeadline)
                .ThenBy(item => item.Case.Id, StringComparer.Ordinal)
                .Select(item => new WorklistPlace(item.Case.Id, tier.Key, ReasonOf(item.Case, tier.Key, now))));
        }

        return places;
    }

    /// <summary>Expected gain per second of a clinician's time.</summary>
    private static double GainPerSecond(WorklistCase item, double whenUnknown)
    {
        var p = item.Probability ?? whenUnknown;
        var click = (.64 * p) + (.39 * (1 - p));
        return p * TimeBiasedGain.Gain / (TimeBiasedGain.LineSeconds + (((TimeBiasedGain.SecondsPerWord * item.ExpectedWords) + TimeBiasedGain.OpeningSeconds) * click));
    }

    private static string ReasonOf(WorklistCase item, int tier, DateTimeOffset now)
    {
        var place = tier switch
        {
            0 => "imminent: before everything",
            1 => "high",
            2 => item.Level == CareLevel.Moderate ? "moderate, and the text score is high" : "not answered, and the text score is high: before moderate",
            3 => "moderate",
            4 => "not answered: unknown is never low",
            _ => "low: nothing found, not an all-clear",
        };
        return item.ContactDeadline <= now ? $"{place}; contact is overdue"
            : item.Probability is { } p ? string.Create(CultureInfo.InvariantCulture, $"{place}; estimate {p:0.00}, {item.ExpectedWords:0} words to read")
            : $"{place}; no estimate, so it is not put behind the others";
    }
}
