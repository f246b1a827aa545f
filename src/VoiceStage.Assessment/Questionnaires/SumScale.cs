using VoiceStage.Assessment.Answers;

namespace VoiceStage.Assessment.Questionnaires;

/// <summary>Total of a sum scale, and what is known when it cannot be formed.</summary>
public sealed record SumScore
{
    /// <summary>Instrument id.</summary>
    public required string Instrument { get; init; }

    /// <summary>Sum, prorated when <see cref="IsProrated"/> (then rounded to a whole number, halves up); null when it may not be formed.</summary>
    public int? Total { get; init; }

    /// <summary>Whether unknown items were filled with the mean of the others.</summary>
    public bool IsProrated { get; init; }

    /// <summary>Band of the total; <c>unknown</c> when neither the total nor the range below decides it.</summary>
    public required string Band { get; init; }

    /// <summary>Sum with every unknown item at 0.</summary>
    public required int LowestTotal { get; init; }

    /// <summary>Sum with every unknown item at 3.</summary>
    public required int HighestTotal { get; init; }

    /// <summary>Items that are unclear, refused, missing or not reached.</summary>
    public required IReadOnlyList<string> UnknownItems { get; init; }

    /// <summary>How many items were asked, whatever came of it.</summary>
    public required int ReachedCount { get; init; }
}

/// <summary>Scores PHQ and GAD scales. Pure.</summary>
/// <remarks>
/// Unknown answers are never counted as 0. Up to <see cref="SumScoring.MayProrate"/> of them are filled with the mean of the others; PHQ item 9 never is.
/// A band is also given without a total when the lowest and the highest possible totals lie in the same one.
/// </remarks>
public static class SumScale
{
    private const int MostPoints = 3;

    /// <summary>Scores one shipped scale.</summary>
    /// <param name="instrumentId"><c>phq-9</c>, <c>phq-8</c>, <c>phq-2</c>, <c>gad-7</c> or <c>gad-2</c>.</param>
    /// <param name="answers">Final answers by item id.</param>
    /// <exception cref="ArgumentException">The instrument is no sum scale.</exception>
    public static SumScore Score(string instrumentId, IReadOnlyDictionary<string, Answer> answers) => Score(Instrument.Load(instrumentId), answers);

    /// <summary>Scores one scale.</summary>
    /// <param name="instrument">Instrument with <see cref="Instrument.Scoring"/>.</param>
    /// <param name="answers">Final answers by item id.</param>
    /// <exception cref="ArgumentException">The instrument is no sum scale.</exception>
    public static SumScore Score(Instrument instrument, IReadOnlyDictionary<string, Answer> answers)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        var scoring = instrument.Scoring ?? throw new ArgumentException($"'{instrument.Id}' is no sum scale", nameof(instrument));
        var points = instrument.Items.Select(item => (item.Id, Points: FrequencyPoints.Of(answers, item.Id))).ToList();
        var unknown = points.Where(item => item.Points is null).Select(item => item.Id).ToList();
        var lowest = points.Sum(item => item.Points ?? 0);
        var highest = points.Sum(item => item.Points ?? MostPoints);
        var total = Total(points, unknown, scoring);
        return new SumScore
        {
            Instrument = instrument.Id,
            Total = total,
            IsProrated = total is not null && unknown.Count > 0,
            Band = total is { } sum ? BandOf(scoring, sum) : BandOf(scoring, lowest) is var band && band == BandOf(scoring, highest) ? band : "unknown",
            LowestTotal = lowest,
            HighestTotal = highest,
            UnknownItems = unknown,
            ReachedCount = instrument.Items.Count(item => answers.ContainsKey(item.Id)),
        };
    }

    private static int? Total(List<(string Id, int? Points)> points, List<string> unknown, SumScoring scoring)
    {
        if (unknown.Count == 0)
        {
            return points.Sum(item => item.Points!.Value);
        }

        if (unknown.Count > scoring.MayProrate || unknown.Any(scoring.NeverProrated.Contains))
        {
            return null;
        }

        // Items that are never prorated stand as they are and do not lend their value to the mean either.
        var alone = points.Where(item => scoring.NeverProrated.Contains(item.Id)).Sum(item => item.Points!.Value);
        var shared = points.Where(item => !scoring.NeverProrated.Contains(item.Id)).ToList();
        var known = shared.Where(item => item.Points is not null).ToList();
        var mean = known.Average(item => (double)item.Points!.Value);
        return (int)Math.Floor((mean * shared.Count) + alone + 0.5);
    }

    private static string BandOf(SumScoring scoring, int total) => scoring.Bands.Last(band => total >= band.AtLeast).Code;
}
