using System.Numerics.Tensors;
using VoiceStage.Acoustics.Framing;

namespace VoiceStage.Acoustics.Pitch;

/// <summary>The normalised forward cross-correlation of frames of one period of the floor with what follows them.</summary>
internal sealed class CrossCorrelationFrames
{
    private readonly double samplePeriod, largestMagnitude, reachSeconds;
    private readonly int periodSamples, halfPeriodSamples, windowSamples, halfWindow;
    private readonly double[] frame;

    public CrossCorrelationFrames(ReadOnlySpan<float> samples, int sampleRateHz, double floorHz)
    {
        samplePeriod = 1.0 / sampleRateHz;
        largestMagnitude = RecordingLevel.Of(samples).LargestMagnitude;
        periodSamples = (int)Math.Floor(1 / samplePeriod / floorHz);
        halfPeriodSamples = periodSamples / 2 + 1;
        halfWindow = (int)Math.Floor(1 / floorHz / samplePeriod) / 2 - 1;
        windowSamples = Math.Max(0, 2 * halfWindow);
        reachSeconds = 0.5 * (1 / floorHz + 1 / floorHz);
        LagCount = windowSamples;
        LargestLag = windowSamples;
        frame = new double[windowSamples + LargestLag];
    }

    /// <summary>Lags known beside lag 0.</summary>
    public int LagCount { get; }

    /// <summary>Maxima are looked for below this lag.</summary>
    public int LargestLag { get; }

    /// <inheritdoc cref="AutocorrelationFrames.Correlate"/>
    public double Correlate(ReadOnlySpan<float> samples, double timeSeconds, Span<double> lags, out bool defined)
    {
        defined = false;
        if (largestMagnitude == 0) return 0;
        var left = SampleTime.LowIndex(timeSeconds, samplePeriod);
        var mean = LocalMean.Around(samples, left, periodSamples);
        var start = Math.Max(0, SampleTime.LowIndex(timeSeconds - reachSeconds, samplePeriod));
        var count = Math.Min(frame.Length, samples.Length - start);
        for (var j = 0; j < count; j++) frame[j] = samples[start + j] - mean;
        double peak = 0;
        var reach = Math.Min(halfPeriodSamples, halfWindow);
        var (from, to) = (Math.Max(0, left + 1 - reach), Math.Min(samples.Length, left + 1 + reach));
        for (var i = from; i < to; i++) peak = Math.Max(peak, Math.Abs(samples[i] - mean));
        if (count >= windowSamples)
        {
            var fixedPart = frame.AsSpan(0, windowSamples);
            var energy = TensorPrimitives.Dot<double>(fixedPart, fixedPart);
            defined = energy > 0;
            lags[0] = 1;
            lags[1..].Clear();
            for (var lag = 1; lag <= LagCount && lag + windowSamples <= count; lag++)
            {
                var moved = frame.AsSpan(lag, windowSamples);
                var product = TensorPrimitives.Dot<double>(fixedPart, moved);
                var movedEnergy = TensorPrimitives.Dot<double>(moved, moved);
                lags[lag] = product == 0 ? 0 : product / Math.Sqrt(energy * movedEnergy);
            }
        }
        return Math.Min(1, peak / largestMagnitude);
    }
}
