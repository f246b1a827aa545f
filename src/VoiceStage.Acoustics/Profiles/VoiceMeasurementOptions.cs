namespace VoiceStage.Acoustics.Profiles;

/// <summary>How a recording is measured.</summary>
public sealed record VoiceMeasurementOptions
{
    /// <summary>Values that a quality gate would withhold are printed all the same. Default false.</summary>
    public bool IgnoreQualityGates { get; init; }

    /// <summary>Upper end of the formant search in hertz; null follows the measured bandwidth and the median F0.</summary>
    public double? FormantCeilingHz { get; init; }
}
