using System.Numerics;
using System.Numerics.Tensors;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Spectra;

namespace VoiceStage.Acoustics.Streaming;

/// <summary>Low-pass filters for one stream, nearly as steep as the brick wall that whole files are resampled with.</summary>
/// <remarks>All of them share the forward transform. A sinc of 1 025 taps under a Kaiser window, 60 dB down within 30 Hz of the edge at 16 kHz, by overlap-save: cepstra and formants look at
/// the spectrum up to the new Nyquist frequency, where a gentle filter would show. In double, for the same reason.</remarks>
internal sealed class SteepLowPass
{
    private const int Taps = 1025;
    private const int Size = 4096;
    private const int Step = Size - Taps + 1;
    private const double StopBandDb = 60;

    private readonly RealFft<double> fft = new(Size);
    private readonly (double[] Re, double[] Im, SlidingWindow<double> Output)[] filters;
    private readonly double[] re, im, filteredRe, filteredIm;
    private readonly double[] block = new double[Size];
    private readonly double[] filtered = new double[Size];
    private int filled = Taps - 1;
    private int dropped = Taps / 2;

    /// <param name="outputs">Cut-off over the Nyquist frequency, in (0, 1), and where its output goes.</param>
    public SteepLowPass(IEnumerable<(double KeptFraction, SlidingWindow<double> Output)> outputs)
    {
        (re, im, filteredRe, filteredIm) = (new double[fft.BinCount], new double[fft.BinCount], new double[fft.BinCount], new double[fft.BinCount]);
        filters = [.. outputs.Select(o => Filter(o.KeptFraction, o.Output))];
    }

    /// <summary>Takes samples; gives those whose right-hand neighbours are known, in the input's time.</summary>
    public void Write(ReadOnlySpan<float> samples)
    {
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, Size - filled);
            TensorPrimitives.ConvertTruncating<float, double>(samples[..count], block.AsSpan(filled));
            filled += count;
            samples = samples[count..];
            if (filled == Size)
            {
                Pass(int.MaxValue);
            }
        }
    }

    /// <summary>Ends the stream, with silence after it.</summary>
    /// <param name="sampleCount">Samples that were written; the outputs hold just as many afterwards.</param>
    public void Complete(int sampleCount)
    {
        while (filters.Length > 0 && filters[0].Output.End < sampleCount)
        {
            block.AsSpan(filled).Clear();
            Pass(sampleCount - filters[0].Output.End);
        }
    }

    private (double[] Re, double[] Im, SlidingWindow<double> Output) Filter(double keptFraction, SlidingWindow<double> output)
    {
        var beta = 0.1102 * (StopBandDb - 8.7);
        filtered.AsSpan().Clear();
        for (var k = 0; k < Taps; k++)
        {
            var x = k - Taps / 2;
            var edge = x / (Taps / 2 + 0.5);
            filtered[k] = keptFraction * ResamplingKernel.Sinc(keptFraction * x) * ResamplingKernel.BesselI0(beta * Math.Sqrt(1 - edge * edge));
        }

        TensorPrimitives.Divide(filtered, TensorPrimitives.Sum<double>(filtered), filtered);
        var (responseRe, responseIm) = (new double[fft.BinCount], new double[fft.BinCount]);
        fft.Forward(filtered, responseRe, responseIm);
        return (responseRe, responseIm, output);
    }

    private void Pass(int most)
    {
        fft.Forward(block, re, im);
        foreach (var (responseRe, responseIm, output) in filters)
        {
            for (var k = 0; k < re.Length; k++)
            {
                filteredRe[k] = re[k] * responseRe[k] - im[k] * responseIm[k];
                filteredIm[k] = re[k] * responseIm[k] + im[k] * responseRe[k];
            }

            fft.Inverse(filteredRe, filteredIm, filtered);
            // What lies before the first sample of the stream is not given out.
            var valid = filtered.AsSpan(Taps - 1)[dropped..];
            output.Append(valid[..Math.Min(most, valid.Length)]);
        }

        dropped = 0;
        block.AsSpan(Step).CopyTo(block);
        filled = Taps - 1;
    }
}
