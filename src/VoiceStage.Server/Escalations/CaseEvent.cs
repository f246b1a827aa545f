using System.Text.Json;
using System.Text.Json.Serialization;
using VoiceStage.Server.Delivery;
using VoiceStage.Server.Journal;

namespace VoiceStage.Server.Escalations;

/// <summary>One line of a case's paper trail, the stream <c>escalation/{id}</c>. It has versions of its own, so that a receipt never conflicts with the call that goes on.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(NoticeReceipted), "notice_receipted")]
[JsonDerivedType(typeof(NoticeGivenUp), "notice_given_up")]
[JsonDerivedType(typeof(RungNotified), "rung_notified")]
[JsonDerivedType(typeof(CaseAcknowledged), "case_acknowledged")]
[JsonDerivedType(typeof(CaseResolved), "case_resolved")]
[JsonDerivedType(typeof(CaseViewed), "case_viewed")]
[JsonDerivedType(typeof(CaseReassigned), "case_reassigned")]
[JsonDerivedType(typeof(CaseEscalated), "case_escalated")]
public abstract record CaseEvent
{
    /// <summary>Stream of a case.</summary>
    public static string Stream(string escalationId) => $"escalation/{escalationId}";

    /// <summary>Name of this event's type as stored.</summary>
    internal string TypeName => JsonNamingPolicy.SnakeCaseLower.ConvertName(GetType().Name);

    /// <summary>Adds it to the trail inside a transaction.</summary>
    internal async Task AddAsync(VoiceStageDb db, string escalationId, long nowMs, long audioSample, CancellationToken cancellation)
    {
        var tail = await StreamTail.OfAsync(db, Stream(escalationId), cancellation);
        tail.Add(TypeName, nowMs, audioSample, JsonSerializer.Serialize(this));
        await db.SaveChangesAsync(cancellation);
    }
}

/// <summary>A receiver took a notice.</summary>
/// <param name="OutboxId">Notice.</param>
/// <param name="Kind">What it said.</param>
/// <param name="Channel">Over which channel.</param>
/// <param name="StatusCode">Status the receiver gave; null for channels without one.</param>
public sealed record NoticeReceipted(string OutboxId, NoticeKind Kind, string Channel, int? StatusCode) : CaseEvent;

/// <summary>A notice was not taken by the last attempt; the ladder goes on.</summary>
/// <param name="OutboxId">Notice.</param>
/// <param name="Channel">Over which channel.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Code">Stable code of the last failure.</param>
public sealed record NoticeGivenUp(string OutboxId, string Channel, int Attempts, string Code) : CaseEvent;

/// <summary>A deadline was missed and a rung was notified.</summary>
/// <param name="Rung">Rung, from 0.</param>
/// <param name="Name">Its name.</param>
/// <param name="Step">Which notification of the ladder this is, from 1.</param>
/// <param name="Why"><c>unacknowledged</c> or <c>contact_overdue</c>.</param>
public sealed record RungNotified(int Rung, string Name, int Step, string Why) : CaseEvent;

/// <summary>Somebody has it.</summary>
/// <param name="By">Clinician.</param>
/// <param name="RequestId">Idempotence key, or null.</param>
public sealed record CaseAcknowledged(string By, string? RequestId) : CaseEvent;

/// <summary>It is done.</summary>
/// <param name="By">Clinician.</param>
/// <param name="Resolution">What was done.</param>
/// <param name="Note">Clinician's note.</param>
/// <param name="RequestId">Idempotence key, or null.</param>
public sealed record CaseResolved(string By, EscalationResolution Resolution, string Note, string? RequestId) : CaseEvent;

/// <summary>Somebody looked.</summary>
/// <param name="By">Clinician.</param>
/// <param name="What"><c>summary</c>, <c>audio</c> or <c>report</c>.</param>
public sealed record CaseViewed(string By, string What) : CaseEvent;

/// <summary>It went from one clinician to another: taken over when <paramref name="By"/> is <paramref name="To"/>.</summary>
/// <param name="By">Who did it.</param>
/// <param name="From">Who had it; null when nobody.</param>
/// <param name="To">Who has it.</param>
public sealed record CaseReassigned(string By, string? From, string To) : CaseEvent;

/// <summary>A clinician asks for the next rung now.</summary>
/// <param name="By">Clinician.</param>
/// <param name="Note">Why.</param>
public sealed record CaseEscalated(string By, string Note) : CaseEvent;
