namespace VoiceStage.Server.Escalations;

/// <summary>What became of a clinician's change.</summary>
public enum CaseChangeOutcome
{
    /// <summary>Done, or done already by the same request.</summary>
    Done,
    /// <summary>There is no such case.</summary>
    NotFound,
    /// <summary>The case changed since it was seen.</summary>
    Stale,
    /// <summary>Another clinician was first.</summary>
    TakenByAnother,
    /// <summary>It is resolved already.</summary>
    AlreadyResolved,
}

/// <summary>The answer to a clinician's change.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Case">The case as it is now; null when there is none.</param>
public sealed record CaseChange(CaseChangeOutcome Outcome, EscalationCase? Case);
