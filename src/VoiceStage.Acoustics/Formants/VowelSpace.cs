using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Acoustics.Formants;

/// <summary>How far a speaker's vowels lie apart: the area of the ellipse of two standard deviations over (F1, F2) of voiced frames.</summary>
/// <remarks>
/// <para>Area = 4π·√det C, C the covariance of (F1, F2) in Hz² over voiced frames, the tenth farthest from their middle (by Mahalanobis distance) left out, since
/// untracked formants jump. A reduced space is reported of depression and suicide risk (Scherer et al., IEEE Trans. Affective Computing 7(1), 2016, who take the
/// corner vowels by clustering; no transcript is needed here, and values of the two are not to be compared).</para>
/// <para>Valid for running speech of 10 s and more with many vowels; band up to 3 kHz; compare within a person or with sex-matched norms only.</para>
/// </remarks>
public static class VowelSpace
{
    private const int FewestFrames = 200;
    private const double KeptShare = 0.9;

    /// <summary>The area.</summary>
    /// <param name="formants">Formants of the recording.</param>
    /// <param name="pitch">F0 of the same recording: only voiced frames count.</param>
    /// <returns>Hz², ≥ 0; NoVoice with fewer than 200 voiced frames that have both formants (about 2 s).</returns>
    public static Reading AreaHz2(FormantTrack formants, PitchTrack pitch)
    {
        ArgumentNullException.ThrowIfNull(formants);
        ArgumentNullException.ThrowIfNull(pitch);
        var points = new List<(double F1, double F2)>();
        for (var k = 0; k < pitch.Frames.FrameCount; k++)
        {
            var time = pitch.Frames.TimeOf(k);
            if (pitch.IsVoiced(k) && formants.FrequencyAt(1, time) is { } f1 && formants.FrequencyAt(2, time) is { } f2)
            {
                points.Add((f1, f2));
            }
        }

        if (points.Count < FewestFrames)
        {
            return Reading.Withheld(Unmeasured.NoVoice);
        }

        var all = Spread(points);
        if (all.Determinant <= 0)
        {
            return Reading.Of(0);
        }

        var kept = points.OrderBy(p => all.Distance(p)).Take((int)(KeptShare * points.Count)).ToList();
        return Reading.Of(4 * Math.PI * Math.Sqrt(Math.Max(0, Spread(kept).Determinant)));
    }

    private static Covariance Spread(List<(double F1, double F2)> points)
    {
        var (m1, m2) = (points.Average(p => p.F1), points.Average(p => p.F2));
        double a = 0, b = 0, c = 0;
        foreach (var (f1, f2) in points)
        {
            a += (f1 - m1) * (f1 - m1);
            b += (f1 - m1) * (f2 - m2);
            c += (f2 - m2) * (f2 - m2);
        }

        var n = points.Count - 1;
        return new(m1, m2, a / n, b / n, c / n);
    }

    private readonly record struct Covariance(double Mean1, double Mean2, double A, double B, double C)
    {
        public double Determinant => (A * C) - (B * B);

        public double Distance((double F1, double F2) point)
        {
            var (x, y) = (point.F1 - Mean1, point.F2 - Mean2);
            return ((C * x * x) - (2 * B * x * y) + (A * y * y)) / Determinant;
        }
    }
}
