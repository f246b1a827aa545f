namespace VoiceStage.Acoustics.Timing;

/// <summary>How syllables are counted.</summary>
public sealed record SyllableOptions
{
    /// <summary>Lower end of the band whose level is followed, in hertz. Default 300: above the pitch, below the first formants of most vowels.</summary>
    public double LowestHz { get; init; } = 300;

    /// <summary>Upper end, in hertz. Default 2 800: the vowels' first two or three formants, without the fricatives; inside the telephone band.</summary>
    public double HighestHz { get; init; } = 2_800;

    /// <summary>Width of the smoothing (standard deviation of a Gaussian), in seconds. Default 0.02.</summary>
    public double SmoothingSeconds { get; init; } = 0.02;

    /// <summary>How far a nucleus must stand above the dips on both sides, in dB. Default 2, as in de Jong and Wempe (2009).</summary>
    public double ProminenceDb { get; init; } = 2;

    /// <summary>How far below the loud parts a nucleus may lie, in dB. Default 25, as in de Jong and Wempe (2009).</summary>
    public double DepthDb { get; init; } = 25;
}
