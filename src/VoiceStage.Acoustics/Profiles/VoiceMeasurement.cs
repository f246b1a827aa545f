using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Profiles;

/// <summary>How a recording is measured.</summary>
public sealed record VoiceMeasurementOptions
{
    /// <summary>Values that a quality gate would withhold are printed all the same. Default false.</summary>
    public bool IgnoreQualityGates { get; init; }

    /// <summary>Upper end of the formant search in hertz; null follows the measured bandwidth and the median F0.</summary>
    public double? FormantCeilingHz { get; init; }
}

/// <summary>Measures the <c>voice</c> set of a whole recording, by the definitions that Praat's manual gives.</summary>
public static class VoiceMeasurement
{
    /// <summary>Version of the measure set.</summary>
    public const string Version = "voice/1";

    /// <summary>Measures everything in <see cref="VoiceSetKeys.All"/>.</summary>
    /// <param name="recording">Any length; what is too short for a measure withholds that measure.</param>
    /// <param name="options">Null takes the defaults.</param>
    /// <param name="cancellation">Checked between measures.</param>
    /// <returns>A profile with every key present.</returns>
    public static VoiceProfile Measure(Recording recording, VoiceMeasurementOptions? options = null, CancellationToken cancellation = default) =>
        throw new NotImplementedException();
}
