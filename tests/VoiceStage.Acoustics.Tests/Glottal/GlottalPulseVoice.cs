using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Synthesis;

namespace VoiceStage.Acoustics.Tests.Glottal;

/// <summary>A voice with known glottal flow: pulses at² − bt³ that shut at once (Klatt and Klatt 1990), through the resonances of a vowel.</summary>
internal static class GlottalPulseVoice
{
    private const int Oversampling = 4;

    /// <summary>Amplitude over steepest fall and period: (4/27)aTe² / (aTe · T).</summary>
    public static double NormalisedAmplitudeQuotient(double openQuotient) => 4.0 / 27 * openQuotient;

    /// <summary>Share of the period above half of the highest flow: the pulse x²(1 − x) lies above half of 4/27 from 0.3949 to 0.8903 of its open time.</summary>
    public static double QuasiOpenQuotient(double openQuotient)
    {
        double Root(double low, double high)
        {
            for (var i = 0; i < 60; i++)
            {
                var middle = (low + high) / 2;
                var isAbove = middle * middle * (1 - middle) > 2.0 / 27;
                (low, high) = isAbove == (middle < 2.0 / 3) ? (low, middle) : (middle, high);
            }

            return low;
        }

        return openQuotient * (Root(2.0 / 3, 1) - Root(0, 2.0 / 3));
    }

    /// <summary>Speaks for 1.5 s.</summary>
    public static Recording Speak(double f0Hz, double openQuotient, Vowel vowel, int rateHz = 16_000, double peak = 0.5, double noise = 0)
    {
        var rate = rateHz * Oversampling;
        var samples = new double[rate * 3 / 2];
        var phase = 0.0;
        for (var n = 0; n < samples.Length; n++)
        {
            var x = phase / openQuotient;
            samples[n] = x < 1 ? 2 * x - 3 * x * x : 0;
            phase += f0Hz / rate;
            phase -= Math.Floor(phase);
        }

        foreach (var (frequency, bandwidth) in vowel.Resonances.Where(r => r.FrequencyHz < 0.45 * rateHz))
        {
            var radius = Math.Exp(-Math.PI * bandwidth / rate);
            var (a1, a2) = (-2 * radius * Math.Cos(2 * Math.PI * frequency / rate), radius * radius);
            var gain = 1 + a1 + a2;
            double y1 = 0, y2 = 0;
            foreach (ref var value in samples.AsSpan())
            {
                var y = gain * value - a1 * y1 - a2 * y2;
                (y2, y1) = (y1, y);
                value = y;
            }
        }

        var random = new Random(5);
        var largest = samples.Max(Math.Abs);
        var sound = samples.Select(x => (float)(peak * (x / largest + noise * (2 * random.NextDouble() - 1)))).ToArray();
        return Resampler.Resample(new Recording(sound, rate), rateHz);
    }
}
