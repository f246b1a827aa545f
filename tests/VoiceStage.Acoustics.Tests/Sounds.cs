using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Tests;

/// <summary>Small signals with a known truth, made from numbers alone.</summary>
internal static class Sounds
{
    public static Recording Tone(double hz, double seconds, int rate = 16_000, double amplitude = 0.5) =>
        new(Enumerable.Range(0, (int)Math.Round(rate * seconds)).Select(i => (float)(amplitude * Math.Sin(2 * Math.PI * hz * i / rate))).ToArray(), rate);

    public static Recording Noise(double seconds, int rate = 16_000, double amplitude = 0.1, int seed = 1)
    {
        var random = new Random(seed);
        return new(Enumerable.Range(0, (int)Math.Round(rate * seconds)).Select(_ => (float)(amplitude * (2 * random.NextDouble() - 1))).ToArray(), rate);
    }

    public static Recording Silence(double seconds, int rate = 16_000) => new(new float[(int)Math.Round(rate * seconds)], rate);

    public static Recording Join(params Recording[] parts) =>
        new(parts.SelectMany(p => p.Samples.ToArray()).ToArray(), parts[0].SampleRateHz);

    public static Recording Mix(Recording a, Recording b) =>
        new(a.Samples.ToArray().Zip(b.Samples.ToArray(), (x, y) => x + y).ToArray(), a.SampleRateHz);

    public static Recording Scale(Recording recording, double factor) =>
        new(recording.Samples.ToArray().Select(x => (float)(x * factor)).ToArray(), recording.SampleRateHz);

    /// <summary>A pulse train through resonators (two-pole, unit gain at 0 Hz): a vowel with known F0 and formants, peak 0.5.</summary>
    public static Recording Vowel(double f0Hz, double seconds, double[] formantsHz, double[]? bandwidthsHz = null, int rate = 16_000)
    {
        var n = (int)Math.Round(rate * seconds);
        var x = new double[n];
        // A band-limited pulse: the sum of all harmonics below the Nyquist frequency, falling 6 dB an octave as the radiated glottal flow does.
        for (var k = 1; k * f0Hz < 0.49 * rate; k++)
        {
            for (var i = 0; i < n; i++)
            {
                x[i] += Math.Cos(2 * Math.PI * k * f0Hz * i / rate) / k;
            }
        }

        for (var f = 0; f < formantsHz.Length; f++)
        {
            var bandwidth = bandwidthsHz?[f] ?? 60 + 20 * f;
            var r = Math.Exp(-Math.PI * bandwidth / rate);
            var c1 = 2 * r * Math.Cos(2 * Math.PI * formantsHz[f] / rate);
            var c2 = -r * r;
            double y1 = 0, y2 = 0;
            for (var i = 0; i < n; i++)
            {
                var y = (1 - c1 - c2) * x[i] + c1 * y1 + c2 * y2;
                (y2, y1, x[i]) = (y1, y, y);
            }
        }

        var peak = x.Max(Math.Abs);
        return new(x.Select(v => (float)(0.5 * v / peak)).ToArray(), rate);
    }
}
