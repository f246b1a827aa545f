namespace VoiceStage.Risk.Evaluation;

/// <summary>Calibration: Platt's line and how well probabilities hold.</summary>
public static class Calibration
{
    /// <summary>Slope and offset of a logistic line through scores (Newton, 50 steps at most): recalibrates a score, or judges a calibrated logit (ideal 1 and 0).</summary>
    /// <param name="scores">Log odds.</param>
    /// <param name="labels">Truth.</param>
    public static (double Slope, double Offset) Platt(IReadOnlyList<double> scores, IReadOnlyList<bool> labels)
    {
        var (a, b) = (1.0, 0.0);
        for (var step = 0; step < 50; step++)
        {
            double ga = 0, gb = 0, haa = 1e-9, hab = 0, hbb = 1e-9;
            for (var i = 0; i < scores.Count; i++)
            {
                var p = 1 / (1 + Math.Exp(-((a * scores[i]) + b)));
                var (error, weight) = ((labels[i] ? 1 : 0) - p, p * (1 - p));
                ga += error * scores[i];
                gb += error;
                haa += weight * scores[i] * scores[i];
                hab += weight * scores[i];
                hbb += weight;
            }

            var determinant = (haa * hbb) - (hab * hab);
            var (da, db) = (((hbb * ga) - (hab * gb)) / determinant, ((haa * gb) - (hab * ga)) / determinant);
            (a, b) = (a + Math.Clamp(da, -1, 1), b + Math.Clamp(db, -1, 1));
            if (Math.Abs(da) + Math.Abs(db) < 1e-10)
            {
                break;
            }
        }

        return (a, b);
    }
}
