using System.Numerics.Tensors;
using VoiceStage.Acoustics.Framing;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Intensity;

/// <summary>Level over time: the mean square under a Kaiser window, without its own mean (so without DC).</summary>
/// <remarks>
/// <para>I = 10·log10(Σ x²w / Σ w / 4e-10), w = I0((2π² + ½)·√(1 − u²)), over 6.4 periods of the pitch floor. Also known as intensity contour.</para>
/// <para>Absolute values depend on the microphone and its distance; compare only within one recording. Source: Praat 6.3 manual, "Sound: To Intensity".</para>
/// </remarks>
public static class IntensityMeter
{
    private const double ReferencePower = 4e-10; // (2e-5 Pa)², the threshold of hearing

    /// <summary>Measures a whole recording.</summary>
    /// <param name="recording">Any length; shorter than the window (64 ms by default) gives no frame.</param>
    /// <param name="options">Null takes the defaults.</param>
    public static IntensityTrack Measure(Recording recording, IntensityOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(recording);
        options ??= new IntensityOptions();
        var windowSeconds = 6.4 / options.PitchFloorHz;
        var grid = FrameGrid.Centred(recording.SampleCount, recording.SampleRateHz, windowSeconds, options.HopSeconds ?? 0.8 / options.PitchFloorHz);
        var samplePeriod = 1.0 / recording.SampleRateHz;
        var weights = Weights(windowSeconds, samplePeriod, out var half);
        var decibels = new double[grid.FrameCount];
        var samples = recording.Samples.Span;
        var frame = new float[weights.Length];
        for (var k = 0; k < decibels.Length; k++)
        {
            var middle = SampleTime.NearestIndex(grid.TimeOf(k), samplePeriod);
            var first = Math.Max(0, middle - half);
            var end = Math.Min(samples.Length, middle + half + 1);
            decibels[k] = LevelDb(samples[first..end], weights.AsSpan(first - (middle - half), end - first), frame.AsSpan(0, end - first));
        }

        return new IntensityTrack(grid, decibels);
    }

    internal static double LevelDb(ReadOnlySpan<float> samples, ReadOnlySpan<float> weights, Span<float> frame)
    {
        // A first guess of the mean in float, then the mean of what is left: exact enough for a DC offset far above the signal.
        var guess = TensorPrimitives.Sum(samples) / samples.Length;
        TensorPrimitives.Subtract(samples, guess, frame);
        var rest = TensorPrimitives.Sum<float>(frame) / samples.Length;
        TensorPrimitives.Subtract(frame, rest, frame);
        TensorPrimitives.Multiply(frame, frame, frame);
        var power = (double)TensorPrimitives.Dot(frame, weights) / TensorPrimitives.Sum(weights);
        return power > 0 ? Math.Max(IntensityTrack.SilentDb, 10 * Math.Log10(power / ReferencePower)) : IntensityTrack.SilentDb;
    }

    internal static float[] Weights(double windowSeconds, double samplePeriod, out int half)
    {
        half = (int)Math.Floor(windowSeconds / 2 / samplePeriod);
        var weights = new double[2 * half + 1];
        var peak = ResamplingKernel.BesselI0(2 * Math.PI * Math.PI + 0.5);
        for (var k = -half; k <= half; k++)
        {
            var u = k * samplePeriod / (windowSeconds / 2);
            weights[k + half] = ResamplingKernel.BesselI0((2 * Math.PI * Math.PI + 0.5) * Math.Sqrt(Math.Max(0, 1 - u * u))) / peak;
        }

        return [.. weights.Select(w => (float)w)];
    }
}
