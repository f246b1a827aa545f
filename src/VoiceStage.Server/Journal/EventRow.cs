namespace VoiceStage.Server.Journal;

/// <summary>One stored line of a stream: a session (the assessment's id), the paper trail of a case (<c>escalation/{id}</c>), or groups that could not be folded (<c>orphan/{session}</c>).</summary>
public sealed class EventRow
{
    /// <summary>Stream; for a session the assessment's id.</summary>
    public required string Session { get; init; }
    /// <summary>1, 2, 3… without gaps.</summary>
    public required long Version { get; init; }
    /// <summary>Discriminator of the event, as in its JSON.</summary>
    public required string Type { get; init; }
    /// <summary>Version of the row's form.</summary>
    public required int SchemaVersion { get; init; }
    /// <summary>UTC milliseconds.</summary>
    public required long RecordedMs { get; init; }
    /// <summary>Samples of the assessment's audio processed.</summary>
    public required long AudioSample { get; init; }
    /// <summary>The event.</summary>
    public required string Json { get; init; }
    /// <summary>Hash of the row before, lower-case hex; 64 zeros for the first.</summary>
    public required string PreviousHash { get; init; }
    /// <summary>SHA-256 over this row and <see cref="PreviousHash"/>, lower-case hex.</summary>
    public required string Hash { get; init; }
}
