namespace VoiceStage.Acoustics.Streaming;

/// <summary>How an answer is measured while it is spoken.</summary>
public sealed record VoiceProfilerOptions
{
    /// <summary>Longest answer that is measured, in seconds, 1 to 3 600; what comes later is not, and the profile says so. Default 300.</summary>
    /// <remarks>Memory follows it: about 32 KB a second for the samples at 16 kHz and up to 24 KiB a second for the frames.</remarks>
    public double LongestAnswerSeconds { get; init; } = 300;

    /// <summary>Values that a quality gate would withhold are given all the same. Default false.</summary>
    public bool IgnoreQualityGates { get; init; }

    /// <summary>Upper end of the formant search in hertz; null follows the measured bandwidth and the median F0. Default null.</summary>
    public double? FormantCeilingHz { get; init; }
}
