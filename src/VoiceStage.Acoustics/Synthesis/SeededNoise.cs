namespace VoiceStage.Acoustics.Synthesis;

/// <summary>Gaussian numbers that are the same on every machine and runtime: SplitMix64 and Box–Muller.</summary>
internal sealed class SeededNoise(ulong seed)
{
    private ulong state = seed;
    private double? spare;

    /// <summary>A Gaussian number with mean 0 and standard deviation 1.</summary>
    public double Gaussian()
    {
        if (spare is { } kept)
        {
            spare = null;
            return kept;
        }
        var radius = Math.Sqrt(-2 * Math.Log(1 - Uniform()));
        var (sine, cosine) = Math.SinCos(2 * Math.PI * Uniform());
        spare = radius * sine;
        return radius * cosine;
    }

    // 53 random bits in [0, 1).
    private double Uniform()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
