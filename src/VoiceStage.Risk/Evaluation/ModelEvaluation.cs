using System.Globalization;
using VoiceStage.Risk.Fusion;

namespace VoiceStage.Risk.Evaluation;

/// <summary>Nested cross-validation of the learned fusion, grouped by person: every figure is on people the model, its penalty and its calibration never saw.</summary>
public static class ModelEvaluation
{
    /// <summary>Cells smaller than this print "insufficient".</summary>
    public const int SmallestCell = 20;

    private const int Folds = 5;

    private static readonly double[] Specificities = [.80, .90, .95];
    private static readonly double[] Thresholds = [.05, .10, .15, .20, .30, .40, .50];
    private static readonly string[] GroupColumns = ["sex", "age_band", "language_background", "band"];

    /// <summary>Evaluates.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="isSynthetic">Whether the people are synthetic: said in every output.</param>
    /// <param name="progress">Told which outer fold begins.</param>
    /// <param name="cancellation">Stops between folds.</param>
    /// <returns>Figures by name, nested as they are printed; null is insufficient.</returns>
    public static SortedDictionary<string, object?> Run(IReadOnlyList<SiteRow> rows, bool isSynthetic, Action<int, int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var people = rows.Select(row => row.Person).ToList();
        var labels = rows.Select(row => row.Label).ToList();
        var fold = PersonFolds.Of(people, labels, Folds);
        var predictions = new FusionPrediction[rows.Count];
        var baseline = new double[rows.Count];
        var isotonic = new double[rows.Count];
        var widths = new double[rows.Count];
        for (var f = 0; f < Folds; f++)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Invoke(f, Folds);
            var inside = Enumerable.Range(0, rows.Count).Where(i => fold[i] != f).ToList();
            var fitted = FittedFusion.Fit([.. inside.Select(i => rows[i].Values)], [.. inside.Select(i => labels[i])], [.. inside.Select(i => people[i])]);
            // Isotonic beside Platt on the same cross-fitted scores: which of the two calibrates better is the site's data's to say.
            var steps = new IsotonicCalibration(
                [.. fitted.PositiveScores, .. fitted.NegativeScores], [.. fitted.PositiveScores.Select(_ => true), .. fitted.NegativeScores.Select(_ => false)]);
            for (var i = 0; i < rows.Count; i++)
            {
                if (fold[i] == f)
                {
                    predictions[i] = fitted.Predict(rows[i].Values);
                    var score = (Math.Log(predictions[i].Probability / (1 - predictions[i].Probability)) - fitted.Offset) / fitted.Slope;
                    var (lower, upper) = steps.Interval(score);
                    (isotonic[i], widths[i]) = (steps.Probability(score), upper - lower);
                }
            }

            var held = Enumerable.Range(0, rows.Count).Where(i => fold[i] == f).ToList();
            foreach (var (i, p) in held.Zip(LogisticBaseline.Probabilities(inside.Select(i => rows[i]), held.Select(i => rows[i]))))
            {
                baseline[i] = p;
            }
        }

        var scores = predictions.Select(prediction => prediction.Probability).ToList();
        var logits = scores.Select(p => Math.Log(p / (1 - p))).ToList();
        var (slope, _) = Calibration.Platt(logits, labels);
        var figures = new SortedDictionary<string, object?>(StringComparer.Ordinal)
        {
            ["synthetic"] = isSynthetic,
            ["rows"] = rows.Count,
            ["people"] = people.Distinct(StringComparer.Ordinal).Count(),
            ["prevalence"] = labels.Count(label => label) / (double)labels.Count,
            ["feature_set"] = FusionFeatures.Version,
            ["auroc"] = Discrimination.Auroc(scores, labels),
            ["auroc_logistic"] = Discrimination.Auroc(baseline, labels),
            ["brier_logistic"] = baseline.Select((p, i) => Math.Pow(p - (labels[i] ? 1 : 0), 2)).Average(),
            ["auroc_text_only"] = TextOnly(rows),
            ["auprc"] = Discrimination.Auprc(scores, labels),
            ["brier"] = scores.Select((p, i) => Math.Pow(p - (labels[i] ? 1 : 0), 2)).Average(),
            ["brier_isotonic"] = isotonic.Select((p, i) => Math.Pow(p - (labels[i] ? 1 : 0), 2)).Average(),
            ["venn_abers_mean_width"] = widths.Average(),
            ["calibration_slope"] = slope,
            ["calibration_in_the_large"] = InTheLarge(logits, labels),
            ["calibration_curve"] = Curve(scores, labels),
            ["decision_curve"] = Decision(scores, labels),
            ["insufficient_share"] = predictions.Count(prediction => prediction.IsInsufficient) / (double)predictions.Length,
            ["subgroups"] = Subgroups(rows, scores, labels),
        };
        figures["at_specificity"] = Specificities.Select(wanted => AtSpecificity(scores, labels, wanted)).ToList();
        return figures;
    }

    private static Interval? TextOnly(IReadOnlyList<SiteRow> rows)
    {
        var known = rows.Where(row => row.Values[0] is not null).ToList();
        return Discrimination.Auroc([.. known.Select(row => row.Values[0]!.Value)], [.. known.Select(row => row.Label)]);
    }

    private static Dictionary<string, object> AtSpecificity(List<double> scores, List<bool> labels, double wanted)
    {
        var (threshold, sensitivity, specificity) = Discrimination.AtSpecificity(scores, labels, wanted);
        var found = new Dictionary<string, object> { ["specificity"] = specificity, ["threshold"] = threshold, ["sensitivity"] = sensitivity };
        foreach (var prevalence in new[] { .05, .20 })
        {
            var (hit, falseAlarm) = (sensitivity.Value * prevalence, (1 - specificity) * (1 - prevalence));
            found[string.Create(CultureInfo.InvariantCulture, $"ppv_at_{prevalence:0.00}")] = hit + falseAlarm == 0 ? 0 : hit / (hit + falseAlarm);
            found[string.Create(CultureInfo.InvariantCulture, $"npv_at_{prevalence:0.00}")] = specificity * (1 - prevalence) / ((specificity * (1 - prevalence)) + ((1 - sensitivity.Value) * prevalence));
        }

        return found;
    }

    /// <summary>Offset of a line of slope 1: 0 when the mean prediction is right.</summary>
    private static double InTheLarge(List<double> logits, List<bool> labels)
    {
        var (low, high) = (-10.0, 10.0);
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            var expected = logits.Sum(logit => 1 / (1 + Math.Exp(-(logit + middle))));
            (low, high) = expected < labels.Count(label => label) ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    private static List<Dictionary<string, double>> Curve(List<double> scores, List<bool> labels)
    {
        var order = Enumerable.Range(0, scores.Count).OrderBy(i => scores[i]).ToList();
        return [.. order.Chunk((int)Math.Ceiling(order.Count / 10.0)).Select(bin =>
        {
            var observed = Discrimination.Wilson(bin.Count(i => labels[i]), bin.Length);
            return new Dictionary<string, double>
            {
                ["predicted"] = bin.Average(i => scores[i]), ["observed"] = observed.Value, ["lower"] = observed.Lower, ["upper"] = observed.Upper, ["n"] = bin.Length,
            };
        })];
    }

    private static List<Dictionary<string, double>> Decision(List<double> scores, List<bool> labels)
    {
        var prevalence = labels.Count(label => label) / (double)labels.Count;
        return [.. Thresholds.Select(threshold =>
        {
            var hits = scores.Where((p, i) => p >= threshold && labels[i]).Count() / (double)labels.Count;
            var alarms = scores.Where((p, i) => p >= threshold && !labels[i]).Count() / (double)labels.Count;
            var odds = threshold / (1 - threshold);
            return new Dictionary<string, double> { ["threshold"] = threshold, ["model"] = hits - (alarms * odds), ["all"] = prevalence - ((1 - prevalence) * odds), ["none"] = 0 };
        })];
    }

    private static List<Dictionary<string, object?>> Subgroups(IReadOnlyList<SiteRow> rows, List<double> scores, List<bool> labels)
    {
        var groups = GroupColumns.SelectMany(column =>
            Enumerable.Range(0, rows.Count).GroupBy(i => Group(rows[i].Cells, column)).Where(group => group.Key.Length > 0)
                .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (column, group.Key, Rows: group.ToList())));
        return [.. groups.Select(group =>
        {
            var (inGroup, truth) = (group.Rows.Select(i => scores[i]).ToList(), group.Rows.Select(i => labels[i]).ToList());
            var positives = truth.Count(label => label);
            var enough = positives >= SmallestCell && truth.Count - positives >= SmallestCell;
            return new Dictionary<string, object?>
            {
                ["group"] = $"{group.column}={group.Key}", ["n"] = truth.Count, ["positives"] = positives,
                ["auroc"] = enough ? Discrimination.Auroc(inGroup, truth) : null,
                ["calibration_slope"] = enough ? Calibration.Platt([.. inGroup.Select(p => Math.Log(p / (1 - p)))], truth).Slope : null,
                ["insufficient"] = !enough,
            };
        })];
    }

    private static string Group(IReadOnlyDictionary<string, string> cells, string column) =>
        column != "age_band" ? cells.GetValueOrDefault(column, "")
        : !double.TryParse(cells.GetValueOrDefault("age", ""), NumberStyles.Float, CultureInfo.InvariantCulture, out var age) ? ""
        : age < 30 ? "18-29" : age < 45 ? "30-44" : age < 65 ? "45-64" : "65+";
}
