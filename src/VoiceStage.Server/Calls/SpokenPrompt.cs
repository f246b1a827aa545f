using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Calls;

/// <summary>A prompt that was sent and not yet heard to its end.</summary>
internal sealed class SpokenPrompt(PromptAsked asked, long callSamples, bool isJournalled)
{
    /// <summary>What is said.</summary>
    public PromptAsked Asked { get; } = asked;

    /// <summary>Its length in samples of the patient's audio.</summary>
    public long CallSamples { get; } = callSamples;

    /// <summary>False for the words of the fail-safe, which the journal does not know.</summary>
    public bool IsJournalled { get; } = isJournalled;

    /// <summary>Clock at which it counts as finished although nobody said so; null while it waits behind another.</summary>
    public long? FinishBy { get; set; }

    /// <summary>Clock at which it began to sound; null until reported.</summary>
    public long? StartedAt { get; set; }

    /// <summary>Whether we asked the client to stop it.</summary>
    public bool IsStopping { get; set; }

    /// <summary>How often it was said again because it was cut although it must not be.</summary>
    public int Repeats { get; set; }

    /// <summary>Sent once more as it was.</summary>
    public required V1.Prompt Message { get; init; }
}
