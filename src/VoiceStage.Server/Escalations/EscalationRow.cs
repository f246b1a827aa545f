using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Server.Escalations;

/// <summary>One case as stored: the projection of its session's journal and of its own paper trail.</summary>
public sealed class EscalationRow
{
    /// <summary>Case id.</summary>
    public required string Id { get; init; }
    /// <summary>Assessment it came from.</summary>
    public required string AssessmentId { get; init; }
    /// <summary>Patient.</summary>
    public required string PatientId { get; init; }
    /// <summary>Level now; rises only.</summary>
    public required CareLevel Level { get; set; }
    /// <summary>State.</summary>
    public required EscalationState State { get; set; }
    /// <summary>Whether the confirming question is still to come.</summary>
    public required bool Pending { get; set; }
    /// <summary>Reason codes, JSON array, most weighty first.</summary>
    public required string ReasonsJson { get; set; }
    /// <summary>Codes of annotations, JSON array, in order.</summary>
    public string AnnotationsJson { get; set; } = "[]";
    /// <summary>Whether stage 1 was high.</summary>
    public bool StageOneHigh { get; set; }
    /// <summary>When it was opened, UTC milliseconds.</summary>
    public required long OpenedMs { get; init; }
    /// <summary>When it came to the level it has, UTC milliseconds: the ladder's clock starts here.</summary>
    public required long LevelMs { get; set; }
    /// <summary>Audio offset at which it was opened.</summary>
    public required long OpenedSample { get; init; }
    /// <summary>A person must acknowledge before this, UTC milliseconds.</summary>
    public required long AcknowledgeDeadlineMs { get; set; }
    /// <summary>A person must have spoken with the patient before this, UTC milliseconds.</summary>
    public required long ContactDeadlineMs { get; set; }
    /// <summary>Rung of the ladder that was notified last, from 0.</summary>
    public int Rung { get; set; }
    /// <summary>How often the ladder has notified; part of each notice's id.</summary>
    public int LadderStep { get; set; }
    /// <summary>When the ladder acts next, UTC milliseconds; null once resolved.</summary>
    public required long? NextStepMs { get; set; }
    /// <summary>Who has it; null when nobody.</summary>
    public string? AcknowledgedBy { get; set; }
    /// <summary>When it was acknowledged, UTC milliseconds.</summary>
    public long? AcknowledgedMs { get; set; }
    /// <summary>Idempotence key of the acknowledgement.</summary>
    public string? AcknowledgeRequestId { get; set; }
    /// <summary>When a page was first receipted, UTC milliseconds.</summary>
    public long? FirstReceiptMs { get; set; }
    /// <summary>Audio offset of the call at that moment; null when the call's audio was not known.</summary>
    public long? FirstReceiptSample { get; set; }
    /// <summary>What was done; null until resolved.</summary>
    public EscalationResolution? Resolution { get; set; }
    /// <summary>Clinician's note on it.</summary>
    public string? ResolutionNote { get; set; }
    /// <summary>Who resolved it.</summary>
    public string? ResolvedBy { get; set; }
    /// <summary>When, UTC milliseconds.</summary>
    public long? ResolvedMs { get; set; }
    /// <summary>Idempotence key of the resolution.</summary>
    public string? ResolveRequestId { get; set; }
    /// <summary>How the assessment ended; null while it goes on.</summary>
    public SessionOutcome? Outcome { get; set; }
    /// <summary>Version of the resource; every change adds one.</summary>
    public required long Etag { get; set; }
}
