using System.Numerics.Tensors;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Streaming;

/// <summary>The stream at another rate and with its high tones lifted, as cepstra and formants look at it: <see cref="CentredResampler"/> for streams.</summary>
/// <remarks>Steep low-pass (only downwards), sinc interpolation over 50 samples on either side, y[i] = x[i] − exp(−2π·50/rate)·x[i − 1].
/// Sample j stands at (j + ½)/rate from the first sample on, not about the middle of a file that is not over yet.</remarks>
internal sealed class AnalysisStream
{
    private const int Depth = 50;
    private const double PreemphasisFromHz = 50;

    private readonly int up, down;
    private readonly double[] taps;
    private readonly double[] padded = new double[2 * Depth];
    private readonly double factor;
    private double last;
    private int next;

    public AnalysisStream(int fromHz, int toHz)
    {
        RateHz = toHz;
        var (upFactor, downFactor) = StreamingResampler.Factors(fromHz, toHz);
        (up, down) = ((int)upFactor, (int)downFactor);
        KeptFraction = (double)toHz / fromHz;
        factor = Math.Exp(-2 * Math.PI * PreemphasisFromHz / toHz);
        taps = new double[up * 2 * Depth];
        for (var j = 0; up != down && j < up; j++)
        {
            FillTaps(Place(j).Fraction, taps.AsSpan(j * 2 * Depth, 2 * Depth));
        }
    }

    /// <summary>Samples per second.</summary>
    public int RateHz { get; }

    /// <summary>New rate over old; below 1 the input must come through a low-pass filter.</summary>
    public double KeptFraction { get; }

    /// <summary>Where the stream (filtered, when the rate falls) is written.</summary>
    public SlidingWindow<double> Input { get; } = new(4096);

    /// <summary>What was made and is still needed.</summary>
    public SlidingWindow<double> Samples { get; } = new(4096);

    /// <summary>Makes what can be made of the Input.</summary>
    public void Advance() => Advance(Input.End - Depth, int.MaxValue);

    /// <summary>Makes the rest.</summary>
    /// <param name="sampleCount">Samples that the input had.</param>
    public void Complete(int sampleCount) => Advance(int.MaxValue, (int)Math.Floor((double)sampleCount * up / down + 0.5));

    // Output j stands at (j + ½)·down/up − ½ of the input: in whole numbers, so that no rounding moves a sample.
    private (int Low, double Fraction) Place(int j)
    {
        var halves = (2L * j + 1) * down - up;
        var low = (long)Math.Floor((double)halves / (2 * up));
        return ((int)low, (double)(halves - low * 2 * up) / (2 * up));
    }

    private void Advance(int lowLimit, int countLimit)
    {
        for (; next < countLimit; next++)
        {
            var low = up == down ? next : Place(next).Low;
            if (low >= lowLimit)
            {
                break;
            }

            var x = up == down ? Input.Held[low - Input.First] : Interpolate(low, taps.AsSpan(next % up * 2 * Depth, 2 * Depth));
            Samples.Extend(1)[0] = x - factor * last;
            last = x;
        }

        Input.DiscardBefore(Place(next).Low - Depth);
    }

    private double Interpolate(int low, ReadOnlySpan<double> row)
    {
        var from = low + 1 - Depth - Input.First;
        var held = Input.Held;
        if (from >= 0 && from + 2 * Depth <= held.Length)
        {
            return TensorPrimitives.Dot(held.Slice(from, 2 * Depth), row);
        }

        for (var k = 0; k < padded.Length; k++)
        {
            padded[k] = (uint)(from + k) < (uint)held.Length ? held[from + k] : 0;
        }

        return TensorPrimitives.Dot(padded, row);
    }

    // w = ½ + ½cos(πx / reach), as in CentredResampler.
    private static void FillTaps(double fraction, Span<double> row)
    {
        for (var k = 0; k < row.Length; k++)
        {
            var distance = fraction - (k + 1 - Depth);
            var reach = distance >= 0 ? fraction + Depth : Depth + 1 - fraction;
            row[k] = ResamplingKernel.Sinc(distance) * (0.5 + 0.5 * Math.Cos(Math.PI * distance / reach));
        }
    }
}
