using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Cli.Evaluations;

/// <summary>What a room and a line do to a voice on its way to the service; sound at 16 kHz.</summary>
internal static class LineSound
{
    private const int Rate = 16_000;

    /// <summary>Noise that falls with frequency, as of a room with a fan: a first-order low-pass over white noise and the white noise itself, half of each.</summary>
    /// <param name="samples">Changed in place: brought to a level, the noise added, limited to full scale.</param>
    /// <param name="gain">Factor of the voice.</param>
    /// <param name="noise">Rough RMS of the noise, 0 for none.</param>
    /// <param name="random">Draws it.</param>
    public static void AddNoise(Span<float> samples, double gain, double noise, Random random)
    {
        var low = 0.0;
        for (var i = 0; i < samples.Length; i++)
        {
            var white = ((random.NextDouble() * 2) - 1) * 1.7;
            low += 0.1 * (white - low);
            samples[i] = (float)Math.Clamp((samples[i] * gain) + (noise * ((0.5 * white) + (2 * low))), -1, 1);
        }
    }

    /// <summary>The same sound after a telephone line: 8 kHz and mu-law, back at 16 kHz.</summary>
    public static float[] ThroughTelephone(float[] samples)
    {
        var narrow = Resampler.Resample(new Recording(samples, Rate), 8_000).Samples.ToArray();
        var codes = new byte[narrow.Length];
        G711.EncodeMuLaw(narrow, codes);
        G711.DecodeMuLaw(codes, narrow);
        return Resampler.Resample(new Recording(narrow, 8_000), Rate).Samples.ToArray();
    }

    /// <summary>RMS of the loudest 0.4 s: the level of a voice, not of its pauses.</summary>
    public static double LoudRms(float[] samples) =>
        Math.Sqrt(samples.Chunk(Rate / 50).Select(frame => frame.Average(x => (double)x * x)).OrderDescending().Take(20).Average());
}
