using System.Numerics;
using System.Numerics.Tensors;
using VoiceStage.Acoustics.Spectra;
using VoiceStage.Acoustics.Timing;

namespace VoiceStage.Acoustics.Streaming;

/// <summary>Powers of the vowels' bands over time, which syllables are counted from; kept as sixteen-bit floats' logarithms.</summary>
internal sealed class BandStream
{
    private const double WindowSeconds = 0.03;

    private readonly int rateHz;
    private readonly RealFft<float> fft;
    private readonly float[] window, frame, power;
    private readonly int[] bins;
    private readonly float scale;
    private readonly PagedList<Half> logarithms = new();

    public BandStream(int rateHz)
    {
        this.rateHz = rateHz;
        var length = (int)Math.Round(WindowSeconds * rateHz);
        fft = new RealFft<float>((int)BitOperations.RoundUpToPowerOf2((uint)length));
        window = [.. GaussianWindow.Make(length).Select(w => (float)w)];
        (frame, power) = (new float[length], new float[fft.BinCount]);
        scale = 2 / (TensorPrimitives.SumOfSquares<float>(window) * fft.Size);
        bins = [.. SyllableCounter.EdgesHz.Select(hz => Math.Min(fft.BinCount, (int)Math.Round(hz * fft.Size / rateHz)))];
    }

    /// <summary>Frames so far.</summary>
    public int FrameCount => logarithms.Count / (bins.Length - 1);

    /// <summary>First sample that the next frame still needs.</summary>
    public int Needs => First(FrameCount);

    /// <summary>Measures the frames that fit into what there is; at the end also those that reach beyond it.</summary>
    /// <param name="samples">The stream.</param>
    /// <param name="sampleCount">Length of the answer, or null while it goes on.</param>
    public void Take(SlidingWindow<float> samples, int? sampleCount = null)
    {
        var count = sampleCount is { } n ? (int)Math.Ceiling((double)n / rateHz / BandEnvelope.HopSeconds - 1e-9) : int.MaxValue;
        while (FrameCount < count && (sampleCount is not null || First(FrameCount) + frame.Length <= samples.End))
        {
            var first = First(FrameCount) - samples.First;
            var held = samples.Held;
            frame.AsSpan().Clear();
            var (from, to) = (Math.Clamp(first, 0, held.Length), Math.Clamp(first + frame.Length, 0, held.Length));
            held[from..to].CopyTo(frame.AsSpan(from - first));
            TensorPrimitives.Multiply(frame, window, frame);
            fft.PowerSpectrum(frame, power);
            for (var b = 0; b + 1 < bins.Length; b++)
            {
                var sum = bins[b + 1] > bins[b] ? TensorPrimitives.Sum<float>(power.AsSpan(bins[b], bins[b + 1] - bins[b])) * scale : 0;
                // Eleven bits over a range of 2^±64: to 0.1 dB, far less than a dip.
                logarithms.Add((Half)(sum > 0 ? MathF.Log2(sum) : -128));
            }
        }
    }

    /// <summary>[bands][frames], as <see cref="BandEnvelope"/> gives them.</summary>
    public double[][] Powers()
    {
        var bands = new double[bins.Length - 1][];
        var count = FrameCount;
        for (var b = 0; b < bands.Length; b++)
        {
            bands[b] = new double[count];
            for (var k = 0; k < count; k++)
            {
                var logarithm = (float)logarithms[k * bands.Length + b];
                bands[b][k] = logarithm <= -128 ? 0 : MathF.Pow(2, logarithm);
            }
        }

        return bands;
    }

    private int First(int index) => (int)Math.Round((index + 0.5) * BandEnvelope.HopSeconds * rateHz) - frame.Length / 2;
}
