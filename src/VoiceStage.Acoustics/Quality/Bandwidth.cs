using System.Numerics.Tensors;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Quality;

/// <summary>Up to which frequency a recording really holds sound, whatever the rate of the file says.</summary>
public static class Bandwidth
{
    internal const double BandHz = 100;
    internal const double FrameSeconds = 0.032;
    private const double LowestCliffHz = 2_500;
    private const double CliffDb = 25;
    private const double PlateauDb = 20;
    private const double EmptyDb = 80;

    /// <summary>Measured bandwidth: where the long-term spectrum falls off a cliff, or the highest band that is not empty.</summary>
    /// <remarks>A cliff is a fall of at least 25 dB within 600 Hz, above 2.5 kHz, after which nothing comes up again: the mark of a telephone line or of
    /// a recording that was made at a lower rate. Without one it is the highest 100 Hz band within 80 dB of the strongest. Frames are weighted by
    /// their energy, so pauses do not count.</remarks>
    /// <param name="recording">Any length; shorter than 32 ms is withheld as <see cref="Unmeasured.TooShort"/>, digital silence as <see cref="Unmeasured.Silent"/>.</param>
    /// <returns>Hertz, at most half of the sampling rate.</returns>
    public static Reading Measure(Recording recording)
    {
        ArgumentNullException.ThrowIfNull(recording);
        var nyquist = recording.SampleRateHz / 2.0;
        var length = (int)(FrameSeconds * recording.SampleRateHz);
        if (recording.SampleCount < length)
        {
            return Reading.Withheld(Unmeasured.TooShort);
        }

        var scale = Math.Abs(TensorPrimitives.MaxMagnitude(recording.Samples.Span));
        var spectrum = new BandwidthSpectrum(recording.SampleRateHz);
        for (var first = 0; scale > 0 && first + length <= recording.SampleCount; first += length)
        {
            spectrum.Add(recording.Samples.Span.Slice(first, length), 1 / scale);
        }

        return Of(spectrum.BandPowers(), nyquist);
    }

    /// <summary>The same from mean powers of 100 Hz bands.</summary>
    internal static Reading Of(double[] bands, double nyquist)
    {
        var peak = bands.Length > 0 ? bands.Max() : 0;
        if (!(peak > 0))
        {
            return Reading.Withheld(Unmeasured.Silent);
        }

        for (var b = 0; b < bands.Length; b++)
        {
            bands[b] = 10 * Math.Log10(Math.Max(bands[b] / peak, 1e-30));
        }

        return Reading.Of(Math.Min(nyquist, Cliff(bands) ?? (Array.FindLastIndex(bands, db => db > -EmptyDb) + 1) * BandHz));
    }

    private static double? Cliff(double[] bands)
    {
        var above = new double[bands.Length + 1];
        above[^1] = double.NegativeInfinity;
        for (var b = bands.Length - 1; b >= 0; b--)
        {
            above[b] = Math.Max(above[b + 1], bands[b]);
        }

        // Compared are the four bands up to the edge and everything from two bands after it on.
        (double Drop, int Edge) best = (CliffDb, 0);
        for (var edge = (int)(LowestCliffHz / BandHz); edge + 2 < bands.Length; edge++)
        {
            var drop = bands.AsSpan(edge - 4, 4).ToArray().Max() - above[edge + 2];
            if (drop > best.Drop)
            {
                best = (drop, edge);
            }
        }

        if (best.Edge == 0)
        {
            return null;
        }

        // The fall itself is not part of the band: it ends where the level is 20 dB under the plateau.
        var plateau = bands.AsSpan(best.Edge - 4, 4).ToArray().Max();
        var end = best.Edge;
        while (bands[end - 1] < plateau - PlateauDb)
        {
            end--;
        }

        return end * BandHz;
    }
}
