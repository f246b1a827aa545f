using System.Numerics.Tensors;

namespace VoiceStage.Acoustics.Recordings;

/// <summary>Changes the rate as Praat does before it looks at formants and cepstra: a brick wall at the new Nyquist frequency (only downwards),
/// then sinc interpolation over 50 samples on either side, with the middle of the recording kept in the middle.</summary>
/// <remarks>Not for listening or for recognisers: see <see cref="Resampler"/>. Upwards it leaves images of the transition band, which a cepstrum
/// of 8 kHz audio then shows; agreement with published values needs just these. Source: Praat 6.3 manual, "Sound: Resample".</remarks>
internal static class CentredResampler
{
    private const int Depth = 50;
    private const int LargestPhaseCount = 4096;

    /// <summary>Resamples; the recording's own samples when the rate is right already.</summary>
    /// <param name="recording">Any length.</param>
    /// <param name="toHz">New rate.</param>
    /// <returns>The samples and the time of the first one in seconds.</returns>
    public static ResampledSignal Resample(Recording recording, int toHz)
    {
        var fromHz = recording.SampleRateHz;
        if (fromHz == toHz)
        {
            return new ResampledSignal(Widen(recording.Samples.Span), toHz, 0.5 / fromHz);
        }

        var duration = recording.DurationSeconds;
        var count = (int)Math.Floor(duration * toHz + 0.5);
        var firstTime = 0.5 * (duration - (count - 1.0) / toHz);
        if (count == 0)
        {
            return new ResampledSignal(ReadOnlyMemory<double>.Empty, toHz, firstTime);
        }

        var input = toHz < fromHz ? new LowPassFilter((double)toHz / fromHz).Run(Widen(recording.Samples.Span)) : Widen(recording.Samples.Span);
        return new ResampledSignal(Interpolate(input, firstTime * fromHz - 0.5, fromHz, toHz, count), toHz, firstTime);
    }

    private static double[] Widen(ReadOnlySpan<float> samples)
    {
        var wide = new double[samples.Length];
        TensorPrimitives.ConvertChecked<float, double>(samples, wide);
        return wide;
    }

    private static double[] Interpolate(ReadOnlySpan<double> input, double firstPosition, int fromHz, int toHz, int count)
    {
        var (up, down) = StreamingResampler.Factors(fromHz, toHz);
        var phases = (int)Math.Min(up, LargestPhaseCount);
        var taps = new double[phases * 2 * Depth];
        var isTabled = up <= LargestPhaseCount;
        Span<double> own = stackalloc double[2 * Depth];
        Span<double> padded = stackalloc double[2 * Depth];
        if (isTabled)
        {
            for (var p = 0; p < phases; p++)
            {
                var position = firstPosition + (double)(p * down % up) / up;
                FillTaps(position - Math.Floor(position), taps.AsSpan(p * 2 * Depth, 2 * Depth));
            }
        }

        var output = new double[count];
        for (var j = 0; j < count; j++)
        {
            var steps = j * down;
            var position = firstPosition + steps / up + (double)(steps % up) / up;
            var low = (int)Math.Floor(position);
            scoped ReadOnlySpan<double> row;
            if (isTabled)
            {
                // The phase's own rounding decides the low index, so that taps and samples belong together.
                var phase = (int)(j % up);
                row = taps.AsSpan(phase * 2 * Depth, 2 * Depth);
                low = (int)(Math.Floor(firstPosition + (double)(steps % up) / up) + steps / up);
            }
            else
            {
                FillTaps(position - low, own);
                row = own;
            }

            var from = low + 1 - Depth;
            if (from >= 0 && from + 2 * Depth <= input.Length)
            {
                output[j] = TensorPrimitives.Dot(input.Slice(from, 2 * Depth), row);
                continue;
            }

            for (var k = 0; k < padded.Length; k++)
            {
                padded[k] = (uint)(from + k) < (uint)input.Length ? input[from + k] : 0;
            }

            output[j] = TensorPrimitives.Dot(padded, row);
        }

        return output;
    }

    // w = ½ + ½cos(πx / reach): the reach is fraction + Depth on the left, Depth + 1 - fraction on the right.
    private static void FillTaps(double fraction, Span<double> taps)
    {
        for (var k = 0; k < taps.Length; k++)
        {
            var distance = fraction - (k + 1 - Depth);
            var reach = distance >= 0 ? fraction + Depth : Depth + 1 - fraction;
            taps[k] = (double)(ResamplingKernel.Sinc(distance) * (0.5 + 0.5 * Math.Cos(Math.PI * distance / reach)));
        }
    }
}
