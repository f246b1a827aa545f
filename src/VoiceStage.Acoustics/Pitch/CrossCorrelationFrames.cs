using System.Numerics.Tensors;
using VoiceStage.Acoustics.Framing;
using VoiceStage.Acoustics.Spectra;

namespace VoiceStage.Acoustics.Pitch;

/// <summary>The normalised forward cross-correlation of frames of one period of the floor with what follows them.</summary>
/// <remarks>Products of all lags come from one transform; the energies of the moved windows from running sums of squares.</remarks>
internal sealed class CrossCorrelationFrames
{
    private readonly double samplePeriod, largestMagnitude, reachSeconds;
    private readonly int periodSamples, halfPeriodSamples, windowSamples, halfWindow;
    private readonly double[] frame, energyBefore, products, fixedRe, fixedIm, re, im;
    private readonly RealFft<double>? fft;

    public CrossCorrelationFrames(ReadOnlySpan<float> samples, int sampleRateHz, double floorHz)
        : this(RecordingLevel.Of(samples).LargestMagnitude, sampleRateHz, floorHz)
    {
    }

    /// <summary>For a stream, whose largest magnitude is not known yet: peaks come out relative to the one given.</summary>
    public CrossCorrelationFrames(double largestMagnitude, int sampleRateHz, double floorHz)
    {
        samplePeriod = 1.0 / sampleRateHz;
        this.largestMagnitude = largestMagnitude;
        periodSamples = (int)Math.Floor(1 / samplePeriod / floorHz);
        halfPeriodSamples = periodSamples / 2 + 1;
        halfWindow = (int)Math.Floor(1 / floorHz / samplePeriod) / 2 - 1;
        windowSamples = Math.Max(0, 2 * halfWindow);
        reachSeconds = 0.5 * (1 / floorHz + 1 / floorHz);
        LagCount = windowSamples;
        LargestLag = windowSamples;
        frame = new double[windowSamples + LargestLag];
        energyBefore = new double[frame.Length + 1];
        fft = windowSamples < 4 ? null : new RealFft<double>(FftSize.AtLeast(frame.Length));
        var bins = fft?.BinCount ?? 0;
        products = new double[LagCount + 1];
        (fixedRe, fixedIm, re, im) = (new double[bins], new double[bins], new double[bins], new double[bins]);
    }

    /// <summary>Lags known beside lag 0.</summary>
    public int LagCount { get; }

    /// <summary>Maxima are looked for below this lag.</summary>
    public int LargestLag { get; }

    /// <summary>The largest magnitude in the window about a time over that of the recording, 0 to 1.</summary>
    public double RelativePeak(ReadOnlySpan<float> samples, double timeSeconds)
    {
        if (largestMagnitude == 0) return 0;
        var left = SampleTime.LowIndex(timeSeconds, samplePeriod);
        var mean = LocalMean.Around(samples, left, periodSamples);
        var reach = Math.Min(halfPeriodSamples, halfWindow);
        var (from, to) = (Math.Max(0, left + 1 - reach), Math.Min(samples.Length, left + 1 + reach));
        if (to <= from) return 0;
        var part = samples[from..to];
        var peak = Math.Max(TensorPrimitives.Max(part) - mean, mean - TensorPrimitives.Min(part));
        return Math.Min(1, peak / largestMagnitude);
    }

    /// <summary>Fills the lags of the frame at a time; those that do not fit in the recording are 0.</summary>
    /// <param name="samples">The whole recording.</param>
    /// <param name="timeSeconds">Middle of the frame.</param>
    /// <param name="lags">Shape [LagCount + 1].</param>
    /// <param name="summing">Sum every lag's products one by one instead of transforming: slow, and exact to the last bits near 1.</param>
    /// <returns>False when the frame holds no energy: the lags are then not written.</returns>
    public bool Correlate(ReadOnlySpan<float> samples, double timeSeconds, Span<double> lags, bool summing = false)
    {
        if (largestMagnitude == 0 || fft is null) return false;
        var left = SampleTime.LowIndex(timeSeconds, samplePeriod);
        var mean = LocalMean.Around(samples, left, periodSamples);
        var start = Math.Max(0, SampleTime.LowIndex(timeSeconds - reachSeconds, samplePeriod));
        var count = Math.Min(frame.Length, samples.Length - start);
        if (count < windowSamples) return false;
        var used = frame.AsSpan(0, count);
        TensorPrimitives.ConvertTruncating<float, double>(samples.Slice(start, count), used);
        TensorPrimitives.Subtract(used, mean, used);
        for (var i = 0; i < count; i++) energyBefore[i + 1] = energyBefore[i] + used[i] * used[i];
        var energy = energyBefore[windowSamples];
        if (!(energy > 0)) return false;
        if (!summing) Products(used);
        lags[0] = 1;
        lags[1..].Clear();
        for (var lag = 1; lag <= LagCount && lag + windowSamples <= count; lag++)
        {
            if (summing)
            {
                lags[lag] = Summed(used[..windowSamples], used.Slice(lag, windowSamples));
                continue;
            }
            var movedEnergy = energyBefore[lag + windowSamples] - energyBefore[lag];
            lags[lag] = movedEnergy > 0 ? products[lag] / Math.Sqrt(energy * movedEnergy) : 0;
        }
        return true;
    }

    private static double Summed(ReadOnlySpan<double> window, ReadOnlySpan<double> moved)
    {
        var product = TensorPrimitives.Dot(window, moved);
        return product == 0 ? 0 : product / Math.Sqrt(TensorPrimitives.Dot(window, window) * TensorPrimitives.Dot(moved, moved));
    }

    // The window is short enough that its product with the frame does not wrap into the lags asked for.
    private void Products(ReadOnlySpan<double> used)
    {
        fft!.Forward(used[..windowSamples], fixedRe, fixedIm);
        fft.Forward(used, re, im);
        for (var k = 0; k < re.Length; k++)
            (re[k], im[k]) = (fixedRe[k] * re[k] + fixedIm[k] * im[k], fixedRe[k] * im[k] - fixedIm[k] * re[k]);
        fft.Inverse(re, im, products);
    }
}
