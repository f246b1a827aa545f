namespace VoiceStage.Server.Delivery;

/// <summary>Proof that a receiver took a notice.</summary>
public sealed class ReceiptRow
{
    /// <summary>The notice.</summary>
    public required string OutboxId { get; init; }
    /// <summary>Case, or null.</summary>
    public string? EscalationId { get; init; }
    /// <summary>Channel.</summary>
    public required string Channel { get; init; }
    /// <summary>Status the receiver gave, or null for channels without one.</summary>
    public int? StatusCode { get; init; }
    /// <summary>When the receipt was journalled, UTC milliseconds.</summary>
    public required long ReceivedMs { get; init; }
    /// <summary>Audio offset of the call at that moment; null when unknown.</summary>
    public long? AudioSample { get; init; }
}
