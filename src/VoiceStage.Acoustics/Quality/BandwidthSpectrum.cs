using System.Numerics;
using System.Numerics.Tensors;
using VoiceStage.Acoustics.Spectra;

namespace VoiceStage.Acoustics.Quality;

/// <summary>The long-term power spectrum that bandwidth is read from: frames of 32 ms, weighted by their energy, so pauses do not count.</summary>
internal sealed class BandwidthSpectrum
{
    private readonly int rateHz;
    private readonly RealFft<float> fft;
    private readonly float[] window, frame, power;
    private readonly double[] sum;

    public BandwidthSpectrum(int rateHz)
    {
        this.rateHz = rateHz;
        FrameLength = (int)(Bandwidth.FrameSeconds * rateHz);
        fft = new RealFft<float>((int)BitOperations.RoundUpToPowerOf2((uint)FrameLength));
        window = [.. GaussianWindow.Make(FrameLength).Select(w => (float)w)];
        (frame, power, sum) = (new float[FrameLength], new float[fft.BinCount], new double[fft.BinCount]);
    }

    /// <summary>Samples a frame.</summary>
    public int FrameLength { get; }

    /// <summary>Adds a frame.</summary>
    /// <param name="samples">Shape [<see cref="FrameLength"/>].</param>
    /// <param name="scale">What they are multiplied by; the same for all frames.</param>
    public void Add(ReadOnlySpan<float> samples, float scale)
    {
        TensorPrimitives.Multiply(samples, scale, frame);
        TensorPrimitives.Subtract(frame, TensorPrimitives.Average<float>(frame), frame);
        TensorPrimitives.Multiply(frame, window, frame);
        fft.PowerSpectrum(frame, power);
        for (var k = 0; k < sum.Length; k++)
        {
            sum[k] += power[k];
        }
    }

    /// <summary>Mean power of every 100 Hz.</summary>
    public double[] BandPowers()
    {
        var bands = new double[(int)Math.Floor(rateHz / 2.0 / Bandwidth.BandHz)];
        var counts = new int[bands.Length];
        for (var k = 1; k < sum.Length; k++)
        {
            var band = Math.Min(bands.Length - 1, (int)((double)k * rateHz / fft.Size / Bandwidth.BandHz));
            bands[band] += sum[k];
            counts[band]++;
        }

        for (var b = 0; b < bands.Length; b++)
        {
            bands[b] /= Math.Max(1, counts[b]);
        }

        return bands;
    }
}
