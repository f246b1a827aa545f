namespace VoiceStage.Acoustics.Timing;

/// <summary>How syllables are counted.</summary>
public sealed record SyllableOptions
{
    /// <summary>Weight of the mean of the bands' decibels beside the decibels of their mean, 0 to 1. Default 0.7.</summary>
    /// <remarks>The mean of decibels falls when a nasal or an /l/ empties the upper formants although the total level stays; alone it would listen to noise.</remarks>
    public double BandShare { get; init; } = 0.7;

    /// <summary>Width of the smoothing at 4.5 syllables a second (standard deviation of a Gaussian), in seconds. Default 0.01: one period of a low voice.</summary>
    public double SmoothingSeconds { get; init; } = 0.01;

    /// <summary>How far a nucleus must stand above the dips beside it, in dB. Default 2, as in de Jong and Wempe (2009).</summary>
    public double ProminenceDb { get; init; } = 2;

    /// <summary>How far below the loud parts a nucleus may lie, in dB. Default 25, as in de Jong and Wempe (2009).</summary>
    public double DepthDb { get; init; } = 25;
}
