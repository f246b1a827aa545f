using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Server.Escalations;

/// <summary>One case as clinicians see it.</summary>
public sealed record EscalationCase
{
    /// <summary>Case id.</summary>
    public required string Id { get; init; }
    /// <summary>Assessment.</summary>
    public required string AssessmentId { get; init; }
    /// <summary>Patient.</summary>
    public required string PatientId { get; init; }
    /// <summary>Level of care.</summary>
    public required CareLevel Level { get; init; }
    /// <summary>State.</summary>
    public required EscalationState State { get; init; }
    /// <summary>Whether the confirming question is still to come.</summary>
    public required bool Pending { get; init; }
    /// <summary>Reason codes, most weighty first.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }
    /// <summary>Codes of annotations, in order.</summary>
    public required IReadOnlyList<string> Annotations { get; init; }
    /// <summary>Whether stage 1 was high.</summary>
    public required bool StageOneHigh { get; init; }
    /// <summary>Estimate that may raise a level, in [0, 1]; null when the model abstained. For the order only.</summary>
    public double? Probability { get; init; }
    /// <summary>Words that the summary quotes, at most 200.</summary>
    public int ExpectedWords { get; init; }
    /// <summary>How the assessment ended; null while it goes on.</summary>
    public SessionOutcome? Outcome { get; init; }
    /// <summary>When it was opened.</summary>
    public required DateTimeOffset CreateTime { get; init; }
    /// <summary>A person must acknowledge before this.</summary>
    public required DateTimeOffset AcknowledgeDeadline { get; init; }
    /// <summary>A person must have spoken with the patient before this.</summary>
    public required DateTimeOffset ContactDeadline { get; init; }
    /// <summary>Rung notified last, from 0.</summary>
    public required int Rung { get; init; }
    /// <summary>Who has it; null when nobody.</summary>
    public string? AcknowledgedBy { get; init; }
    /// <summary>When it was acknowledged.</summary>
    public DateTimeOffset? AcknowledgeTime { get; init; }
    /// <summary>When the first page was receipted; null when none was.</summary>
    public DateTimeOffset? FirstReceiptTime { get; init; }
    /// <summary>Seconds of call audio at which the first page was receipted; null when none was.</summary>
    public double? EscalatedAtSeconds { get; init; }
    /// <summary>Seconds of call audio at the end of the call; null while it goes on.</summary>
    public double? CallEndedAtSeconds { get; init; }
    /// <summary>What was done; null until resolved.</summary>
    public EscalationResolution? Resolution { get; init; }
    /// <summary>When a call-back is due; null when none is booked.</summary>
    public DateTimeOffset? CallbackDueTime { get; init; }
    /// <summary>Version of the resource.</summary>
    public required string Etag { get; init; }
}
