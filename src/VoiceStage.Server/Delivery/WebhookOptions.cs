namespace VoiceStage.Server.Delivery;

/// <summary>The webhook that takes notices.</summary>
public sealed record WebhookOptions
{
    /// <summary>Where to post.</summary>
    public required Uri Url { get; init; }

    /// <summary>Secret shared with the receiver, at least 16 characters.</summary>
    public required string Secret { get; init; }

    /// <summary>How long one try may take. Default 5 s: a page that hangs is worth less than its next try.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);
}
