using System.Numerics.Tensors;
using VoiceStage.Acoustics.Framing;
using VoiceStage.Acoustics.Spectra;

namespace VoiceStage.Acoustics.Pitch;

/// <summary>The window-corrected autocorrelation of frames of three periods of the floor.</summary>
internal sealed class AutocorrelationFrames
{
    private readonly double samplePeriod, largestMagnitude;
    private readonly int periodSamples, halfPeriodSamples, windowSamples, halfWindow;
    private readonly double[] hann, inverseWindowLags, frame;
    private readonly RealFft<double>? fft;

    public AutocorrelationFrames(ReadOnlySpan<float> samples, int sampleRateHz, double floorHz)
        : this(RecordingLevel.Of(samples).LargestMagnitude, sampleRateHz, floorHz)
    {
    }

    /// <summary>For a stream, whose largest magnitude is not known yet: peaks come out relative to the one given.</summary>
    public AutocorrelationFrames(double largestMagnitude, int sampleRateHz, double floorHz)
    {
        samplePeriod = 1.0 / sampleRateHz;
        this.largestMagnitude = largestMagnitude;
        periodSamples = (int)Math.Floor(1 / samplePeriod / floorHz);
        halfPeriodSamples = periodSamples / 2 + 1;
        halfWindow = (int)Math.Floor(3 / floorHz / samplePeriod) / 2 - 1;
        windowSamples = Math.Max(0, 2 * halfWindow);
        LagCount = windowSamples / 2;
        LargestLag = Math.Min(windowSamples / 3 + 2, windowSamples);
        hann = new double[windowSamples];
        frame = new double[windowSamples];
        inverseWindowLags = new double[LagCount + 1];
        if (LagCount < 2) return;
        for (var j = 0; j < windowSamples; j++) hann[j] = 0.5 - 0.5 * Math.Cos(2 * Math.PI * (j + 1) / (windowSamples + 1));
        fft = new RealFft<double>(FftSize.AtLeast((int)Math.Ceiling(1.5 * windowSamples)));
        fft.Autocorrelate(hann, inverseWindowLags);
        var energy = inverseWindowLags[0];
        for (var lag = 0; lag <= LagCount; lag++) inverseWindowLags[lag] = energy / inverseWindowLags[lag];
    }

    /// <summary>Lags known beside lag 0.</summary>
    public int LagCount { get; }

    /// <summary>Maxima are looked for below this lag.</summary>
    public int LargestLag { get; }

    /// <summary>Fills the lags of the frame at a time; returns its peak over the recording's.</summary>
    /// <param name="samples">The whole recording.</param>
    /// <param name="timeSeconds">Middle of the frame.</param>
    /// <param name="lags">Shape [LagCount + 1].</param>
    /// <param name="defined">False when the frame holds no energy: the lags are then not written.</param>
    public double Correlate(ReadOnlySpan<float> samples, double timeSeconds, Span<double> lags, out bool defined)
    {
        defined = false;
        if (largestMagnitude == 0) return 0;
        var left = SampleTime.LowIndex(timeSeconds, samplePeriod);
        var right = left + 1;
        var mean = LocalMean.Around(samples, left, periodSamples);
        var start = right - halfWindow;
        if (start >= 0 && start + windowSamples <= samples.Length)
        {
            TensorPrimitives.ConvertTruncating<float, double>(samples.Slice(start, windowSamples), frame);
            TensorPrimitives.Subtract(frame, mean, frame);
        }
        else
        {
            // Rounding can put the outermost frame a sample over the edge.
            for (var j = 0; j < windowSamples; j++) frame[j] = start + j >= 0 && start + j < samples.Length ? samples[start + j] - mean : 0;
        }
        TensorPrimitives.Multiply(frame, hann, frame);
        var middle = frame.AsSpan(Math.Max(0, halfWindow - halfPeriodSamples)..Math.Min(windowSamples, halfWindow + halfPeriodSamples));
        var peak = Math.Abs(TensorPrimitives.MaxMagnitude<double>(middle));
        fft!.Autocorrelate(frame, lags);
        if (lags[0] > 0)
        {
            defined = true;
            var scale = 1 / lags[0];
            lags[0] = 1;
            var others = lags.Slice(1, LagCount);
            TensorPrimitives.Multiply(others, scale, others);
            TensorPrimitives.Multiply(others, inverseWindowLags.AsSpan(1), others);
        }
        return Math.Min(1, peak / largestMagnitude);
    }
}
