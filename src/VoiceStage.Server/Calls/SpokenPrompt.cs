using VoiceStage.Assessment.RiskPhrases;
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

    /// <summary>How often it went on after it was cut for nothing, or although it must not be.</summary>
    public int Resumes { get; set; }

    /// <summary>Sample of its audio from which it sounds now: above 0 when it goes on.</summary>
    public long From { get; set; }

    /// <summary>Sample of its audio up to which it was heard when it was cut.</summary>
    public long HeardUpTo { get; set; }

    /// <summary>Clock by which the client should have said how much was heard of it; null while nobody stopped it.</summary>
    public long? ReportBy { get; set; }

    /// <summary>Samples of its audio; 0 when the client plays none.</summary>
    public long SampleCount => Message.AudioSampleCount;

    /// <summary>Risk phrases that stand in its own words.</summary>
    public required IReadOnlyList<RiskPhraseMatch> OwnPhrases { get; init; }

    /// <summary>As it was first sent, with all of its sound.</summary>
    public required V1.Prompt Message { get; init; }
}
