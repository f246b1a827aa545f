using System.Numerics.Tensors;
using VoiceStage.Acoustics.Formants;
using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Spectra;

namespace VoiceStage.Acoustics.Egemaps;

/// <summary>What eGeMAPS takes from 60 ms Gaussian frames of voice: harmonics, and the formants with the harmonics near them.</summary>
/// <remarks>
/// <para>Harmonic k is the largest value within a quarter of F0 about k·F0, refined by a parabola through the logarithms (exact for this window). H1–H2 is the
/// first minus the second. A3 is the strongest harmonic within 20 % of F3, at least the nearest; the formant amplitudes are taken the same way and given over H1.</para>
/// <para>HNR is 10·log10(r/(1 − r)) with r the autocorrelation peak divided by the window's own, limited to ±35 dB: beyond it window and
/// rounding are measured, not the voice. All of it exists in voiced frames only.</para>
/// </remarks>
internal sealed class HarmonicDescriptors
{
    private const int Rate = EgemapsMeasurement.AnalysisRateHz;
    private const int FrameLength = Rate * 6 / 100;
    private const double LargestHnrDb = 35;
    private const double FormantReach = 0.2;

    private readonly RealFft<float> fft = new(1024);
    private readonly float[] window = new float[FrameLength];
    private readonly float[] frame = new float[FrameLength];
    private readonly float[] power;
    private double floor;

    public HarmonicDescriptors()
    {
        power = new float[fft.BinCount];
        for (var i = 0; i < FrameLength; i++)
        {
            var u = (i + 0.5 - FrameLength / 2.0) / (0.4 * FrameLength / 2.0);
            window[i] = (float)Math.Exp(-0.5 * u * u);
        }
    }

    /// <summary>Fills the voiced columns.</summary>
    public void Fill(DescriptorTable table, PitchTrack pitch, FormantTrack formants, ReadOnlySpan<float> samples)
    {
        for (var k = 0; k < pitch.Frames.FrameCount; k++)
        {
            if (!pitch.IsVoiced(k))
            {
                continue;
            }

            var time = pitch.Frames.TimeOf(k);
            table["F0semitoneFrom27.5Hz"][k] = 12 * Math.Log2(pitch.FrequencyHz[k] / 27.5);
            var r = pitch.Strength[k];
            table["HNRdBACF"][k] = r <= 0 ? -LargestHnrDb : r >= 1 ? LargestHnrDb : Math.Clamp(10 * Math.Log10(r / (1 - r)), -LargestHnrDb, LargestHnrDb);
            Transform(samples, time);
            FillHarmonics(table, k, pitch.FrequencyHz[k], formants, time);
        }
    }

    private void Transform(ReadOnlySpan<float> samples, double time)
    {
        var first = (int)Math.Round(time * Rate) - FrameLength / 2;
        var (from, to) = (Math.Clamp(first, 0, samples.Length), Math.Clamp(first + FrameLength, 0, samples.Length));
        frame.AsSpan().Clear();
        samples[from..to].CopyTo(frame.AsSpan(from - first));
        TensorPrimitives.Subtract(frame, TensorPrimitives.Average<float>(frame), frame);
        TensorPrimitives.Multiply(frame, window, frame);
        fft.PowerSpectrum(frame, power);
        floor = TensorPrimitives.Max<float>(power) * 1e-12;
    }

    private void FillHarmonics(DescriptorTable table, int k, double f0, FormantTrack formants, double time)
    {
        if (floor < 1e-34)
        {
            return;
        }

        var h1 = HarmonicDb(f0, 1);
        table["logRelF0-H1-H2"][k] = h1 - HarmonicDb(f0, 2);
        for (var f = 1; f <= 3; f++)
        {
            if (formants.FrequencyAt(f, time) is not { } hz)
            {
                continue;
            }

            table[Names[f - 1].Frequency][k] = hz;
            table[Names[f - 1].Bandwidth][k] = formants.BandwidthAt(f, time) ?? double.NaN;
            var strongest = StrongestNear(f0, hz);
            table[Names[f - 1].Amplitude][k] = strongest - h1;
            if (f == 3)
            {
                table["logRelF0-H1-A3"][k] = h1 - strongest;
            }
        }
    }

    private static readonly (string Frequency, string Bandwidth, string Amplitude)[] Names =
    [
        ("F1frequency", "F1bandwidth", "F1amplitudeLogRelF0"),
        ("F2frequency", "F2bandwidth", "F2amplitudeLogRelF0"),
        ("F3frequency", "F3bandwidth", "F3amplitudeLogRelF0"),
    ];

    private double StrongestNear(double f0, double hz)
    {
        var nearest = Math.Max(1, (int)Math.Round(hz / f0));
        var best = HarmonicDb(f0, nearest);
        var last = (int)Math.Floor((1 + FormantReach) * hz / f0);
        for (var h = Math.Max(1, (int)Math.Ceiling((1 - FormantReach) * hz / f0)); h <= last; h++)
        {
            best = Math.Max(best, HarmonicDb(f0, h));
        }

        return best;
    }

    private double HarmonicDb(double f0, int harmonic)
    {
        var centre = harmonic * f0 * fft.Size / Rate;
        var reach = f0 / 4 * fft.Size / Rate;
        var low = Math.Clamp((int)Math.Ceiling(centre - reach), 1, power.Length - 2);
        var high = Math.Clamp((int)Math.Floor(centre + reach), low, power.Length - 2);
        var best = low;
        for (var k = low + 1; k <= high; k++)
        {
            best = power[k] > power[best] ? k : best;
        }

        var (a, b, c) = (Db(best - 1), Db(best), Db(best + 1));
        var bend = 2 * b - a - c;
        return b >= a && b >= c && bend > 0 ? b + (c - a) * (c - a) / 8 / bend : b;
    }

    private double Db(int bin) => 10 * Math.Log10(power[bin] + floor);
}
