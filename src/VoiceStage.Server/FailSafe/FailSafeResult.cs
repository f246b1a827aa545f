namespace VoiceStage.Server.FailSafe;

/// <summary>What the fail-safe could do.</summary>
/// <param name="IsSpooled">Whether the group is safe on disk.</param>
/// <param name="PagedChannels">Channels that took the direct page.</param>
public sealed record FailSafeResult(bool IsSpooled, IReadOnlyList<string> PagedChannels);
