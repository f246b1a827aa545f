using VoiceStage.Risk.Cohort;
using VoiceStage.Risk.Evaluation;

namespace VoiceStage.Risk.Priority;

/// <summary>One world of the grid: what an order gains over the text score and loses against the best possible order, over seeds.</summary>
/// <param name="TextAuroc">AUROC of the text score.</param>
/// <param name="DenialRate">Share of true "yes" that is denied.</param>
/// <param name="Order">The order.</param>
/// <param name="AboveText">Mean of hTBG over that of <c>text_only</c>, minus 1, with the 95 % interval of the mean (Student's t over seeds).</param>
/// <param name="BelowBest">Mean of 1 minus hTBG over that of <c>best</c>, with its interval.</param>
public sealed record PriorityGridCell(double TextAuroc, double DenialRate, string Order, Interval AboveText, Interval BelowBest);

/// <summary>The claim over worlds: text AUROC .65, .75, .85 by denial .2, .35, .5, each over several seeds.</summary>
public static class PriorityGrid
{
    /// <summary>The orders that a cell is reported for.</summary>
    public static IReadOnlyList<string> Orders { get; } = ["voicestage", "fitted"];

    private static readonly double[] TextAurocs = [.65, .75, .85];
    private static readonly double[] DenialRates = [.2, .35, .5];

    /// <summary>Runs the grid at the half-life of 1,800 s.</summary>
    /// <param name="people">People on each list.</param>
    /// <param name="firstSeed">First seed; the others follow it.</param>
    /// <param name="seeds">Number of seeds, 2 to 1,000; the long form has 20.</param>
    /// <param name="learnFrom">Other people that <c>fitted</c> learns from in each world.</param>
    /// <param name="progress">Told how many of how many lists are done.</param>
    /// <param name="cancellation">Stops between lists.</param>
    public static IReadOnlyList<PriorityGridCell> Run(int people, int firstSeed, int seeds, int learnFrom = 2_000, Action<int, int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seeds, 1_000);
        var cells = new List<PriorityGridCell>();
        var (done, all) = (0, TextAurocs.Length * DenialRates.Length * seeds);
        foreach (var auroc in TextAurocs)
        {
            foreach (var denial in DenialRates)
            {
                var world = new CohortOptions { People = people, Seed = firstSeed, TextAuroc = auroc, DenialRate = denial };
                var learned = PriorityBaselines.Learn(world, learnFrom);
                var gains = Orders.Append("text_only").Append("best").ToDictionary(order => order, _ => new List<double>(), StringComparer.Ordinal);
                for (var seed = 0; seed < seeds; seed++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    progress?.Invoke(done++, all);
                    var evaluation = new PriorityEvaluation(CohortSimulator.Draw(world with { Seed = firstSeed + seed }), learned, only: [.. gains.Keys]);
                    foreach (var (order, found) in gains)
                    {
                        found.Add(evaluation.Gain(order, TimeBiasedGain.LongHalfLifeSeconds));
                    }
                }

                cells.AddRange(Orders.Select(order => new PriorityGridCell(
                    auroc, denial, order,
                    Mean([.. gains[order].Zip(gains["text_only"], (ours, text) => (ours / text) - 1)]),
                    Mean([.. gains[order].Zip(gains["best"], (ours, best) => 1 - (ours / best))]))));
            }
        }

        return cells;
    }

    /// <summary>Mean with Student's interval; the quantile by Cornish and Fisher's expansion around 1.96, within 1 % from three degrees of freedom on.</summary>
    internal static Interval Mean(IReadOnlyList<double> values)
    {
        var (mean, freedom) = (values.Average(), values.Count - 1.0);
        const double z = 1.959964;
        var (z3, z5, z7) = (Math.Pow(z, 3), Math.Pow(z, 5), Math.Pow(z, 7));
        var t = z + ((z3 + z) / (4 * freedom)) + (((5 * z5) + (16 * z3) + (3 * z)) / (96 * freedom * freedom))
            + (((3 * z7) + (19 * z5) + (17 * z3) - (15 * z)) / (384 * Math.Pow(freedom, 3)));
        var half = t * Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / freedom / values.Count);
        return new(mean, mean - half, mean + half);
    }
}
