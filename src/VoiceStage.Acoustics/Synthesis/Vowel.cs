namespace VoiceStage.Acoustics.Synthesis;

/// <summary>One resonance of the vocal tract.</summary>
/// <param name="FrequencyHz">Centre, above 0.</param>
/// <param name="BandwidthHz">Width at −3 dB, above 0.</param>
public readonly record struct Resonance(double FrequencyHz, double BandwidthHz);

/// <summary>A vowel as five resonances; frequencies of adult men after Peterson and Barney (1952), the fourth and fifth customary.</summary>
public sealed record Vowel(IReadOnlyList<Resonance> Resonances)
{
    /// <summary>The vowel of "father".</summary>
    public static Vowel A { get; } = new([new(730, 80), new(1090, 90), new(2440, 120), new(3400, 150), new(4500, 200)]);

    /// <summary>The vowel of "see".</summary>
    public static Vowel I { get; } = new([new(270, 60), new(2290, 100), new(3010, 120), new(3500, 150), new(4500, 200)]);

    /// <summary>The vowel of "boot".</summary>
    public static Vowel U { get; } = new([new(300, 60), new(870, 80), new(2240, 120), new(3400, 150), new(4500, 200)]);

    /// <summary>The same vowel of a shorter or longer vocal tract: every resonance times a factor (about 1.17 for a woman).</summary>
    public Vowel Scaled(double factor) => new([.. Resonances.Select(r => r with { FrequencyHz = r.FrequencyHz * factor })]);
}
