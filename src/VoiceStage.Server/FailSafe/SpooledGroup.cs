using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.FailSafe;

/// <summary>A group that the store did not take.</summary>
/// <param name="SessionId">Session.</param>
/// <param name="ExpectedVersion">Version it was drawn from; null when the caller did not know.</param>
/// <param name="Time">Time the rules saw.</param>
/// <param name="AudioSample">Audio offset the rules saw.</param>
/// <param name="Events">The observation and its consequences.</param>
public sealed record SpooledGroup(string SessionId, long? ExpectedVersion, DateTimeOffset Time, long AudioSample, IReadOnlyList<SessionEvent> Events);
