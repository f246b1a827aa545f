namespace VoiceStage.Server.Delivery;

/// <summary>What a receiver said to a notice.</summary>
/// <param name="IsReceipted">Whether it was taken: only then is it not sent again.</param>
/// <param name="StatusCode">Status the receiver gave, or null.</param>
/// <param name="Failure">Stable code of a failure (<c>TIMEOUT</c>, <c>UNREACHABLE</c>, <c>STATUS_503</c>), or null.</param>
public sealed record NoticeAnswer(bool IsReceipted, int? StatusCode, string? Failure);
