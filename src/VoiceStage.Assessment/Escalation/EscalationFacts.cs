using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Assessment.Escalation;

/// <summary>Everything a level is decided from.</summary>
public sealed record EscalationFacts
{
    /// <summary>Final answers by item id.</summary>
    public required IReadOnlyDictionary<string, Answer> Answers { get; init; }

    /// <summary>Suicide items that are due by the protocol with these answers; all of them clear no is needed for low.</summary>
    public required IReadOnlyList<string> DueSuicideItemIds { get; init; }

    /// <summary>Whether no further question will be asked: what is still open then is missing.</summary>
    public bool IsOver { get; init; }

    /// <summary>Whether stage 1 is at or above the site's threshold; an unknown score is not high.</summary>
    public bool TextScoreIsHigh { get; init; }

    /// <summary>Whether an acute phrase was heard.</summary>
    public bool AcuteDisclosed { get; init; }

    /// <summary>What became of an ideation phrase.</summary>
    public IdeationState Ideation { get; init; }

    /// <summary>Whether the patient asked for a person.</summary>
    public bool HelpRequested { get; init; }

    /// <summary>Whether a part of the system failed.</summary>
    public bool HasFault { get; init; }

    /// <summary>The model's probability with a voice that never lowers; null when it abstains or there is none.</summary>
    public double? ProbabilityForLevel { get; init; }
}
