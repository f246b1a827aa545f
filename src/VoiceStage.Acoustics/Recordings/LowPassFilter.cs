using System.Numerics;
using VoiceStage.Acoustics.Spectra;

namespace VoiceStage.Acoustics.Recordings;

/// <summary>A brick wall: everything above a frequency is set to zero in one transform of the whole signal, as Praat resamples downwards.</summary>
/// <remarks>
/// <para>Signals up to 2^18 samples (16 s at 16 kHz) are one transform, padded by 1 000 samples on either side. Longer ones go in blocks that
/// overlap by 2^14 samples on either side, where what wraps around has decayed below −88 dB: memory stays bounded and the measures do not move.</para>
/// <para>In double: 60 dB below the signal the log spectrum of a cepstrum still looks at what is left.</para>
/// </remarks>
internal sealed class LowPassFilter
{
    private const int Padding = 1000;
    private const int LargestTransform = 1 << 18;
    private const int Overlap = 1 << 14;

    private readonly double keptFraction;

    /// <summary>Prepares a filter.</summary>
    /// <param name="keptFraction">Cut-off over the Nyquist frequency, in (0, 1).</param>
    public LowPassFilter(double keptFraction) => this.keptFraction = keptFraction;

    /// <summary>Filters a whole signal; silence lies outside it.</summary>
    /// <param name="input">Shape [n].</param>
    /// <returns>Shape [n].</returns>
    public double[] Run(ReadOnlySpan<double> input)
    {
        var output = new double[input.Length];
        var isOneBlock = input.Length + 2 * Padding <= LargestTransform;
        var margin = isOneBlock ? Padding : Overlap;
        var size = isOneBlock ? (int)BitOperations.RoundUpToPowerOf2((uint)(input.Length + 2 * Padding)) : LargestTransform;
        var fft = new RealFft<double>(size);
        var block = new double[size];
        var real = new double[fft.BinCount];
        var imaginary = new double[fft.BinCount];
        var step = size - 2 * margin;
        for (var start = 0; start < input.Length; start += step)
        {
            var first = Math.Max(0, start - margin);
            var end = Math.Min(input.Length, start + step + margin);
            block.AsSpan().Clear();
            input[first..end].CopyTo(block.AsSpan(first - (start - margin)));
            fft.Forward(block, real, imaginary);
            // Packed as (re 0, re 1, im 1, re 2, …) the first floor(fraction · size) − 1 numbers stay.
            var kept = (int)Math.Floor(keptFraction * size);
            real.AsSpan(kept / 2).Clear();
            imaginary.AsSpan(Math.Max(0, (kept - 1) / 2)).Clear();
            fft.Inverse(real, imaginary, block);
            block.AsSpan(margin, Math.Min(step, input.Length - start)).CopyTo(output.AsSpan(start));
        }

        return output;
    }
}
