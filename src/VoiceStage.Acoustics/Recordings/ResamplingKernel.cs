using System.Numerics.Tensors;

namespace VoiceStage.Acoustics.Recordings;

/// <summary>A low-pass kernel cut into phases: the taps that make one output sample from the input samples around it.</summary>
/// <remarks>
/// <para>sinc times Kaiser window. Cut-off half-way between pass band and stop band; the stop band begins at the lower Nyquist
/// frequency, so nothing folds back. Source: Kaiser (1974); Smith, Digital Audio Resampling.</para>
/// <para>A ratio of small numbers has one phase per output position, exact. Others take the nearest two of 2 048 phases, weighted.</para>
/// </remarks>
internal sealed class ResamplingKernel
{
    private const int LargestExactPhaseCount = 2048;

    private readonly float[] taps;
    private readonly int phaseCount;
    private readonly bool isExact;

    private ResamplingKernel(float[] taps, int phaseCount, int tapCount, bool isExact)
    {
        this.taps = taps;
        this.phaseCount = phaseCount;
        this.isExact = isExact;
        TapCount = tapCount;
    }

    /// <summary>Input samples that one output sample needs; even.</summary>
    public int TapCount { get; }

    /// <summary>Builds the kernel for a ratio.</summary>
    /// <param name="upFactor">Output rate over the greatest common divisor.</param>
    /// <param name="downFactor">Input rate over the greatest common divisor.</param>
    /// <param name="passBand">End of the pass band as a fraction of the lower Nyquist frequency, in (0, 1).</param>
    /// <param name="stopBandDb">Attenuation of the stop band.</param>
    public static ResamplingKernel Kaiser(long upFactor, long downFactor, double passBand, double stopBandDb)
    {
        var lowerNyquist = 0.5 * Math.Min(1.0, (double)upFactor / downFactor); // in cycles per input sample
        var transition = (1 - passBand) * lowerNyquist;
        var cutoff = lowerNyquist - transition / 2;
        // Kaiser's estimates: N = (A - 7.95) / (14.36 * transition), beta = 0.1102 (A - 8.7) for A > 50 dB
        var halfLength = Math.Max(8, (stopBandDb - 7.95) / (14.36 * transition) / 2);
        var beta = 0.1102 * (stopBandDb - 8.7);
        var scale = 1 / BesselI0(beta);
        return Build(upFactor, halfLength, x =>
        {
            var edge = x / halfLength;
            return Math.Abs(edge) >= 1 ? 0 : 2 * cutoff * Sinc(2 * cutoff * x) * BesselI0(beta * Math.Sqrt(1 - edge * edge)) * scale;
        });
    }

    /// <summary>Builds from any kernel: its value at a distance in input samples, zero from <paramref name="halfLength"/> on.</summary>
    public static ResamplingKernel Build(long upFactor, double halfLength, Func<double, double> valueAt)
    {
        var isExact = upFactor <= LargestExactPhaseCount;
        var phaseCount = isExact ? (int)upFactor : LargestExactPhaseCount;
        var half = (int)Math.Ceiling(halfLength);
        var tapCount = 2 * half;
        // One phase more than needed, so that the last phase has a right-hand neighbour.
        var taps = new float[(phaseCount + 1) * tapCount];
        Span<double> row = tapCount <= 2048 ? stackalloc double[tapCount] : new double[tapCount];
        for (var phase = 0; phase <= phaseCount; phase++)
        {
            var fraction = (double)phase / phaseCount;
            var sum = 0.0;
            for (var k = 0; k < tapCount; k++)
            {
                // Tap k weighs input sample floor(position) - half + 1 + k.
                row[k] = valueAt(k - half + 1 - fraction);
                sum += row[k];
            }

            for (var k = 0; k < tapCount; k++)
            {
                taps[phase * tapCount + k] = (float)(row[k] / sum); // unit gain at 0 Hz in every phase: no ripple on DC
            }
        }

        return new ResamplingKernel(taps, phaseCount, tapCount, isExact);
    }

    /// <summary>One output sample.</summary>
    /// <param name="inputs">The <see cref="TapCount"/> input samples from floor(position) - TapCount / 2 + 1 on.</param>
    /// <param name="numerator">Fraction of the position, over <paramref name="denominator"/>.</param>
    /// <param name="denominator">The up factor.</param>
    public float Weigh(ReadOnlySpan<float> inputs, long numerator, long denominator)
    {
        if (isExact)
        {
            return TensorPrimitives.Dot(inputs, taps.AsSpan((int)numerator * TapCount, TapCount));
        }

        var place = (double)numerator / denominator * phaseCount;
        var phase = (int)place;
        var right = (float)(place - phase);
        var a = TensorPrimitives.Dot(inputs, taps.AsSpan(phase * TapCount, TapCount));
        var b = TensorPrimitives.Dot(inputs, taps.AsSpan((phase + 1) * TapCount, TapCount));
        return a + right * (b - a);
    }

    /// <summary>sin(πx)/(πx).</summary>
    public static double Sinc(double x) => Math.Abs(x) < 1e-12 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    /// <summary>Modified Bessel function of the first kind, order 0, by its series; |x| below 30 is exact to double precision.</summary>
    public static double BesselI0(double x)
    {
        var term = 1.0;
        var sum = 1.0;
        var quarter = x * x / 4;
        for (var k = 1; term > 1e-17 * sum; k++)
        {
            term *= quarter / ((double)k * k);
            sum += term;
        }

        return sum;
    }
}
