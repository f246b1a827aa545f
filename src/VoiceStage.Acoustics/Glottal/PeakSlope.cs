using System.Numerics.Tensors;
using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Glottal;

/// <summary>Peak slope: how the peaks of a voice fall from low to high wavelet bands. Near 0 for a tense voice, below −0.4 for a breathy one.</summary>
/// <remarks>The signal is split by a cosine wavelet into seven octave bands about 125 Hz to 8 kHz; in each voiced frame a straight line goes through the logarithms of
/// their largest magnitudes. No pulses, formants or F0 are needed, and level cancels. Source: Kane and Gobl (2011), "Identifying regions of non-modal phonation using features
/// of the wavelet transform", Interspeech.</remarks>
public static class PeakSlope
{
    private const int Rate = 16_000, Bands = 7;
    private const double FrameSeconds = 0.04, HopSeconds = 0.02;
    private const int FewestFrames = GlottalSource.FewestFrames;
    private static readonly float[][] Wavelets = [.. Enumerable.Range(0, Bands).Select(Wavelet)];

    /// <summary>Median slope over voiced frames.</summary>
    /// <param name="recording">Any length; below 16 kHz nothing is measured.</param>
    /// <param name="pitch">Its F0.</param>
    /// <returns>log₁₀ of amplitude an octave, about −1 to 0.5.</returns>
    public static Reading Median(Recording recording, PitchTrack pitch)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(pitch);
        if (recording.SampleRateHz < Rate)
        {
            return Reading.Withheld(Unmeasured.Bandwidth);
        }

        var samples = Resampler.Resample(recording, Rate).Samples.Span;
        var length = (int)(FrameSeconds * Rate);
        var slopes = new List<double>();
        Span<double> logarithms = stackalloc double[Bands];
        for (var first = 0; first + length <= samples.Length; first += (int)(HopSeconds * Rate))
        {
            if (pitch.FrequencyAt((first + length / 2) / (double)Rate) is null)
            {
                continue;
            }

            var isSilent = false;
            for (var band = 0; band < Bands; band++)
            {
                var peak = LargestIn(samples, first, length, Wavelets[band], band > 3 ? 1 << (band - 3) : 1);
                isSilent |= !(peak > 0);
                // Low bands first.
                logarithms[Bands - 1 - band] = Math.Log10(Math.Max(peak, 1e-30f));
            }

            if (!isSilent)
            {
                slopes.Add(Slope(logarithms));
            }
        }

        slopes.Sort();
        return slopes.Count >= FewestFrames ? Reading.Of(slopes[slopes.Count / 2]) : Reading.Withheld(slopes.Count == 0 ? Unmeasured.NoVoice : Unmeasured.TooShort);
    }

    // A band an octave lower moves half as fast: it is looked at half as often, still sixteen times a cycle.
    private static float LargestIn(ReadOnlySpan<float> samples, int first, int length, float[] wavelet, int step)
    {
        var largest = 0f;
        var half = wavelet.Length / 2;
        for (var n = first; n < first + length; n += step)
        {
            var (from, to) = (Math.Max(0, n - half), Math.Min(samples.Length, n - half + wavelet.Length));
            var here = TensorPrimitives.Dot(samples[from..to], wavelet.AsSpan(from - (n - half), to - from));
            largest = Math.Max(largest, Math.Abs(here));
        }

        return largest;
    }

    private static double Slope(ReadOnlySpan<double> values)
    {
        var middle = (values.Length - 1) / 2.0;
        double sum = 0, squares = 0;
        for (var i = 0; i < values.Length; i++)
        {
            sum += (i - middle) * values[i];
            squares += (i - middle) * (i - middle);
        }

        return sum / squares;
    }

    // Centre 8 kHz at the first scale, an octave lower at each further one. Not normalised, as in the paper: a single pulse is answered alike by all.
    private static float[] Wavelet(int scale)
    {
        var factor = 1 << scale;
        const double Centre = Rate / 2.0;
        const double Width = 1 / (2 * Centre);
        var half = 5 * factor;
        var taps = new float[2 * half + 1];
        for (var i = -half; i <= half; i++)
        {
            var t = (double)i / Rate / factor;
            taps[i + half] = (float)(-Math.Cos(2 * Math.PI * Centre * t) * Math.Exp(-t * t / (2 * Width * Width)));
        }

        return taps;
    }
}
