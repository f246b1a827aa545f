namespace VoiceStage.Acoustics.Synthesis;

/// <summary>What noise is added to a synthetic voice.</summary>
public enum VoiceNoise
{
    /// <summary>White up to half the sample rate.</summary>
    White,
    /// <summary>Shaped by the vowel, like breath.</summary>
    Vowel,
}

/// <summary>A point of a contour; straight lines lie between points and the ends continue level.</summary>
/// <param name="TimeSeconds">When, from the start.</param>
/// <param name="Value">The value there.</param>
public readonly record struct ContourPoint(double TimeSeconds, double Value);

/// <summary>The truth of a synthetic voice.</summary>
public sealed record SyntheticVoiceOptions
{
    /// <summary>Samples per second, 4 000 to 384 000. Default 16 000.</summary>
    public int SampleRateHz { get; init; } = 16_000;

    /// <summary>Length in seconds, above 0 and at most 3 600. Default 3.</summary>
    public double DurationSeconds { get; init; } = 3;

    /// <summary>F0 in hertz where <see cref="F0Contour"/> is empty. Default 120.</summary>
    public double F0Hz { get; init; } = 120;

    /// <summary>F0 in hertz over time, in time order; empty = constant.</summary>
    public IReadOnlyList<ContourPoint> F0Contour { get; init; } = [];

    /// <summary>Depth of vibrato as a ratio of F0. Default 0.</summary>
    public double VibratoDepthRatio { get; init; }

    /// <summary>Rate of vibrato in hertz. Default 5.</summary>
    public double VibratoHz { get; init; } = 5;

    /// <summary>Expected local jitter as a ratio; independent Gaussian deviations of every period. Default 0.</summary>
    public double JitterLocalRatio { get; init; }

    /// <summary>Expected local shimmer as a ratio; independent Gaussian deviations of every pulse's amplitude. Default 0.</summary>
    public double ShimmerLocalRatio { get; init; }

    /// <summary>Harmonics-to-noise ratio of the whole recording in dB, exact; null = no noise. Default null.</summary>
    public double? HnrDb { get; init; }

    /// <summary>Shape of the noise. Default white.</summary>
    public VoiceNoise Noise { get; init; } = VoiceNoise.White;

    /// <summary>The vowel; resonances at or above 0.47 of the sample rate are left out. Default the vowel of "father".</summary>
    public Vowel Vowel { get; init; } = Vowel.A;

    /// <summary>Gain over time (1 = full, 0 = silence), in time order, on pulses and noise alike; empty = constant.</summary>
    public IReadOnlyList<ContourPoint> GainContour { get; init; } = [];

    /// <summary>Largest magnitude of the result. Default 0.5.</summary>
    public double PeakLevel { get; init; } = 0.5;

    /// <summary>The same seed and options give the same samples. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    internal void RequireValid()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(SampleRateHz, 4_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SampleRateHz, 384_000);
        Require(DurationSeconds is > 0 and <= 3_600, DurationSeconds, nameof(DurationSeconds), "above 0, at most 3600 s");
        Require(F0Hz is >= 10 and <= 2_000 && F0Contour.All(p => p.Value is >= 10 and <= 2_000), F0Hz, nameof(F0Hz), "10 to 2000 Hz, and so the contour");
        Require(VibratoDepthRatio is >= 0 and <= 0.5, VibratoDepthRatio, nameof(VibratoDepthRatio), "0 to 0.5");
        Require(JitterLocalRatio is >= 0 and <= 0.2, JitterLocalRatio, nameof(JitterLocalRatio), "0 to 0.2");
        Require(ShimmerLocalRatio is >= 0 and <= 0.5, ShimmerLocalRatio, nameof(ShimmerLocalRatio), "0 to 0.5");
        Require(HnrDb is null or (>= -40 and <= 120), HnrDb ?? 0, nameof(HnrDb), "-40 to 120 dB");
        Require(PeakLevel is > 0 and <= 1, PeakLevel, nameof(PeakLevel), "above 0, at most 1");
        Require(Vowel.Resonances.Count is > 0 and <= 8 && Vowel.Resonances.All(r => r.FrequencyHz > 0 && r.BandwidthHz > 0), Vowel.Resonances.Count, nameof(Vowel), "1 to 8 resonances above 0 Hz");
    }

    private static void Require(bool condition, double value, string name, string range)
    {
        if (!condition) throw new ArgumentOutOfRangeException(name, value, range);
    }
}
