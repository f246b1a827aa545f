using VoiceStage.Server.Errors;
using VoiceStage.Server.Referrals;
using VoiceStage.Server.Settings;

namespace VoiceStage.Server.Security;

/// <summary>Decides whether a patient's stream may have the assessment that its <c>open</c> names, and binds the ticket to the call.</summary>
/// <remarks>
/// <para>A ticket is for one assessment. It must first open a call before its expiry (72 h after it was issued, by default). That first use binds it
/// to the call: from then on it works only to resume this assessment, for 3 h by default, as long as the assessment is not closed. A fresh
/// ticket for the same assessment ends the earlier one, also for streams that open later. The session's single writer sees to it that a
/// stream that resumes takes the call over from the one before.</para>
/// <para>Whoever holds a bound ticket within that time can take the call over; that is the price of resuming from any device and process.</para>
/// </remarks>
public sealed class CallAdmission(ReferralStore referrals, TicketSettings settings)
{
    /// <summary>Checks the ticket against the assessment and binds it. Whether the assessment is closed is for the session to say.</summary>
    /// <param name="caller">Patient of the stream.</param>
    /// <param name="assessmentId">Id that <c>open</c> names, without the collection.</param>
    /// <param name="cancellation">Cancels the wait for the store.</param>
    /// <returns>When the stream's right to the call ends.</returns>
    /// <exception cref="CallRefusedException">PERMISSION_DENIED: another assessment, whether it exists or not; CREDENTIAL_EXPIRED;
    /// CONSENT_WITHDRAWN: before the call began.</exception>
    public async Task<DateTimeOffset> AdmitAsync(Caller caller, string assessmentId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (caller.TicketHash is not { } hash || !string.Equals(caller.AssessmentId, assessmentId, StringComparison.Ordinal))
        {
            throw ErrorCodes.PermissionDenied.Refusal();
        }

        var assessment = await referrals.RedeemTicketAsync(hash, settings.Call, cancellation) ?? throw ErrorCodes.CredentialExpired.Refusal();
        // Once the call has begun, its own rules know of the withdrawal, and it may be resumed to be ended kindly.
        if (assessment.JournalVersion == 0 && await referrals.FindByAssessmentAsync(assessmentId, cancellation) is { WithdrawTime: not null })
        {
            throw ErrorCodes.ConsentWithdrawn.Refusal();
        }

        return DateTimeOffset.FromUnixTimeMilliseconds(assessment.TicketExpiryMs);
    }
}
