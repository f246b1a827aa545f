namespace VoiceStage.Acoustics.Formants;

/// <summary>How formants are measured.</summary>
public sealed record FormantOptions
{
    /// <summary>Upper end of the search in hertz; the analysis rate is twice this. Default 5 500.</summary>
    public double CeilingHz { get; init; } = 5_500;

    /// <summary>Formants expected below the ceiling; twice as many prediction coefficients. Default 5.</summary>
    public int Count { get; init; } = 5;

    /// <summary>Effective window length in seconds; the Gaussian window is twice as long. Default 0.025.</summary>
    public double WindowSeconds { get; init; } = 0.025;

    /// <summary>Time between frames in seconds, above 0. Null, the default, takes a quarter of <see cref="WindowSeconds"/> (6.25 ms).</summary>
    public double? HopSeconds { get; init; }

    /// <summary>Corner of the pre-emphasis in hertz. Default 50.</summary>
    public double PreemphasisFromHz { get; init; } = 50;
}
