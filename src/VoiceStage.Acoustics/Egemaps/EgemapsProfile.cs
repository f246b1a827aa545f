using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Acoustics.Egemaps;

/// <summary>The eGeMAPS functionals of one recording and the tracks that they sum up.</summary>
public sealed record EgemapsProfile
{
    /// <summary>Version of the set and of our choices in it.</summary>
    public string Version { get; init; } = EgemapsMeasurement.Version;

    /// <summary>Every name of <see cref="EgemapsKeys.All"/>, in that order.</summary>
    public required IReadOnlyDictionary<string, Reading> Functionals { get; init; }

    /// <summary>The 25 low-level descriptors, smoothed; empty for a recording that is too short.</summary>
    public required IReadOnlyList<EgemapsTrack> Tracks { get; init; }

    /// <summary>Takes the two parts out.</summary>
    public void Deconstruct(out IReadOnlyDictionary<string, Reading> functionals, out IReadOnlyList<EgemapsTrack> tracks) =>
        (functionals, tracks) = (Functionals, Tracks);
}
