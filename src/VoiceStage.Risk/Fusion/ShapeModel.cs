namespace VoiceStage.Risk.Fusion;

/// <summary>Glass-box generalised additive logistic model: logit p = intercept + Σ shape_j(x_j), each shape piecewise linear, monotone, with an own level for "missing".</summary>
/// <remarks>
/// Fitted by penalised maximum likelihood (ridge λ on the steps) with projected coordinate Newton, deterministic, one thread. A step never points
/// against its feature's direction, so flipping an answer towards yes never lowers the logit. Own code because ML.NET's GAM keeps neither missing
/// values nor monotone shapes.
/// </remarks>
public sealed class ShapeModel
{
    private readonly double[][] _steps;
    private readonly double[] _missing;

    /// <summary>Makes a model from its numbers.</summary>
    /// <param name="intercept">Log odds with every shape at zero.</param>
    /// <param name="steps">One array a feature: rise between neighbouring knots, shape [knots − 1], each at least 0 (times the direction).</param>
    /// <param name="missing">One number a feature: log odds added when it is missing.</param>
    /// <exception cref="ArgumentException">The shapes do not fit the feature set, or a step points against its direction.</exception>
    public ShapeModel(double intercept, double[][] steps, double[] missing)
    {
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentNullException.ThrowIfNull(missing);
        var features = FusionFeatures.All;
        if (steps.Length != features.Count || missing.Length != features.Count
            || steps.Where((rises, j) => rises.Length != features[j].Knots.Count - 1 || rises.Any(rise => !double.IsFinite(rise) || rise < 0)).Any()
            || missing.Any(level => !double.IsFinite(level)) || !double.IsFinite(intercept))
        {
            throw new ArgumentException($"the shapes do not fit {FusionFeatures.Version}", nameof(steps));
        }

        (Intercept, _steps, _missing) = (intercept, steps, missing);
    }

    /// <summary>Log odds with every shape at zero.</summary>
    public double Intercept { get; }

    /// <summary>Rises between knots, one array a feature.</summary>
    public IReadOnlyList<double[]> Steps => _steps;

    /// <summary>Levels of "missing", one a feature.</summary>
    public IReadOnlyList<double> Missing => _missing;

    /// <summary>Contribution of each feature to the logit; with the intercept they sum to it.</summary>
    /// <param name="values">One value a feature, null is missing.</param>
    public double[] Contributions(double?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var parts = new double[values.Length];
        for (var j = 0; j < parts.Length; j++)
        {
            parts[j] = values[j] is not { } x ? _missing[j] : Enumerable.Range(0, _steps[j].Length).Sum(k => FusionFeatures.All[j].Direction * _steps[j][k] * Ramp(j, k, x));
        }

        return parts;
    }

    /// <summary>Fits.</summary>
    /// <param name="rows">One array a person's session.</param>
    /// <param name="labels">Truth.</param>
    /// <param name="ridge">Penalty λ, above 0.</param>
    public static ShapeModel Fit(IReadOnlyList<double?[]> rows, IReadOnlyList<bool> labels, double ridge)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ridge);
        var columns = ColumnsOf(rows);
        var weights = new double[columns.Count];
        var rate = Math.Clamp(labels.Count(label => label) / (double)labels.Count, 1e-3, 1 - 1e-3);
        var logits = Enumerable.Repeat(Math.Log(rate / (1 - rate)), rows.Count).ToArray();
        var intercept = logits[0];
        for (var sweep = 0; sweep < 300; sweep++)
        {
            var moved = 0.0;
            for (var c = -1; c < columns.Count; c++)
            {
                var (gradient, curvature) = c < 0 ? (0.0, 1e-9) : (-ridge * weights[c], ridge);
                var cells = c < 0 ? null : columns[c].Cells;
                for (var n = 0; n < (cells?.Count ?? rows.Count); n++)
                {
                    var (i, x) = cells is null ? (n, 1.0) : cells[n];
                    var p = 1 / (1 + Math.Exp(-logits[i]));
                    gradient += x * ((labels[i] ? 1 : 0) - p);
                    // The bound 1/4 on p(1 − p) would be safe but slow; Newton's own curvature with a floor is enough with a capped step.
                    curvature += x * x * Math.Max(p * (1 - p), .02);
                }

                var step = Math.Clamp(gradient / curvature, -1, 1);
                if (c >= 0)
                {
                    var next = columns[c].Step < 0 ? weights[c] + step : Math.Max(0, weights[c] + step);
                    step = next - weights[c];
                    weights[c] = next;
                }
                else
                {
                    intercept += step;
                }

                for (var n = 0; n < (cells?.Count ?? rows.Count); n++)
                {
                    var (i, x) = cells is null ? (n, 1.0) : cells[n];
                    logits[i] += step * x;
                }

                moved = Math.Max(moved, Math.Abs(step));
            }

            if (moved < 1e-6)
            {
                break;
            }
        }

        var steps = FusionFeatures.All.Select(feature => new double[feature.Knots.Count - 1]).ToArray();
        var missing = new double[FusionFeatures.All.Count];
        for (var c = 0; c < columns.Count; c++)
        {
            if (columns[c].Step < 0)
            {
                missing[columns[c].Feature] = weights[c];
            }
            else
            {
                steps[columns[c].Feature][columns[c].Step] = weights[c];
            }
        }

        return new(intercept, steps, missing);
    }

    /// <summary>Non-zero cells of every basis function: the ramps of each feature, then its missing mark (step −1).</summary>
    private static List<Column> ColumnsOf(IReadOnlyList<double?[]> rows)
    {
        var columns = new List<Column>();
        for (var j = 0; j < FusionFeatures.All.Count; j++)
        {
            for (var k = 0; k < FusionFeatures.All[j].Knots.Count - 1; k++)
            {
                columns.Add(new(j, k, [.. Cells(rows, row => row[j] is { } x ? FusionFeatures.All[j].Direction * Ramp(j, k, x) : 0)]));
            }

            columns.Add(new(j, -1, [.. Cells(rows, row => row[j] is null ? 1 : 0)]));
        }

        return columns;
    }

    private static IEnumerable<(int Row, double Value)> Cells(IReadOnlyList<double?[]> rows, Func<double?[], double> value) =>
        rows.Select((row, i) => (i, value(row))).Where(cell => cell.Item2 != 0);

    /// <summary>From 0 to 1 between two knots; flat before and after.</summary>
    private static double Ramp(int feature, int step, double x)
    {
        var knots = FusionFeatures.All[feature].Knots;
        return Math.Clamp((x - knots[step]) / (knots[step + 1] - knots[step]), 0, 1);
    }

    private sealed record Column(int Feature, int Step, List<(int Row, double Value)> Cells);
}
