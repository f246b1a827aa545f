using System.Numerics;
using System.Numerics.Tensors;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Spectra;

namespace VoiceStage.Acoustics.Timing;

/// <summary>Power in frequency bands over time, one frame every 10 ms.</summary>
internal static class BandEnvelope
{
    /// <summary>Seconds between frames; frame k is centred at (k + ½) of it.</summary>
    public const double HopSeconds = 0.005;

    private const double WindowSeconds = 0.03;

    /// <summary>Mean power between pairs of neighbouring edges.</summary>
    /// <param name="recording">Any length.</param>
    /// <param name="edgesHz">Ascending, [bands + 1].</param>
    /// <returns>[bands][frames], power re full scale, ≥ 0.</returns>
    public static double[][] Measure(Recording recording, ReadOnlySpan<double> edgesHz)
    {
        var rate = recording.SampleRateHz;
        var samples = recording.Samples.Span;
        var frames = (int)Math.Ceiling(recording.DurationSeconds / HopSeconds - 1e-9);
        var length = (int)Math.Round(WindowSeconds * rate);
        var fft = new RealFft<float>((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, length)));
        var window = GaussianWindow.Make(length).Select(w => (float)w).ToArray();
        var scale = 2 / (TensorPrimitives.SumOfSquares<float>(window) * fft.Size);
        var bins = new int[edgesHz.Length];
        for (var e = 0; e < bins.Length; e++)
        {
            bins[e] = Math.Min(fft.BinCount, (int)Math.Round(edgesHz[e] * fft.Size / rate));
        }

        var bands = new double[bins.Length - 1][];
        for (var b = 0; b < bands.Length; b++)
        {
            bands[b] = new double[frames];
        }

        var frame = new float[length];
        var power = new float[fft.BinCount];
        for (var k = 0; k < frames; k++)
        {
            var first = (int)Math.Round((k + 0.5) * HopSeconds * rate) - length / 2;
            var (from, to) = (Math.Clamp(first, 0, samples.Length), Math.Clamp(first + length, 0, samples.Length));
            frame.AsSpan().Clear();
            samples[from..to].CopyTo(frame.AsSpan(from - first));
            TensorPrimitives.Multiply(frame, window, frame);
            fft.PowerSpectrum(frame, power);
            for (var b = 0; b < bands.Length; b++)
            {
                bands[b][k] = bins[b + 1] > bins[b] ? TensorPrimitives.Sum<float>(power.AsSpan(bins[b], bins[b + 1] - bins[b])) * (double)scale : 0;
            }
        }

        return bands;
    }
}
