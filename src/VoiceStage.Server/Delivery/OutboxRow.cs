namespace VoiceStage.Server.Delivery;

/// <summary>One notice to deliver over one channel, written in the same transaction as the event that asks for it.</summary>
public sealed class OutboxRow
{
    /// <summary>Derived from the event and the channel, so that writing it twice is impossible; the receiver's idempotency key.</summary>
    public required string Id { get; init; }
    /// <summary>What it says: see <see cref="NoticeKind"/>.</summary>
    public required NoticeKind Kind { get; init; }
    /// <summary>Name of the channel, for example <c>webhook</c>.</summary>
    public required string Channel { get; init; }
    /// <summary>Case; null when the notice is about an assessment alone.</summary>
    public string? EscalationId { get; init; }
    /// <summary>Assessment.</summary>
    public required string AssessmentId { get; init; }
    /// <summary>Rung notified.</summary>
    public int Rung { get; init; }
    /// <summary>Urgency: the care level as a number; greater goes first.</summary>
    public required int Urgency { get; init; }
    /// <summary>Body, JSON: ids, codes and times only.</summary>
    public required string PayloadJson { get; init; }
    /// <summary>When it was written, UTC milliseconds.</summary>
    public required long CreatedMs { get; init; }
    /// <summary>Not before this, UTC milliseconds.</summary>
    public required long DueMs { get; set; }
    /// <summary>Claimed until this, UTC milliseconds; 0 when free.</summary>
    public long LeaseUntilMs { get; set; }
    /// <summary>Times it was claimed.</summary>
    public int Attempts { get; set; }
    /// <summary>Receipted, UTC milliseconds; null while open.</summary>
    public long? DoneMs { get; set; }
    /// <summary>Given up after the last attempt, UTC milliseconds; null otherwise.</summary>
    public long? FailedMs { get; set; }
    /// <summary>Stable code of the last failure, or null.</summary>
    public string? LastError { get; set; }
}
