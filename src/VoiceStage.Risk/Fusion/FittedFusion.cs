namespace VoiceStage.Risk.Fusion;

/// <summary>One person's estimate by the learned fusion. In shadow until a site enables its own: never part of level or order.</summary>
/// <param name="Probability">Calibrated, voice within ±ln 3.</param>
/// <param name="ProbabilityForLevel">Calibrated, voice within [0, ln 3].</param>
/// <param name="IsInsufficient">Whether both labels stay possible at the conformal level: the indeterminate zone.</param>
/// <param name="Intercept">Log odds with nothing known.</param>
/// <param name="Contributions">Log odds of each feature after calibration and cap; with the intercept they sum to the logit of <paramref name="Probability"/>.</param>
public sealed record FusionPrediction(double Probability, double ProbabilityForLevel, bool IsInsufficient, double Intercept, IReadOnlyList<double> Contributions);

/// <summary>A shape model with its calibration by cross-fitting, its conformal scores, and the voice cap outside of both.</summary>
/// <remarks>
/// Platt: logit p = a·(capped logit) + b, fitted on out-of-fold scores; a at least 0.05, so that calibration never turns an order around. Conformal:
/// label-conditional (Mondrian) p-values against the same scores at α = .10; when both labels keep p &gt; α the output is "insufficient".
/// </remarks>
public sealed class FittedFusion
{
    private static readonly double VoiceCap = Math.Log(LikelihoodRatios.LargestVoiceFactor);
    private readonly double[] _positives;
    private readonly double[] _negatives;

    /// <summary>Puts the parts together.</summary>
    public FittedFusion(ShapeModel shapes, double slope, double offset, double[] positiveScores, double[] negativeScores)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        ArgumentOutOfRangeException.ThrowIfLessThan(slope, .05);
        (Shapes, Slope, Offset) = (shapes, slope, offset);
        (_positives, _negatives) = ([.. positiveScores.Order()], [.. negativeScores.Order()]);
    }

    /// <summary>The shapes.</summary>
    public ShapeModel Shapes { get; }

    /// <summary>Platt slope a.</summary>
    public double Slope { get; }

    /// <summary>Platt offset b.</summary>
    public double Offset { get; }

    /// <summary>Out-of-fold scores of people with the label, ascending.</summary>
    public IReadOnlyList<double> PositiveScores => _positives;

    /// <summary>Out-of-fold scores of people without, ascending.</summary>
    public IReadOnlyList<double> NegativeScores => _negatives;

    /// <summary>Miscoverage α of the conformal set.</summary>
    public const double Alpha = .10;

    /// <summary>Estimates.</summary>
    /// <param name="values">One value a feature, null is missing.</param>
    public FusionPrediction Predict(double?[] values)
    {
        var parts = Shapes.Contributions(values);
        var calibrated = parts.Select(part => Slope * part).ToArray();
        var voice = Sum(calibrated, isVoice: true);
        var scale = Math.Abs(voice) > VoiceCap ? VoiceCap / Math.Abs(voice) : 1;
        for (var j = 0; j < calibrated.Length; j++)
        {
            calibrated[j] *= FusionFeatures.All[j].IsVoice ? scale : 1;
        }

        var intercept = (Slope * Shapes.Intercept) + Offset;
        var rest = intercept + Sum(calibrated, isVoice: false);
        var logit = rest + Sum(calibrated, isVoice: true);
        var score = (logit - Offset) / Slope;
        var pPositive = (_positives.Count(other => other <= score) + 1.0) / (_positives.Length + 1);
        var pNegative = (_negatives.Count(other => other >= score) + 1.0) / (_negatives.Length + 1);
        return new(Expit(logit), Expit(rest + Math.Clamp(voice, 0, VoiceCap)), pPositive > Alpha && pNegative > Alpha, intercept, calibrated);
    }

    /// <summary>Fits shapes and calibration; the penalty is the one of two with the better out-of-fold log loss.</summary>
    /// <param name="rows">Values.</param>
    /// <param name="labels">Truth.</param>
    /// <param name="people">Person of each row: nobody is in two folds.</param>
    /// <param name="folds">Inner folds, at least 2.</param>
    public static FittedFusion Fit(IReadOnlyList<double?[]> rows, IReadOnlyList<bool> labels, IReadOnlyList<string> people, int folds = 5)
    {
        var fold = Evaluation.PersonFolds.Of(people, labels, folds);
        var best = (Loss: double.PositiveInfinity, Ridge: 0.0, Scores: Array.Empty<double>());
        foreach (var ridge in new[] { 2.0, 10.0 })
        {
            var scores = new double[rows.Count];
            for (var f = 0; f < folds; f++)
            {
                var inside = Enumerable.Range(0, rows.Count).Where(i => fold[i] != f).ToList();
                var model = ShapeModel.Fit([.. inside.Select(i => rows[i])], [.. inside.Select(i => labels[i])], ridge);
                for (var i = 0; i < rows.Count; i++)
                {
                    scores[i] = fold[i] == f ? Capped(model, rows[i]) : scores[i];
                }
            }

            var loss = scores.Select((score, i) => Math.Log(1 + Math.Exp(labels[i] ? -score : score))).Sum();
            best = loss < best.Loss ? (loss, ridge, scores) : best;
        }

        var (slope, offset) = Evaluation.Calibration.Platt(best.Scores, labels);
        return new(
            ShapeModel.Fit(rows, labels, best.Ridge), Math.Max(.05, slope), offset,
            [.. best.Scores.Where((_, i) => labels[i])], [.. best.Scores.Where((_, i) => !labels[i])]);
    }

    private static double Capped(ShapeModel model, double?[] row)
    {
        var parts = model.Contributions(row);
        return model.Intercept + Sum(parts, false) + Math.Clamp(Sum(parts, true), -VoiceCap, VoiceCap);
    }

    private static double Sum(double[] parts, bool isVoice) => parts.Where((_, j) => FusionFeatures.All[j].IsVoice == isVoice).Sum();

    private static double Expit(double logit) => 1 / (1 + Math.Exp(-logit));
}
