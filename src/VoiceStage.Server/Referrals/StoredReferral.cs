using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Referrals;

/// <summary>One referral with what the store knows about it.</summary>
/// <param name="Referral">What upstream knew, posts included.</param>
/// <param name="Owner">Upstream service that may read it.</param>
/// <param name="AssessmentId">Assessment made for it.</param>
/// <param name="Protocol">Protocol to ask.</param>
/// <param name="CreateTime">When it arrived.</param>
/// <param name="WithdrawTime">When consent was withdrawn on the patient's behalf; null when not.</param>
/// <param name="Etag">Version of the resource.</param>
public sealed record StoredReferral(
    Referral Referral, string Owner, string AssessmentId, string Protocol, DateTimeOffset CreateTime, DateTimeOffset? WithdrawTime, string Etag);
