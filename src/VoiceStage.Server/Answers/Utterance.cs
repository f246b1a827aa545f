using VoiceStage.Acoustics.Profiles;
using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Answers;

/// <summary>One spoken or keyed answer, as it stands when its turn is over.</summary>
internal sealed record Utterance
{
    /// <summary>Everything known of it but its words.</summary>
    public required AnswerHeard Observed { get; init; }

    /// <summary>How it was listened for.</summary>
    public required Listening Listening { get; init; }

    /// <summary>Engines that heard it, or null when there was no speech.</summary>
    public Ears? Ears { get; init; }

    /// <summary>Its measures, which come beside the call, or null when it is not measured.</summary>
    public Task<VoiceProfile?>? Measured { get; init; }
}
