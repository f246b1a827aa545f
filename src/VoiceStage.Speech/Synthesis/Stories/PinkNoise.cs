namespace VoiceStage.Speech.Synthesis.Stories;

/// <summary>Noise that falls by 3 dB per octave, as rooms and streets roughly do; the same for the same seed.</summary>
internal static class PinkNoise
{
    // White noise through poles and zeros that fall by 3 dB per octave within 0.5 dB: Paul Kellet's "economy" filter, musicdsp.org no. 76.
    private static readonly (double Pole, double Gain)[] Filters = [(0.99765, 0.0990460), (0.96300, 0.2965164), (0.57000, 1.0526913)];

    /// <summary>Noise with an RMS of 1.</summary>
    public static float[] Make(int sampleCount, int seed)
    {
        var random = new Random(seed);
        var memory = new double[Filters.Length];
        var noise = new float[sampleCount];
        var power = 0.0;
        for (var i = 0; i < sampleCount; i++)
        {
            var white = 2 * random.NextDouble() - 1;
            var sum = 0.1848 * white;
            for (var k = 0; k < Filters.Length; k++)
            {
                memory[k] = Filters[k].Pole * memory[k] + Filters[k].Gain * white;
                sum += memory[k];
            }

            noise[i] = (float)sum;
            power += sum * sum;
        }

        var scale = (float)(1 / Math.Sqrt(power / Math.Max(1, sampleCount)));
        for (var i = 0; i < sampleCount; i++)
        {
            noise[i] *= scale;
        }

        return noise;
    }
}
