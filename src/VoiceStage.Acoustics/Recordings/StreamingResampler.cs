namespace VoiceStage.Acoustics.Recordings;

/// <summary>Changes the sampling rate of a stream, band-limited. The output does not depend on how the input is cut into pieces.</summary>
/// <remarks>
/// <para>Output sample j stands where input time j / toHz is: rates change, time does not. Outside the stream lies silence.
/// Pass band flat (±0.01 dB) to 92 % of the lower Nyquist frequency, 80 dB down from the lower Nyquist frequency on.</para>
/// <para>Latency is half the kernel: 8 ms at 8 kHz. One thread at a time.</para>
/// </remarks>
public sealed class StreamingResampler
{
    internal const double PassBand = 0.92;
    internal const double StopBandDb = 80;

    private readonly ResamplingKernel kernel;
    private readonly long upFactor;
    private readonly long downFactor;
    private float[] window;
    private int filled;
    private long windowStart;
    private long inputCount;
    private long outputCount;
    private bool completed;

    /// <summary>Makes one for a pair of rates.</summary>
    /// <param name="fromHz">Input rate, 1 000 to 768 000.</param>
    /// <param name="toHz">Output rate, 1 000 to 768 000.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is outside its range.</exception>
    public StreamingResampler(int fromHz, int toHz)
        : this(fromHz, toHz, null)
    {
    }

    internal StreamingResampler(int fromHz, int toHz, ResamplingKernel? kernel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromHz, 1_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fromHz, 768_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(toHz, 1_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(toHz, 768_000);
        FromHz = fromHz;
        ToHz = toHz;
        (upFactor, downFactor) = Factors(fromHz, toHz);
        this.kernel = kernel ?? ResamplingKernel.Kaiser(upFactor, downFactor, PassBand, StopBandDb);
        window = new float[4 * this.kernel.TapCount + 4096];
        Reset();
    }

    /// <summary>Input rate in hertz.</summary>
    public int FromHz { get; }

    /// <summary>Output rate in hertz.</summary>
    public int ToHz { get; }

    /// <summary>Most samples that the next call can give for this many input samples.</summary>
    public int LargestOutputCount(int inputSampleCount) =>
        (int)Math.Min(Array.MaxLength, (inputSampleCount + (long)kernel.TapCount) * upFactor / downFactor + 2);

    /// <summary>Takes input samples and gives what can be made of them.</summary>
    /// <param name="input">Any count.</param>
    /// <param name="output">At least <see cref="LargestOutputCount"/> of the input's length.</param>
    /// <returns>Samples written to <paramref name="output"/>.</returns>
    /// <exception cref="InvalidOperationException">The stream was completed.</exception>
    public int Write(ReadOnlySpan<float> input, Span<float> output)
    {
        ThrowIfCompleted();
        if (IsSameRate)
        {
            input.CopyTo(output);
            return input.Length;
        }

        var written = 0;
        inputCount += input.Length;
        while (!input.IsEmpty)
        {
            if (filled == window.Length)
            {
                Compact();
            }

            var n = Math.Min(input.Length, window.Length - filled);
            input[..n].CopyTo(window.AsSpan(filled));
            filled += n;
            input = input[n..];
            written += Drain(output[written..], long.MaxValue);
        }

        return written;
    }

    /// <summary>Ends the stream: the samples that still waited for their right-hand neighbours, with silence after the end.</summary>
    /// <param name="output">At least <see cref="LargestOutputCount"/> of 0.</param>
    /// <returns>Samples written.</returns>
    public int Complete(Span<float> output)
    {
        ThrowIfCompleted();
        if (IsSameRate)
        {
            completed = true;
            return 0;
        }

        var total = OutputCount(inputCount, FromHz, ToHz);
        var half = kernel.TapCount / 2;
        var written = 0;
        for (var left = half; left > 0;)
        {
            if (filled == window.Length)
            {
                Compact();
            }

            var n = Math.Min(left, window.Length - filled);
            window.AsSpan(filled, n).Clear();
            filled += n;
            left -= n;
            written += Drain(output[written..], total);
        }

        completed = true;
        return written;
    }

    /// <summary>Makes it ready for another stream at the same rates.</summary>
    public void Reset()
    {
        // Silence before the first sample fills the left half of the kernel.
        filled = kernel.TapCount / 2 - 1;
        window.AsSpan(0, filled).Clear();
        windowStart = -filled;
        inputCount = 0;
        outputCount = 0;
        completed = false;
    }

    internal static (long Up, long Down) Factors(int fromHz, int toHz)
    {
        var divisor = (int)System.Numerics.BigInteger.GreatestCommonDivisor(fromHz, toHz);
        return (toHz / divisor, fromHz / divisor);
    }

    internal static long OutputCount(long inputCount, int fromHz, int toHz) => (inputCount * toHz + fromHz - 1) / fromHz;

    private bool IsSameRate => FromHz == ToHz;

    private void ThrowIfCompleted()
    {
        if (completed)
        {
            throw new InvalidOperationException("The stream was completed; Reset first.");
        }
    }

    private int Drain(Span<float> output, long total)
    {
        var half = kernel.TapCount / 2;
        var written = 0;
        while (outputCount < total)
        {
            var position = outputCount * downFactor;
            var index = position / upFactor;
            var start = (int)(index - half + 1 - windowStart);
            if (start + kernel.TapCount > filled)
            {
                break;
            }

            output[written++] = kernel.Weigh(window.AsSpan(start, kernel.TapCount), position - index * upFactor, upFactor);
            outputCount++;
        }

        return written;
    }

    private void Compact()
    {
        var next = outputCount * downFactor / upFactor - kernel.TapCount / 2 + 1;
        var drop = (int)Math.Clamp(next - windowStart, 0, filled);
        window.AsSpan(drop, filled - drop).CopyTo(window);
        filled -= drop;
        windowStart += drop;
        if (filled == window.Length)
        {
            Array.Resize(ref window, 2 * window.Length);
        }
    }
}
