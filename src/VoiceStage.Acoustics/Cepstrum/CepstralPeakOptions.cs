namespace VoiceStage.Acoustics.Cepstrum;

/// <summary>How the smoothed cepstral peak prominence is measured; the defaults are the settings in common use with Praat.</summary>
public sealed record CepstralPeakOptions
{
    /// <summary>Lowest pitch that is looked for, in hertz; the window is six of its periods. Default 60.</summary>
    public double PitchFloorHz { get; init; } = 60;

    /// <summary>Highest pitch that is looked for, in hertz. Default 330.</summary>
    public double PitchCeilingHz { get; init; } = 330;

    /// <summary>Time between frames in seconds. Default 0.002.</summary>
    public double HopSeconds { get; init; } = 0.002;

    /// <summary>Half of the analysis rate in hertz. Default 5 000.</summary>
    public int HighestFrequencyHz { get; init; } = 5_000;

    /// <summary>Corner of the pre-emphasis in hertz. Default 50.</summary>
    public double PreemphasisFromHz { get; init; } = 50;

    /// <summary>Length over which the power cepstrum is averaged in time, in seconds. Default 0.01.</summary>
    public double TimeAveragingSeconds { get; init; } = 0.01;

    /// <summary>Length over which it is averaged in quefrency, in seconds. Default 0.001.</summary>
    public double QuefrencyAveragingSeconds { get; init; } = 0.001;
}
