using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Calls;

/// <summary>What an assessment was made for.</summary>
/// <param name="Referral">What upstream knew.</param>
/// <param name="ProtocolId">What is to be asked.</param>
public sealed record CallPurpose(Referral Referral, string ProtocolId);

/// <summary>Finds what an assessment was made for; null when there is no such assessment.</summary>
/// <param name="assessmentId">Id without the collection.</param>
/// <param name="cancellation">Cancels.</param>
public delegate Task<CallPurpose?> FindPurpose(string assessmentId, CancellationToken cancellation);
