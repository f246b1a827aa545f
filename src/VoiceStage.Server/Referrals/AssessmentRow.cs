using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Server.Referrals;

/// <summary>One assessment: to whom it belongs, the patient's ticket, and what its journal says now (a projection, written with the events).</summary>
public sealed class AssessmentRow
{
    /// <summary>Assessment id.</summary>
    public required string Id { get; init; }
    /// <summary>Referral; empty when a session was opened without one.</summary>
    public required string ReferralId { get; init; }
    /// <summary>Patient.</summary>
    public required string PatientId { get; set; }
    /// <summary>Protocol to ask.</summary>
    public required string Protocol { get; set; }
    /// <summary>When it was made, UTC milliseconds.</summary>
    public required long CreatedMs { get; init; }
    /// <summary>Hash of the patient's ticket; null when none was issued.</summary>
    public string? TicketHash { get; set; }
    /// <summary>After this the ticket no longer works, UTC milliseconds; its first use moves it.</summary>
    public long TicketExpiryMs { get; set; }
    /// <summary>First use of the ticket, UTC milliseconds; null when unused.</summary>
    public long? TicketUsedMs { get; set; }
    /// <summary>Version of the journal that this row reflects; 0 before the call.</summary>
    public long JournalVersion { get; set; }
    /// <summary>Rate of the audio offsets; null before the first stream.</summary>
    public int? SampleRateHz { get; set; }
    /// <summary>Level decided so far; null before the first decision.</summary>
    public CareLevel? Level { get; set; }
    /// <summary>Reason codes of the level, JSON array.</summary>
    public string ReasonsJson { get; set; } = "[]";
    /// <summary>Whether the stage-1 score is at or above the site's threshold.</summary>
    public bool StageOneHigh { get; set; }
    /// <summary>Estimate that may raise a level, in [0, 1], for the order of the worklist; null while the model abstains.</summary>
    public double? Probability { get; set; }
    /// <summary>Words that the summary will quote, as far as they are known: what reading it costs.</summary>
    public int QuotedWords { get; set; }
    /// <summary>How it ended; null while it goes on.</summary>
    public SessionOutcome? Outcome { get; set; }
    /// <summary>Stable code of why it ended.</summary>
    public string? ClosedWhy { get; set; }
    /// <summary>Audio offset at which the session closed; the end of the call when no other end is journalled.</summary>
    public long? ClosedSample { get; set; }
    /// <summary>Audio offset at the end of the call; null while it goes on.</summary>
    public long? CallEndedSample { get; set; }
    /// <summary>When a call-back is due, UTC milliseconds; null when none is booked.</summary>
    public long? CallbackDueMs { get; set; }
    /// <summary>How often to call back before a person takes over.</summary>
    public int CallbackAttempts { get; set; }
}
