using Microsoft.EntityFrameworkCore;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;
using VoiceStage.Server.Delivery;
using VoiceStage.Server.Journal;
using VoiceStage.Server.Referrals;

namespace VoiceStage.Server.Escalations;

/// <summary>Turns a group of journalled events into the rows that follow from them, in the group's own transaction.</summary>
/// <remarks>
/// It only ever raises: a level, a reason or a deadline that stands is never taken back by a later event. A session that closes without a case gets
/// one at the level it has (unknown when none was decided), so that nobody is lost.
/// </remarks>
public sealed class EscalationProjection
{
    private readonly EscalationOptions options;
    private readonly Notices notices;

    /// <summary>Makes the projection.</summary>
    /// <param name="options">Deadlines and channels.</param>
    public EscalationProjection(EscalationOptions options)
    {
        options.Validate();
        this.options = options;
        notices = new(options);
    }

    /// <summary>Applies a group.</summary>
    /// <param name="db">Inside the transaction that holds the group.</param>
    /// <param name="entries">The group.</param>
    /// <param name="cancellation">Ends it; the transaction then rolls back.</param>
    /// <returns>Whether cases or notices changed.</returns>
    internal async Task<bool> ApplyAsync(VoiceStageDb db, IReadOnlyList<JournalEntry> entries, CancellationToken cancellation)
    {
        if (entries.Count == 0)
        {
            return false;
        }

        return await ApplyAsync(db, entries, "", advances: true, cancellation);
    }

    /// <summary>Applies a group that the session went on without: cases and notices as usual, but the journal's version is not moved.</summary>
    /// <remarks>The rules may never have seen its observation, so what asks for a person opens a case here: too much rather than too little.</remarks>
    internal async Task<bool> ApplyAsideAsync(VoiceStageDb db, IReadOnlyList<JournalEntry> entries, CancellationToken cancellation)
    {
        var changed = await ApplyAsync(db, entries, "orphan.", advances: false, cancellation);
        if (entries.Any(entry => entry.Event is EscalationOpened or EscalationRaised or SessionClosed))
        {
            return changed;
        }

        foreach (var entry in entries)
        {
            (CareLevel Level, string Reason)? asked = entry.Event switch
            {
                RiskPhraseHeard { Family: "acute" } => (CareLevel.Imminent, "store_failed.phrase.acute"),
                RiskPhraseHeard => (CareLevel.High, "store_failed.phrase.ideation"),
                ControlUsed { Control: ControlKind.NeedHelpNow } => (CareLevel.Imminent, "store_failed.help_requested"),
                CallEnded => (CareLevel.Unknown, "store_failed.call_ended"),
                _ => null,
            };
            if (asked is { } person && await db.Assessments.FindAsync([entry.SessionId], cancellation) is { } assessment)
            {
                var cases = await CasesAsync(db, entry.SessionId, cancellation);
                await RaiseToAsync(
                    db,
                    assessment,
                    entry,
                    $"orphan.{entry.SessionId}.{entry.Version}",
                    cases.Count > 0 ? cases[0].Id : entry.SessionId,
                    person.Level,
                    [person.Reason],
                    pending: false,
                    cancellation);
                changed = true;
            }
        }

        return changed;
    }

    private async Task<bool> ApplyAsync(VoiceStageDb db, IReadOnlyList<JournalEntry> entries, string keyPrefix, bool advances, CancellationToken cancellation)
    {
        var sessionId = entries[0].SessionId;
        var assessment = await db.Assessments.FindAsync([sessionId], cancellation) ?? Begin(db, sessionId, entries[0]);
        var changed = false;
        foreach (var entry in entries)
        {
            if (advances)
            {
                assessment.JournalVersion = entry.Version;
            }

            changed |= await ApplyAsync(db, assessment, entry, $"{keyPrefix}{entry.SessionId}.{entry.Version}", cancellation);
        }

        return changed;
    }

    private async Task<bool> ApplyAsync(VoiceStageDb db, AssessmentRow assessment, JournalEntry entry, string key, CancellationToken cancellation)
    {
        var nowMs = entry.RecordedTime.ToUnixTimeMilliseconds();
        switch (entry.Event)
        {
            case SessionOpened opened:
                assessment.PatientId = opened.Referral.PatientId;
                assessment.Protocol = opened.ProtocolId;
                assessment.StageOneHigh = opened.Referral.TextScore is { Scale: "probability" } score && score.Value >= options.StageOneHighProbability;
                assessment.QuotedWords = opened.Referral.Posts.Take(2).Sum(post => QuotedWords(post.Text));
                return false;
            case StreamConnected connected:
                assessment.SampleRateHz ??= connected.SampleRateHz;
                return false;
            case RiskEstimated { Estimate: var estimate }:
                assessment.Probability = estimate.ProbabilityForLevel;
                return false;
            case AnswerHeard heard:
                assessment.QuotedWords += QuotedWords(heard.TypedText ?? heard.Transcripts.Select(t => t.Text).OrderByDescending(t => t.Length).FirstOrDefault() ?? "");
                return false;
            case LevelDecided decided:
                assessment.Level = decided.Level;
                assessment.ReasonsJson = Codes.Write(decided.Reasons);
                return false;
            case EscalationOpened opened:
                await RaiseToAsync(db, assessment, entry, key, opened.EscalationId, opened.Level, opened.Reasons, opened.Pending, cancellation);
                return true;
            case EscalationRaised raised:
                await RaiseToAsync(db, assessment, entry, key, raised.EscalationId, raised.Level, raised.Reasons, pending: false, cancellation);
                return true;
            case EscalationAnnotated annotated:
                return await AnnotateAsync(db, key, annotated, nowMs, cancellation);
            case CallEnded:
                assessment.CallEndedSample ??= entry.AudioSample;
                return await TouchAsync(db, assessment.Id, cancellation);
            case CallbackBooked booked:
                await BookAsync(db, assessment, key, booked, nowMs, cancellation);
                return true;
            case SessionClosed closed:
                await CloseAsync(db, assessment, entry, key, closed, nowMs, cancellation);
                return true;
            default:
                return false;
        }
    }

    /// <summary>A quote is cut at 40 words.</summary>
    private static int QuotedWords(string text) => Math.Min(40, text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);

    private static AssessmentRow Begin(VoiceStageDb db, string sessionId, JournalEntry first)
    {
        var referral = (first.Event as SessionOpened)?.Referral;
        var row = new AssessmentRow
        {
            Id = sessionId,
            ReferralId = referral?.ReferralId ?? "",
            PatientId = referral?.PatientId ?? "",
            Protocol = (first.Event as SessionOpened)?.ProtocolId ?? "",
            CreatedMs = first.RecordedTime.ToUnixTimeMilliseconds(),
        };
        db.Assessments.Add(row);
        return row;
    }

    private async Task RaiseToAsync(
        VoiceStageDb db, AssessmentRow assessment, JournalEntry entry, string key, string id, CareLevel level, IReadOnlyList<string> reasons, bool pending, CancellationToken cancellation)
    {
        var row = await db.Escalations.FindAsync([id], cancellation);
        if (row is null)
        {
            Open(db, assessment, entry, key, id, level, reasons, pending);
            return;
        }

        row.ReasonsJson = Codes.Merge(row.ReasonsJson, reasons);
        row.Pending &= pending;
        row.Etag++;
        if (level <= row.Level)
        {
            return;
        }

        var nowMs = entry.RecordedTime.ToUnixTimeMilliseconds();
        row.Level = level;
        row.LevelMs = nowMs;
        row.Rung = 0;

        // Who acknowledged the lower level has not acknowledged this one; the names stay in the case's paper trail.
        row.State = EscalationState.Open;
        row.AcknowledgedBy = null;
        row.AcknowledgedMs = null;
        row.AcknowledgeRequestId = null;
        row.AcknowledgeDeadlineMs = Math.Min(row.AcknowledgeDeadlineMs, nowMs + (long)options.For(level).Acknowledge.TotalMilliseconds);
        row.ContactDeadlineMs = Math.Min(row.ContactDeadlineMs, EscalationClock.ContactDeadlineMs(options, level, row.StageOneHigh, nowMs));
        row.NextStepMs = Math.Max(nowMs, row.AcknowledgeDeadlineMs);
        notices.Add(db, NoticeKind.Raised, row, key, nowMs, EscalationClock.NotifyMs(options, level, nowMs));
    }

    private void Open(
        VoiceStageDb db, AssessmentRow assessment, JournalEntry entry, string key, string id, CareLevel level, IReadOnlyList<string> reasons, bool pending)
    {
        var nowMs = entry.RecordedTime.ToUnixTimeMilliseconds();
        var acknowledgeMs = nowMs + (long)options.For(level).Acknowledge.TotalMilliseconds;
        var row = new EscalationRow
        {
            Id = id,
            AssessmentId = assessment.Id,
            PatientId = assessment.PatientId,
            Level = level,
            State = EscalationState.Open,
            Pending = pending,
            ReasonsJson = Codes.Write(reasons),
            StageOneHigh = assessment.StageOneHigh,
            OpenedMs = nowMs,
            LevelMs = nowMs,
            OpenedSample = entry.AudioSample,
            AcknowledgeDeadlineMs = acknowledgeMs,
            ContactDeadlineMs = EscalationClock.ContactDeadlineMs(options, level, assessment.StageOneHigh, nowMs),
            NextStepMs = acknowledgeMs,
            Outcome = assessment.Outcome,
            Etag = 1,
        };
        db.Escalations.Add(row);
        notices.Add(db, level == CareLevel.Low ? NoticeKind.Digest : NoticeKind.Page, row, key, nowMs, EscalationClock.NotifyMs(options, level, nowMs));
    }

    private async Task<bool> AnnotateAsync(VoiceStageDb db, string key, EscalationAnnotated annotated, long nowMs, CancellationToken cancellation)
    {
        if (await db.Escalations.FindAsync([annotated.EscalationId], cancellation) is not { } row)
        {
            return false;
        }

        row.AnnotationsJson = Codes.Write([.. Codes.Read(row.AnnotationsJson), annotated.Code]);
        row.Pending = false;
        row.Etag++;
        notices.Add(db, NoticeKind.Annotated, row, key, nowMs, nowMs);
        return true;
    }

    private async Task BookAsync(VoiceStageDb db, AssessmentRow assessment, string key, CallbackBooked booked, long nowMs, CancellationToken cancellation)
    {
        var dueMs = nowMs + (long)(booked.WithinSeconds * 1000);
        assessment.CallbackDueMs = Math.Min(assessment.CallbackDueMs ?? dueMs, dueMs);
        assessment.CallbackAttempts = Math.Max(assessment.CallbackAttempts, booked.Attempts);
        var notice = AssessmentNotice(key, NoticeKind.CallbackDue, assessment, nowMs) with
        {
            Reasons = [booked.Reason],
            ContactDeadline = DateTimeOffset.FromUnixTimeMilliseconds(dueMs),
            Attempts = booked.Attempts,
        };
        notices.Add(db, notice, NoticeKind.CallbackDue, assessment.Id, assessment.Level ?? CareLevel.Unknown, nowMs);
        await TouchAsync(db, assessment.Id, cancellation);
    }

    private async Task CloseAsync(
        VoiceStageDb db, AssessmentRow assessment, JournalEntry entry, string key, SessionClosed closed, long nowMs, CancellationToken cancellation)
    {
        assessment.Outcome = closed.Outcome;
        assessment.ClosedWhy = closed.Why;
        assessment.ClosedSample ??= entry.AudioSample;
        var cases = await CasesAsync(db, assessment.Id, cancellation);
        var level = assessment.Level ?? CareLevel.Unknown;
        if (cases.Count == 0)
        {
            Open(db, assessment, entry, key, assessment.Id, level, Codes.Read(assessment.ReasonsJson), pending: false);
        }
        else if (cases.Max(row => row.Level) < level)
        {
            await RaiseToAsync(db, assessment, entry, key, cases[0].Id, level, Codes.Read(assessment.ReasonsJson), pending: false, cancellation);
        }

        foreach (var row in await CasesAsync(db, assessment.Id, cancellation))
        {
            row.Outcome = closed.Outcome;
            row.ReasonsJson = Codes.Write(FinalReasons(Codes.Read(assessment.ReasonsJson), Codes.Read(row.ReasonsJson)));
            row.Etag++;
        }

        notices.Add(db, AssessmentNotice(key, NoticeKind.AssessmentClosed, assessment, nowMs), NoticeKind.AssessmentClosed, assessment.Id, CareLevel.Low, nowMs);
    }

    /// <summary>At the end: what was decided last comes first; earlier reasons stay, except that something was unknown which has since been answered.</summary>
    private static IReadOnlyList<string> FinalReasons(IReadOnlyList<string> decided, IReadOnlyList<string> earlier) =>
        [.. decided.Concat(earlier.Where(code => !code.EndsWith("unanswered", StringComparison.Ordinal) && !code.EndsWith(":unclear", StringComparison.Ordinal))).Distinct()];

    private static async Task<bool> TouchAsync(VoiceStageDb db, string assessmentId, CancellationToken cancellation)
    {
        var cases = await CasesAsync(db, assessmentId, cancellation);
        cases.ForEach(row => row.Etag++);
        return cases.Count > 0;
    }

    /// <summary>Cases of an assessment, also those that this transaction has just made.</summary>
    private static async Task<List<EscalationRow>> CasesAsync(VoiceStageDb db, string assessmentId, CancellationToken cancellation)
    {
        await db.Escalations.Where(row => row.AssessmentId == assessmentId).LoadAsync(cancellation);
        return [.. db.Escalations.Local.Where(row => row.AssessmentId == assessmentId).OrderBy(row => row.OpenedMs)];
    }

    private static Notice AssessmentNotice(string key, NoticeKind kind, AssessmentRow assessment, long nowMs) => new()
    {
        Id = key,
        Kind = Notices.Name(kind),
        Assessment = $"assessments/{assessment.Id}",
        Level = assessment.Level is { } level ? Notices.Name(level) : null,
        Time = DateTimeOffset.FromUnixTimeMilliseconds(nowMs),
    };
}
