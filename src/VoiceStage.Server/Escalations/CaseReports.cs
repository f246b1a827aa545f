using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;
using VoiceStage.Server.Calls;
using VoiceStage.Server.Referrals;

namespace VoiceStage.Server.Escalations;

/// <summary>All that is known of one case. gRPC, the console, the printed page and the FHIR bundle show this and nothing else.</summary>
/// <param name="Case">Level, state, clocks.</param>
/// <param name="Summary">The hand-over.</param>
/// <param name="Session">What the call came to.</param>
/// <param name="Referral">What upstream knew; null when it is not known.</param>
/// <param name="Voice">How the answers were spoken, each with its task.</param>
/// <param name="Trail">What was done about it, oldest first.</param>
public sealed record CaseReport(
    EscalationCase Case, EscalationSummary Summary, Session Session, Referral? Referral, IReadOnlyList<VoiceEvidence> Voice, IReadOnlyList<(DateTimeOffset Time, CaseEvent Event)> Trail);

/// <summary>Reads <see cref="CaseReport"/>s.</summary>
internal sealed class CaseReports(EscalationStore store, ReferralStore referrals, ISessionJournal journal, RulesForProtocol rulesFor)
{
    /// <summary>The report of one case, or null when there is no such case.</summary>
    public async Task<CaseReport?> ReadAsync(string escalationId, CancellationToken cancellation)
    {
        if (await store.FindAsync(escalationId, cancellation) is not { } item)
        {
            return null;
        }

        var entries = await journal.LoadAsync(item.AssessmentId, cancellation);
        var session = Session.Fold(entries);
        var referral = (await referrals.FindByAssessmentAsync(item.AssessmentId, cancellation))?.Referral ?? session.Opened?.Referral;
        var voice = session.Opened is { } opened ? rulesFor(opened.ProtocolId).InputsOf(session).Voice : [];
        return new(item, EscalationSummaryBuilder.Build(item, entries, referral, voice), session, referral, voice, await store.ListTrailAsync(escalationId, cancellation));
    }
}
