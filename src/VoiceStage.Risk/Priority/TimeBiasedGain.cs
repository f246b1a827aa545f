namespace VoiceStage.Risk.Priority;

/// <summary>Hierarchical time-biased gain: what a reader with limited time gets out of a ranking of people, each with ranked evidence.</summary>
/// <remarks>
/// Shing, Resnik, Oard, ACL 2020. Expected words W = Σ c_l Π_{m&lt;l}(1 − R_m); T(1) = 0, T(k+1) = T(k) + 4.4 + (0.018·W_k + 7.8)·p, p = .64 for a
/// relevant person, .39 otherwise; gain .64·.77 for a relevant person with any R &gt; 0; discount exp(−T ln 2 / h). Plain TBG reads everything (all R = 0 in W).
/// </remarks>
public static class TimeBiasedGain
{
    /// <summary>Gain of a relevant person: probability to open .64 times probability to keep .77.</summary>
    public const double Gain = .64 * .77;

    /// <summary>Seconds to look at a person's line of the list.</summary>
    internal const double LineSeconds = 4.4;

    /// <summary>Seconds to open a person.</summary>
    internal const double OpeningSeconds = 7.8;

    /// <summary>Seconds to read a word.</summary>
    internal const double SecondsPerWord = 0.018;

    /// <summary>Half-life in seconds, first of two defaults.</summary>
    public const double HalfLifeSeconds = 224;

    /// <summary>Half-life in seconds, second of two defaults.</summary>
    public const double LongHalfLifeSeconds = 1800;

    /// <summary>Expected words that are read of a person's evidence.</summary>
    /// <param name="evidence">In reading order.</param>
    /// <param name="stopsEarly">Whether a reader stops once seen enough (hierarchical); false reads everything.</param>
    public static double ExpectedWords(IReadOnlyList<EvidenceItem> evidence, bool stopsEarly = true)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var words = 0.0;
        var goesOn = 1.0;
        foreach (var item in evidence)
        {
            words += item.WordCount * goesOn;
            goesOn *= stopsEarly ? 1 - item.StopProbability : 1;
        }

        return words;
    }

    /// <summary>Expected seconds that a person takes of the reader.</summary>
    /// <param name="person">Person.</param>
    /// <param name="stopsEarly">See <see cref="ExpectedWords"/>.</param>
    public static double ExpectedSeconds(RankedPerson person, bool stopsEarly = true)
    {
        ArgumentNullException.ThrowIfNull(person);
        return LineSeconds + (((SecondsPerWord * ExpectedWords(person.Evidence, stopsEarly)) + OpeningSeconds) * (person.IsRelevant ? .64 : .39));
    }

    /// <summary>The gain of a ranking.</summary>
    /// <param name="ranking">People in order.</param>
    /// <param name="halfLifeSeconds">h, above 0.</param>
    /// <param name="stopsEarly">True for hTBG, false for TBG.</param>
    public static double Of(IReadOnlyList<RankedPerson> ranking, double halfLifeSeconds = HalfLifeSeconds, bool stopsEarly = true)
    {
        ArgumentNullException.ThrowIfNull(ranking);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(halfLifeSeconds);
        var seconds = 0.0;
        var gain = 0.0;
        foreach (var person in ranking)
        {
            if (person.IsRelevant && person.Evidence.Any(item => item.StopProbability > 0))
            {
                gain += Gain * Math.Exp(-seconds * Math.Log(2) / halfLifeSeconds);
            }

            seconds += ExpectedSeconds(person, stopsEarly);
        }

        return gain;
    }

    /// <summary>The best order: relevant people first, among them the shortest expected reading; evidence by R/c.</summary>
    /// <param name="people">People in any order.</param>
    public static IReadOnlyList<RankedPerson> BestOrder(IEnumerable<RankedPerson> people)
    {
        ArgumentNullException.ThrowIfNull(people);
        return [.. people
            .Select(person => person with
            {
                Evidence = [.. person.Evidence.OrderByDescending(item => item.WordCount > 0 ? item.StopProbability / item.WordCount : double.PositiveInfinity)],
            })
            .OrderByDescending(person => person.IsRelevant)
            .ThenBy(person => ExpectedWords(person.Evidence))];
    }
}
