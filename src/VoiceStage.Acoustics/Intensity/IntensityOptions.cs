namespace VoiceStage.Acoustics.Intensity;

/// <summary>How level over time is measured.</summary>
public sealed record IntensityOptions
{
    /// <summary>Lowest pitch whose periods must not show as ripple, in hertz; the window is 6.4 periods of it. Default 100, Praat's.</summary>
    public double PitchFloorHz { get; init; } = 100;

    /// <summary>Time between frames in seconds; null takes 0.8 periods of the pitch floor, Praat's. Default null.</summary>
    public double? HopSeconds { get; init; }
}
