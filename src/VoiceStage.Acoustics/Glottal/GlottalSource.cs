using VoiceStage.Acoustics.Formants;
using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Glottal;

/// <summary>How the voice is driven: medians over voiced frames of what inverse filtering shows of the glottal flow.</summary>
/// <remarks>
/// <para>Normalised amplitude quotient = flow amplitude / (steepest fall · period): about 0.06 pressed, 0.12 modal, 0.2 breathy (Alku, Bäckström and Vilkman 2002). It needs two
/// amplitudes and no instants, so it stands noise and phase errors better than an open quotient.</para>
/// <para>Quasi-open quotient = time in which the flow lies above half way from its lowest to its highest, over the period (Hacki 1989; Laukkanen et al. 1996).</para>
/// <para>Where the first formant lies near F0 no filter can tell the two apart, so only frames with F1 above 2.4 F0 count (open vowels of most voices, all vowels of low ones). On pulses
/// of known shape the medians lie 0.01 to 0.04 above the true quotient and rise with it: a closure in no time at all is not to be had in 8 kHz.</para>
/// </remarks>
/// <param name="NormalisedAmplitudeQuotient">Ratio, 0 to 0.5.</param>
/// <param name="QuasiOpenQuotient">Ratio, 0 to 1.</param>
/// <param name="FrameCount">Frames that both rest on.</param>
public sealed record GlottalSource(Reading NormalisedAmplitudeQuotient, Reading QuasiOpenQuotient, int FrameCount)
{
    /// <summary>Fewest frames that a median rests on: 0.4 s of voice.</summary>
    public const int FewestFrames = 20;

    private const double FrameSeconds = 0.04, HopSeconds = 0.02, HighPassHz = 60, LeastFirstFormantRatio = 2.4;
    private const int Rate = GlottalInverseFilter.RateHz;

    /// <summary>Measures a recording.</summary>
    /// <param name="recording">Any length; below 16 kHz nothing is measured.</param>
    /// <param name="pitch">Its F0.</param>
    /// <param name="formants">Its formants.</param>
    public static GlottalSource Of(Recording recording, PitchTrack pitch, FormantTrack formants)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(pitch);
        ArgumentNullException.ThrowIfNull(formants);
        if (recording.SampleRateHz < Rate)
        {
            return Without(Unmeasured.Bandwidth);
        }

        var samples = HighPassed(Resampler.Resample(recording, Rate).Samples.Span);
        var length = (int)(FrameSeconds * Rate);
        var filter = new GlottalInverseFilter(length);
        var (upright, cubes) = (new List<(double Naq, double Qoq)>(), 0.0);
        var inverted = new List<(double Naq, double Qoq)>();
        for (var first = GlottalInverseFilter.Lead; first + length <= samples.Length; first += (int)(HopSeconds * Rate))
        {
            var middle = (first + length / 2) / (double)Rate;
            if (pitch.FrequencyAt(middle) is not { } hertz || !IsVoiced(pitch, middle)
                || !(formants.FrequencyAt(1, middle) >= LeastFirstFormantRatio * hertz) || !filter.Filter(samples.AsSpan(first - GlottalInverseFilter.Lead, GlottalInverseFilter.Lead + length)))
            {
                continue;
            }

            cubes += Skewness(filter.Derivative);
            Add(upright, filter, Rate / hertz, 1);
            Add(inverted, filter, Rate / hertz, -1);
        }

        // The glottis shuts faster than it opens, so the flow's derivative is skewed down; a microphone wired the other way round skews it up.
        var found = cubes <= 0 ? upright : inverted;
        return found.Count < FewestFrames
            ? Without(found.Count == 0 ? Unmeasured.NoVoice : Unmeasured.TooFewPeriods)
            : new(Reading.Of(Median(found.Select(f => f.Naq))), Reading.Of(Median(found.Select(f => f.Qoq))), found.Count);
    }

    private static GlottalSource Without(Unmeasured why) => new(Reading.Withheld(why), Reading.Withheld(why), 0);

    private static bool IsVoiced(PitchTrack pitch, double middle) =>
        pitch.FrequencyAt(middle - FrameSeconds / 2) is not null && pitch.FrequencyAt(middle + FrameSeconds / 2) is not null;

    private static void Add(List<(double Naq, double Qoq)> found, GlottalInverseFilter filter, double period, double sign)
    {
        var (flow, derivative) = (filter.Flow, filter.Derivative);
        var cycle = (int)Math.Round(period);
        var from = Math.Max(cycle, flow.Length / 2 - cycle / 2);
        if (from + cycle > flow.Length)
        {
            return;
        }

        // The steepest fall in one period around the middle is the closure; its cycle lies before it.
        var closure = from;
        for (var n = from; n < from + cycle; n++)
        {
            closure = sign * derivative[n] < sign * derivative[closure] ? n : closure;
        }

        var fall = -sign * derivative[closure];
        var begin = closure - cycle;
        var highest = begin;
        for (var n = begin; n <= closure; n++)
        {
            highest = sign * flow[n] > sign * flow[highest] ? n : highest;
        }

        // Leaky integration drifts: the lowest flow is looked for in the cycle around the highest, on either side.
        var lowest = double.MaxValue;
        for (var n = Math.Max(0, highest - cycle + 1); n <= Math.Min(flow.Length - 1, highest + cycle - 1); n++)
        {
            lowest = Math.Min(lowest, sign * flow[n]);
        }

        var amplitude = sign * flow[highest] - lowest;
        if (!(fall > 0) || !(amplitude > 0))
        {
            return;
        }

        var half = lowest + amplitude / 2;
        var (opened, shut) = (Crossing(flow, highest, -1, half, sign, cycle), Crossing(flow, highest, 1, half, sign, cycle));
        if (opened + shut < period)
        {
            found.Add((amplitude / (fall * period), (opened + shut) / period));
        }
    }

    /// <summary>Samples from the highest flow to half of it, between samples by a straight line; a whole cycle when it is never reached.</summary>
    private static double Crossing(double[] flow, int highest, int step, double half, double sign, int cycle)
    {
        for (var i = 1; i <= cycle; i++)
        {
            var n = highest + i * step;
            if (n < 0 || n >= flow.Length)
            {
                return cycle;
            }

            if (sign * flow[n] <= half)
            {
                var before = sign * flow[n - step];
                return i - 1 + (before - half) / Math.Max(before - sign * flow[n], 1e-300);
            }
        }

        return cycle;
    }

    private static double Skewness(double[] derivative)
    {
        double second = 0, third = 0;
        foreach (var value in derivative)
        {
            second += value * value;
            third += value * value * value;
        }

        return second > 0 ? third / Math.Pow(second / derivative.Length, 1.5) / derivative.Length : 0;
    }

    // Second-order high-pass forth and back: no phase, so the pulses keep their shape.
    private static double[] HighPassed(ReadOnlySpan<float> samples)
    {
        var result = new double[samples.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = samples[i];
        }

        Run(result);
        Array.Reverse(result);
        Run(result);
        Array.Reverse(result);
        return result;

        static void Run(double[] signal)
        {
            var w = Math.Tan(Math.PI * HighPassHz / Rate);
            var norm = 1 / (1 + Math.Sqrt(2) * w + w * w);
            var (a1, a2) = (2 * (w * w - 1) * norm, (1 - Math.Sqrt(2) * w + w * w) * norm);
            double x1 = 0, x2 = 0, y1 = 0, y2 = 0;
            foreach (ref var value in signal.AsSpan())
            {
                var y = norm * (value - 2 * x1 + x2) - a1 * y1 - a2 * y2;
                (x2, x1, y2, y1) = (x1, value, y1, y);
                value = y;
            }
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : 0.5 * (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]);
    }
}
