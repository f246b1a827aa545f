namespace VoiceStage.Server.Referrals;

/// <summary>The answer to a creation.</summary>
/// <param name="Referral">The stored referral.</param>
/// <param name="WasSeenBefore">Whether the request id had been used: nothing new was made, and no ticket is shown again.</param>
public sealed record CreatedReferral(StoredReferral Referral, bool WasSeenBefore);
