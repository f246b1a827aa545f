using System.Numerics.Tensors;
using VoiceStage.Acoustics.Framing;
using VoiceStage.Acoustics.Spectra;

namespace VoiceStage.Acoustics.Egemaps;

/// <summary>What eGeMAPS takes from 25 ms Hamming frames: loudness, balance and slopes of the spectrum, mel cepstrum, flux.</summary>
/// <remarks>
/// Choices: alpha ratio is energy 50–1000 Hz over 1–5 kHz and Hammarberg index peak 0–2 kHz over peak 2–5 kHz, both in dB and positive for a dark voice, as
/// the paper words them. Slopes are dB per Hz by least squares through the bins inside the band, without 0 Hz. Flux is the distance of two
/// neighbouring magnitude spectra (up to 5 kHz) over their mean length, 0 to 2: level and rate do not move it. Mel cepstra have 26 bands
/// from 20 to 8 000 Hz and the usual lifter of 22. Nothing is compared with a fixed level.
/// </remarks>
internal sealed class SpectralDescriptors
{
    private const int Rate = EgemapsMeasurement.AnalysisRateHz;
    private const int FrameLength = Rate / 40;
    private const int BandCount = 26;
    private const int Lifter = 22;
    private const double HighestFluxHz = 5_000;

    // 120 dB under the frame's strongest bin there is rounding, not sound.
    private const float FloorRatio = 1e-12f;

    // 240 dB under the recording's peak.
    private const float SilentPower = 1e-24f;

    private readonly RealFft<float> fft = new(512);
    private readonly float[] window = new float[FrameLength];
    private readonly float[] frame = new float[FrameLength];
    private readonly float[] power;
    private readonly float[] decibels;
    private readonly float[] magnitude;
    private readonly float[] previous;
    private readonly MelBands bands;
    private readonly double[] loudnessWeights;
    private readonly double[] energies = new double[BandCount];
    private readonly double[,] cosines = new double[4, BandCount];
    private readonly double loudnessGain;
    private bool hasPrevious;

    /// <summary>Prepares tables.</summary>
    /// <param name="gain">What the samples were divided by: loudness is given for the original ones.</param>
    public SpectralDescriptors(double gain)
    {
        loudnessGain = Math.Pow(gain, 0.66);
        power = new float[fft.BinCount];
        decibels = new float[fft.BinCount];
        magnitude = new float[Bin(HighestFluxHz) + 1];
        previous = new float[magnitude.Length];
        var sum = 0.0;
        for (var i = 0; i < FrameLength; i++)
        {
            window[i] = (float)(0.54 - 0.46 * Math.Cos(2 * Math.PI * (i + 0.5) / FrameLength));
            sum += window[i] * window[i];
        }

        // Scaled so that a bin's power does not depend on window and transform: mean square of the part of the signal in it.
        TensorPrimitives.Multiply(window, (float)Math.Sqrt(2 / (sum * fft.Size)), window);
        bands = new MelBands(BandCount, 20, 8_000, fft.Size, Rate);
        loudnessWeights = [.. bands.CentresHz.Select(EqualLoudness)];
        for (var c = 1; c <= 4; c++)
        {
            var lift = 1 + Lifter / 2.0 * Math.Sin(Math.PI * c / Lifter);
            for (var b = 0; b < BandCount; b++)
            {
                cosines[c - 1, b] = lift * Math.Sqrt(2.0 / BandCount) * Math.Cos(Math.PI * c * (b + 0.5) / BandCount);
            }
        }
    }

    /// <summary>Fills the spectral columns.</summary>
    public void Fill(DescriptorTable table, FrameGrid grid, ReadOnlySpan<float> samples)
    {
        for (var k = 0; k < grid.FrameCount; k++)
        {
            var first = (int)Math.Round(grid.TimeOf(k) * Rate) - FrameLength / 2;
            var (from, to) = (Math.Clamp(first, 0, samples.Length), Math.Clamp(first + FrameLength, 0, samples.Length));
            frame.AsSpan().Clear();
            samples[from..to].CopyTo(frame.AsSpan(from - first));
            TensorPrimitives.Subtract(frame, TensorPrimitives.Average<float>(frame), frame);
            TensorPrimitives.Multiply(frame, window, frame);
            fft.PowerSpectrum(frame, power);
            FillFrame(table, k);
        }
    }

    private void FillFrame(DescriptorTable table, int k)
    {
        var strongest = TensorPrimitives.Max<float>(power);
        bands.Sum(power, energies);
        table["loudness"][k] = Loudness();
        if (strongest < SilentPower)
        {
            hasPrevious = false;
            return;
        }

        table["spectralFlux"][k] = Flux();
        TensorPrimitives.Max(power, strongest * FloorRatio, decibels);
        TensorPrimitives.Log10<float>(decibels, decibels);
        TensorPrimitives.Multiply(decibels, 10f, decibels);
        table["alphaRatio"][k] = 10 * Math.Log10((Energy(50, 1_000) + strongest * (double)FloorRatio) / (Energy(1_000, 5_000) + strongest * (double)FloorRatio));
        table["hammarbergIndex"][k] = Peak(0, 2_000) - Peak(2_000, 5_000);
        table["slope0-500"][k] = Slope(0, 500);
        table["slope500-1500"][k] = Slope(500, 1_500);
        var floor = strongest * (double)FloorRatio;
        for (var c = 0; c < 4; c++)
        {
            var sum = 0.0;
            for (var b = 0; b < BandCount; b++)
            {
                sum += cosines[c, b] * Math.Log(energies[b] + floor);
            }

            table[MfccNames[c]][k] = sum;
        }
    }

    private static readonly string[] MfccNames = ["mfcc1", "mfcc2", "mfcc3", "mfcc4"];

    private double Loudness()
    {
        var sum = 0.0;
        for (var b = 0; b < BandCount; b++)
        {
            sum += Math.Pow(loudnessWeights[b] * energies[b], 0.33);
        }

        return sum * loudnessGain;
    }

    private double Flux()
    {
        TensorPrimitives.Sqrt(power.AsSpan(0, magnitude.Length), magnitude);
        var length = Math.Sqrt(TensorPrimitives.SumOfSquares<float>(magnitude));
        var lengthBefore = Math.Sqrt(TensorPrimitives.SumOfSquares<float>(previous));
        var flux = hasPrevious && length + lengthBefore > 0
            ? TensorPrimitives.Distance<float>(magnitude, previous) / ((length + lengthBefore) / 2)
            : double.NaN;
        magnitude.CopyTo(previous, 0);
        hasPrevious = true;
        return flux;
    }

    private double Energy(double fromHz, double toHz) => TensorPrimitives.Sum<float>(power.AsSpan(Bin(fromHz), Bin(toHz) - Bin(fromHz)));

    private double Peak(double fromHz, double toHz)
    {
        var first = Math.Max(1, Bin(fromHz));
        return TensorPrimitives.Max<float>(decibels.AsSpan(first, Bin(toHz) - first));
    }

    private double Slope(double fromHz, double toHz)
    {
        var first = Math.Max(1, Bin(fromHz));
        var last = Bin(toHz);
        var middle = (first + last) / 2.0;
        double sxy = 0, sxx = 0;
        for (var k = first; k <= last; k++)
        {
            sxy += (k - middle) * decibels[k];
            sxx += (k - middle) * (k - middle);
        }

        return sxy / sxx * fft.Size / Rate;
    }

    private int Bin(double hz) => (int)Math.Round(hz * fft.Size / Rate);

    // Hermansky (1990), equal-loudness curve with the term for frequencies above 5 kHz, scaled to 1 at its largest.
    private static double EqualLoudness(double hz)
    {
        var w2 = Math.Pow(2 * Math.PI * hz, 2);
        return (w2 + 56.8e6) * w2 * w2 / (Math.Pow(w2 + 6.3e6, 2) * (w2 + 0.38e9) * (w2 * w2 * w2 + 9.58e26)) * 9.58e26;
    }
}
