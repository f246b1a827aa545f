using MathNet.Numerics.LinearAlgebra;
using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Acoustics.Coordination;

/// <summary>How closely the articulators move together: the eigenvalues of the correlations of formant and level tracks with their own delays.</summary>
/// <remarks>
/// <para>Each track is standardised over its defined frames (gaps count as its mean); every track is joined by fifteen copies of itself, each one spacing later;
/// the correlation matrix of all of them has eigenvalues λ that sum to its size n. Given are their entropy, −Σ p·ln p / ln n with p = λ/n (1 when all movements are
/// independent, 0 when one movement drives everything), and the share of the largest eigenvalue, at spacings of 10, 30 and 70 ms.</para>
/// <para>Depressed speakers are reported with simpler coordination: few large eigenvalues (Williamson et al., AVEC 2014; Quatieri and Malyska, Interspeech 2012).
/// Valid for running speech of 10 s and more; formants of a telephone band change it, so compare within a band.</para>
/// </remarks>
public static class ArticulatoryCoordination
{
    /// <summary>Spacings of the delays in frames of 10 ms.</summary>
    public static IReadOnlyList<int> Spacings { get; } = [1, 3, 7];

    private const int Delays = 15;
    private const int FewestFrames = 300;

    /// <summary>Entropy and largest share at one spacing.</summary>
    /// <param name="tracks">Tracks of equal length, 10 ms a frame, NaN where undefined; shape [tracks][frames].</param>
    /// <param name="spacing">Frames between delays, 1 or more.</param>
    /// <returns>Entropy in [0, 1] and share in [0, 1]; TooShort under 3 s after the delays, NoVoice when a track never moves.</returns>
    public static (Reading Entropy, Reading LargestShare) At(IReadOnlyList<double[]> tracks, int spacing)
    {
        ArgumentNullException.ThrowIfNull(tracks);
        ArgumentOutOfRangeException.ThrowIfLessThan(spacing, 1);
        var frames = tracks.Count == 0 ? 0 : tracks[0].Length - ((Delays - 1) * spacing);
        if (frames < FewestFrames)
        {
            return Both(Unmeasured.TooShort);
        }

        var rows = new List<double[]>();
        foreach (var track in tracks)
        {
            if (Standardised(track) is not { } standard)
            {
                return Both(Unmeasured.NoVoice);
            }

            for (var d = 0; d < Delays; d++)
            {
                if (Standardised(standard.AsSpan(d * spacing, frames).ToArray()) is not { } row)
                {
                    return Both(Unmeasured.NoVoice);
                }

                rows.Add(row);
            }
        }

        var joined = Matrix<double>.Build.DenseOfRowArrays(rows);
        var values = joined.TransposeAndMultiply(joined).Divide(frames).Evd(Symmetricity.Symmetric).EigenValues.Select(v => Math.Max(0, v.Real)).ToArray();
        var sum = values.Sum();
        var entropy = -values.Where(v => v > 0).Sum(v => v / sum * Math.Log(v / sum)) / Math.Log(values.Length);
        return (Reading.Of(Math.Clamp(entropy, 0, 1)), Reading.Of(values.Max() / sum));
    }

    private static (Reading, Reading) Both(Unmeasured reason) => (Reading.Withheld(reason), Reading.Withheld(reason));

    private static double[]? Standardised(double[] track)
    {
        double sum = 0, squares = 0;
        var count = 0;
        foreach (var v in track)
        {
            if (double.IsFinite(v))
            {
                sum += v;
                squares += v * v;
                count++;
            }
        }

        var mean = sum / Math.Max(1, count);
        var variance = (squares / Math.Max(1, count)) - (mean * mean);
        if (count < 2 || variance <= 1e-12 * Math.Max(1, mean * mean))
        {
            return null;
        }

        var sd = Math.Sqrt(variance);
        return [.. track.Select(v => double.IsFinite(v) ? (v - mean) / sd : 0)];
    }
}
