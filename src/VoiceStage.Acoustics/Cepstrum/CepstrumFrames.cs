using System.Numerics;
using System.Numerics.Tensors;
using VoiceStage.Acoustics.Spectra;

namespace VoiceStage.Acoustics.Cepstrum;

/// <summary>Power cepstra of single frames: window, log power spectrum, inverse transform, square.</summary>
/// <remarks>The forward transform is in double: its logarithm looks at what lies far under the frame. In float CPPS left the reference values by
/// 1.3 dB in one recording of twenty, by 18 dB on clean synthetic vowels.</remarks>
internal sealed class CepstrumFrames
{
    private const float LogOfNothing = -690.7755f; // ln(1e-300), what an empty bin counts as

    private readonly RealFft<double> fft;
    private readonly RealFft<float> inverse;
    private readonly double[] window;
    private readonly double[] frame;
    private readonly double[] power;
    private readonly float[] spectrum;
    private readonly float[] zeros;
    private readonly float[] cepstrum;
    private readonly float rate;
    private readonly float logRateSquared;

    public CepstrumFrames(CepstralPeakOptions options, double windowSeconds)
    {
        rate = 2f * options.HighestFrequencyHz;
        logRateSquared = 2 * MathF.Log(rate);
        var length = (int)Math.Floor(windowSeconds * rate + 1e-9);
        fft = new RealFft<double>((int)BitOperations.RoundUpToPowerOf2((uint)length));
        inverse = new RealFft<float>(fft.Size);
        window = Spectra.GaussianWindow.Make(length);
        frame = new double[length];
        power = new double[fft.BinCount];
        spectrum = new float[fft.BinCount];
        zeros = new float[fft.BinCount];
        cepstrum = new float[fft.BinCount];
        QuefrencyStepSeconds = 1 / rate;
    }

    /// <summary>Quefrencies 0 to half of the transform.</summary>
    public int QuefrencyCount => fft.BinCount;

    public double QuefrencyStepSeconds { get; }

    /// <summary>The power cepstrum of the frame that begins at a sample (outside the signal lies silence).</summary>
    public void PowerCepstrum(ReadOnlySpan<double> samples, int first, Span<float> powerCepstrum)
    {
        var from = Math.Clamp(first, 0, samples.Length);
        var to = Math.Clamp(first + frame.Length, from, samples.Length);
        if (to - from < frame.Length)
        {
            frame.AsSpan().Clear();
        }

        samples[from..to].CopyTo(frame.AsSpan(from - first));
        TensorPrimitives.Subtract(frame, TensorPrimitives.Sum<double>(frame) / frame.Length, frame);
        TensorPrimitives.Multiply(frame, window, frame);
        fft.PowerSpectrum(frame, power);
        TensorPrimitives.ConvertTruncating<double, float>(power, spectrum);
        TensorPrimitives.Log<float>(spectrum, spectrum);
        // ln(|S|² + 1e-300) with S = FFT / rate; the logarithm of an empty bin is −∞ and becomes ln(1e-300)
        TensorPrimitives.Subtract<float>(spectrum, logRateSquared, spectrum);
        TensorPrimitives.Max<float>(spectrum, LogOfNothing, spectrum);
        inverse.Inverse(spectrum, zeros, cepstrum);
        TensorPrimitives.Multiply(cepstrum, rate, cepstrum);
        TensorPrimitives.Multiply(cepstrum, cepstrum, powerCepstrum);
    }
}
