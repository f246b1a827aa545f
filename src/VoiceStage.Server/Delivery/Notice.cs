using System.Text.Json.Serialization;

namespace VoiceStage.Server.Delivery;

/// <summary>What leaves the house: ids, codes and times. Never a name, an answer or a word that a patient said or wrote.</summary>
public sealed record Notice
{
    /// <summary>Idempotency key: the same notice sent twice has the same id.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }
    /// <summary><c>page</c>, <c>raised</c>, <c>annotated</c>, <c>unacknowledged</c>, <c>contact_overdue</c>, <c>callback_due</c>, <c>assessment_closed</c>, <c>digest</c>, <c>store_failed</c>.</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }
    /// <summary><c>escalations/{id}</c>; null when it is about an assessment alone.</summary>
    [JsonPropertyName("escalation")]
    public string? Escalation { get; init; }
    /// <summary><c>assessments/{id}</c>.</summary>
    [JsonPropertyName("assessment")]
    public required string Assessment { get; init; }
    /// <summary><c>imminent</c>, <c>high</c>, <c>moderate</c>, <c>unknown</c>, <c>low</c>; null when not decided.</summary>
    [JsonPropertyName("level")]
    public string? Level { get; init; }
    /// <summary>Whether the confirming question is still to come.</summary>
    [JsonPropertyName("pending")]
    public bool Pending { get; init; }
    /// <summary>Stable reason codes, most weighty first.</summary>
    [JsonPropertyName("reasons")]
    public IReadOnlyList<string> Reasons { get; init; } = [];
    /// <summary>Whom it is for, for example <c>on_duty</c>.</summary>
    [JsonPropertyName("rung")]
    public string? Rung { get; init; }
    /// <summary>When what it tells happened, UTC.</summary>
    [JsonPropertyName("time")]
    public required DateTimeOffset Time { get; init; }
    /// <summary>Acknowledge before this, UTC; null when nothing is to be acknowledged.</summary>
    [JsonPropertyName("acknowledge_deadline")]
    public DateTimeOffset? AcknowledgeDeadline { get; init; }
    /// <summary>Speak with the patient before this, UTC.</summary>
    [JsonPropertyName("contact_deadline")]
    public DateTimeOffset? ContactDeadline { get; init; }
    /// <summary>Call-backs before a person takes over; null when none is booked.</summary>
    [JsonPropertyName("attempts")]
    public int? Attempts { get; init; }
}
