using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VoiceStage.Server.Delivery;
using VoiceStage.Server.Journal;
using VoiceStage.Server.Referrals;

namespace VoiceStage.Server.Escalations;

/// <summary>Cases: read in priority order, acknowledged and resolved by clinicians.</summary>
public sealed class EscalationStore
{
    // A site with more open cases than this has another problem than paging.
    private const int CaseLimit = 10_000;

    private readonly IDbContextFactory<VoiceStageDb> contexts;
    private readonly StoreWriter writer;
    private readonly StoreSignals signals;
    private readonly TimeProvider time;

    /// <summary>Makes the store.</summary>
    public EscalationStore(IDbContextFactory<VoiceStageDb> contexts, StoreWriter writer, StoreSignals signals, TimeProvider time) =>
        (this.contexts, this.writer, this.signals, this.time) = (contexts, writer, signals, time);

    /// <summary>One case; null when there is none.</summary>
    public async Task<EscalationCase?> FindAsync(string escalationId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await FindAsync(db, escalationId, cancellation);
    }

    /// <summary>Cases of one assessment, oldest first; usually one.</summary>
    public async Task<IReadOnlyList<EscalationCase>> ListByAssessmentAsync(string assessmentId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = await db.Escalations.AsNoTracking().Where(row => row.AssessmentId == assessmentId).OrderBy(row => row.OpenedMs).ToListAsync(cancellation);
        var assessment = await db.Assessments.AsNoTracking().FirstOrDefaultAsync(row => row.Id == assessmentId, cancellation);
        return [.. rows.Select(row => Read(row, assessment))];
    }

    /// <summary>All cases in priority order.</summary>
    /// <param name="showResolved">Resolved ones too, at the end.</param>
    /// <param name="cancellation">Ends the read.</param>
    public async Task<IReadOnlyList<EscalationCase>> ListWorklistAsync(bool showResolved, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = await (
            from row in db.Escalations.AsNoTracking()
            where showResolved || row.State != EscalationState.Resolved
            // Closed ones last, so that the limit never cuts off a case that somebody still waits in.
            orderby row.State == EscalationState.Resolved, row.Level descending, row.OpenedMs
            join assessment in db.Assessments.AsNoTracking() on row.AssessmentId equals assessment.Id into assessments
            from assessment in assessments.DefaultIfEmpty()
            select new { Row = row, Assessment = assessment }).Take(CaseLimit).ToListAsync(cancellation);
        return Worklist.Order(rows.Select(pair => Read(pair.Row, pair.Assessment)), time.GetUtcNow());
    }

    /// <summary>"I have it." Stops the ladder; the contact deadline goes on.</summary>
    /// <param name="escalationId">Case.</param>
    /// <param name="by">Clinician.</param>
    /// <param name="etag">Version that was seen; null or empty takes any.</param>
    /// <param name="requestId">Idempotence key, or null.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<CaseChange> AcknowledgeAsync(string escalationId, string by, string? etag, string? requestId, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(by);
        return ChangeAsync(
            escalationId,
            row =>
            {
                if (row.State == EscalationState.Acknowledged && row.AcknowledgedBy == by && (string.IsNullOrEmpty(requestId) || row.AcknowledgeRequestId == requestId))
                {
                    return (CaseChangeOutcome.Done, null);
                }

                if (row.State != EscalationState.Open)
                {
                    return (row.State == EscalationState.Resolved ? CaseChangeOutcome.AlreadyResolved : CaseChangeOutcome.TakenByAnother, null);
                }

                if (IsStale(row, etag))
                {
                    return (CaseChangeOutcome.Stale, null);
                }

                var nowMs = NowMs();
                row.State = EscalationState.Acknowledged;
                row.AcknowledgedBy = by;
                row.AcknowledgedMs = nowMs;
                row.AcknowledgeRequestId = requestId;
                row.NextStepMs = row.ContactDeadlineMs;
                return (CaseChangeOutcome.Done, new CaseAcknowledged(by, requestId));
            },
            cancellation);
    }

    /// <summary>Ends a case with what was done.</summary>
    /// <param name="escalationId">Case.</param>
    /// <param name="by">Clinician.</param>
    /// <param name="etag">Version that was seen; null or empty takes any.</param>
    /// <param name="requestId">Idempotence key, or null.</param>
    /// <param name="resolution">What was done.</param>
    /// <param name="note">Free text, at most 2 000 characters; required for a false alarm.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<CaseChange> ResolveAsync(
        string escalationId, string by, string? etag, string? requestId, EscalationResolution resolution, string note, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(by);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(note.Length, 2_000, nameof(note));
        if (!Enum.IsDefined(resolution))
        {
            throw new ArgumentOutOfRangeException(nameof(resolution), resolution, "name what was done");
        }

        if (resolution == EscalationResolution.FalseAlarm && string.IsNullOrWhiteSpace(note))
        {
            throw new ArgumentException("a false alarm needs a reason", nameof(note));
        }

        return ChangeAsync(
            escalationId,
            row =>
            {
                if (row.State == EscalationState.Resolved)
                {
                    var isRepeat = !string.IsNullOrEmpty(requestId) && row.ResolveRequestId == requestId && row.ResolvedBy == by;
                    return (isRepeat ? CaseChangeOutcome.Done : CaseChangeOutcome.AlreadyResolved, null);
                }

                if (IsStale(row, etag))
                {
                    return (CaseChangeOutcome.Stale, null);
                }

                row.State = EscalationState.Resolved;
                row.Resolution = resolution;
                row.ResolutionNote = note;
                row.ResolvedBy = by;
                row.ResolvedMs = NowMs();
                row.ResolveRequestId = requestId;
                row.NextStepMs = null;
                return (CaseChangeOutcome.Done, new CaseResolved(by, resolution, note, requestId));
            },
            cancellation);
    }

    /// <summary>Gives a case to a clinician: a take-over when it is the caller.</summary>
    /// <param name="escalationId">Case.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="to">Who has it then.</param>
    /// <param name="etag">Version that was seen; a newer one is not overwritten.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<CaseChange> ReassignAsync(string escalationId, string by, string to, string etag, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(by);
        ArgumentException.ThrowIfNullOrEmpty(to);
        ArgumentException.ThrowIfNullOrEmpty(etag);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to.Length, 200, nameof(to));
        return ChangeAsync(
            escalationId,
            row =>
            {
                if (row.State == EscalationState.Resolved || IsStale(row, etag))
                {
                    return (row.State == EscalationState.Resolved ? CaseChangeOutcome.AlreadyResolved : CaseChangeOutcome.Stale, null);
                }

                var from = row.AcknowledgedBy;
                row.State = EscalationState.Acknowledged;
                row.AcknowledgedBy = to;
                row.AcknowledgedMs = NowMs();
                row.AcknowledgeRequestId = null;
                row.NextStepMs = row.ContactDeadlineMs;
                return (CaseChangeOutcome.Done, new CaseReassigned(by, from, to));
            },
            cancellation);
    }

    /// <summary>Notifies the next rung of the ladder now.</summary>
    /// <param name="escalationId">Case.</param>
    /// <param name="by">Clinician.</param>
    /// <param name="note">Why, 1 to 2 000 characters.</param>
    /// <param name="etag">Version that was seen.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<CaseChange> EscalateAsync(string escalationId, string by, string note, string etag, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(by);
        ArgumentException.ThrowIfNullOrWhiteSpace(note);
        ArgumentException.ThrowIfNullOrEmpty(etag);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(note.Length, 2_000, nameof(note));
        return ChangeAsync(
            escalationId,
            row =>
            {
                if (row.State == EscalationState.Resolved || IsStale(row, etag))
                {
                    return (row.State == EscalationState.Resolved ? CaseChangeOutcome.AlreadyResolved : CaseChangeOutcome.Stale, null);
                }

                // Nobody has it any more: the ladder takes its next step at once and climbs on until somebody does.
                row.State = EscalationState.Open;
                row.AcknowledgedBy = null;
                row.AcknowledgedMs = null;
                row.AcknowledgeRequestId = null;
                row.NextStepMs = NowMs();
                return (CaseChangeOutcome.Done, new CaseEscalated(by, note));
            },
            cancellation);
    }

    /// <summary>The paper trail of a case, oldest first, at most 500 lines.</summary>
    /// <returns>When, and what.</returns>
    public async Task<IReadOnlyList<(DateTimeOffset Time, CaseEvent Event)>> ListTrailAsync(string escalationId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var stream = CaseEvent.Stream(escalationId);
        var rows = await db.Events.AsNoTracking().Where(row => row.Session == stream).OrderByDescending(row => row.Version).Take(500).ToListAsync(cancellation);
        rows.Reverse();
        return [.. rows.Select(row => (Time(row.RecordedMs), JsonSerializer.Deserialize<CaseEvent>(row.Json)!))];
    }

    /// <summary>Writes into a case's paper trail that somebody looked; the case's version stays.</summary>
    /// <param name="escalationId">Case.</param>
    /// <param name="by">Clinician.</param>
    /// <param name="what"><c>summary</c>, <c>audio</c> or <c>report</c>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task NoteViewAsync(string escalationId, string by, string what, CancellationToken cancellation) => writer.WriteAsync(
        async (db, token) =>
        {
            await new CaseViewed(by, what).AddAsync(db, escalationId, NowMs(), 0, token);
            return true;
        },
        cancellation);

    /// <summary>Earlier assessments of a patient, oldest first, at most 12.</summary>
    internal async Task<IReadOnlyList<AssessmentRow>> ListEarlierAsync(string patientId, string assessmentId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var createdMs = await db.Assessments.AsNoTracking().Where(row => row.Id == assessmentId).Select(row => (long?)row.CreatedMs).FirstOrDefaultAsync(cancellation) ?? long.MaxValue;
        var rows = await db.Assessments.AsNoTracking().Where(row => row.PatientId == patientId && row.Id != assessmentId && row.CreatedMs <= createdMs && row.JournalVersion > 0)
            .OrderByDescending(row => row.CreatedMs).Take(12).ToListAsync(cancellation);
        rows.Reverse();
        return rows;
    }

    /// <summary>The worklist as it stands, then every case that changes, until cancelled.</summary>
    /// <remarks>Changes of other processes on the same store are seen within a second.</remarks>
    public async IAsyncEnumerable<EscalationCase> WatchAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var sent = new Dictionary<string, string>();
        await foreach (var _ in WatchRevisionAsync(cancellation))
        {
            foreach (var item in await ListWorklistAsync(showResolved: sent.Count > 0, cancellation))
            {
                if (item.State == EscalationState.Resolved && !sent.ContainsKey(item.Id))
                {
                    continue;
                }

                if (!sent.TryGetValue(item.Id, out var etag) || etag != item.Etag)
                {
                    sent[item.Id] = item.Etag;
                    yield return item;
                }
            }
        }
    }

    /// <summary>A number that grows whenever any case is added or changed: the sum of all versions, which only ever grow.</summary>
    /// <remarks>One sum in place of all rows, since everybody who watches asks once a second.</remarks>
    internal async Task<long> ReadRevisionAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Escalations.SumAsync(row => row.Etag, cancellation);
    }

    /// <summary>The revision as it stands, then each one that differs from the last, until cancelled.</summary>
    /// <remarks>Changes of other processes on the same store are seen within a second.</remarks>
    internal async IAsyncEnumerable<long> WatchRevisionAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        long? last = null;
        var wake = new WorkSignal();
        signals.WorklistChanged += wake.Raise;
        try
        {
            while (true)
            {
                var revision = await ReadRevisionAsync(cancellation);
                if (revision != last)
                {
                    last = revision;
                    yield return revision;
                }

                await wake.WaitAsync(TimeSpan.FromSeconds(1), time, cancellation);
            }
        }
        finally
        {
            signals.WorklistChanged -= wake.Raise;
        }
    }

    private async Task<CaseChange> ChangeAsync(
        string escalationId, Func<EscalationRow, (CaseChangeOutcome Outcome, CaseEvent? Trail)> change, CancellationToken cancellation)
    {
        try
        {
            var result = await writer.WriteAsync(
                async (db, token) =>
                {
                    if (await db.Escalations.FindAsync([escalationId], token) is not { } row)
                    {
                        return new CaseChange(CaseChangeOutcome.NotFound, null);
                    }

                    var (outcome, trail) = change(row);
                    if (trail is not null)
                    {
                        row.Etag++;
                        await trail.AddAsync(db, escalationId, NowMs(), 0, token);
                    }

                    return new CaseChange(outcome, await FindAsync(db, escalationId, token));
                },
                cancellation);
            signals.Raise();
            return result;
        }
        catch (DbUpdateException)
        {
            // Another process changed the case between our look and our update; the etag in the update's condition caught it.
            return new(CaseChangeOutcome.Stale, await FindAsync(escalationId, cancellation));
        }
    }

    private static bool IsStale(EscalationRow row, string? etag) => !string.IsNullOrEmpty(etag) && etag != Etag(row);

    private static string Etag(EscalationRow row) => row.Etag.ToString(CultureInfo.InvariantCulture);

    private long NowMs() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static async Task<EscalationCase?> FindAsync(VoiceStageDb db, string escalationId, CancellationToken cancellation)
    {
        var row = await db.Escalations.AsNoTracking().FirstOrDefaultAsync(e => e.Id == escalationId, cancellation);
        return row is null ? null : Read(row, await db.Assessments.AsNoTracking().FirstOrDefaultAsync(a => a.Id == row.AssessmentId, cancellation));
    }

    private static EscalationCase Read(EscalationRow row, AssessmentRow? assessment)
    {
        double? Seconds(long? sample) => sample is { } s && assessment?.SampleRateHz is { } rate and > 0 ? (double)s / rate : null;
        return new()
        {
            Id = row.Id,
            AssessmentId = row.AssessmentId,
            PatientId = row.PatientId,
            Level = row.Level,
            State = row.State,
            Pending = row.Pending,
            Reasons = Codes.Read(row.ReasonsJson),
            Annotations = Codes.Read(row.AnnotationsJson),
            StageOneHigh = row.StageOneHigh,
            Probability = assessment?.Probability,
            ExpectedWords = Math.Min(EscalationSummaryBuilder.WordLimit, assessment?.QuotedWords ?? EscalationSummaryBuilder.WordLimit),
            Outcome = row.Outcome,
            CreateTime = Time(row.OpenedMs),
            AcknowledgeDeadline = Time(row.AcknowledgeDeadlineMs),
            ContactDeadline = Time(row.ContactDeadlineMs),
            Rung = row.Rung,
            AcknowledgedBy = row.AcknowledgedBy,
            AcknowledgeTime = row.AcknowledgedMs is { } acknowledged ? Time(acknowledged) : null,
            FirstReceiptTime = row.FirstReceiptMs is { } received ? Time(received) : null,
            EscalatedAtSeconds = Seconds(row.FirstReceiptSample),
            CallEndedAtSeconds = Seconds(assessment?.CallEndedSample ?? assessment?.ClosedSample),
            Resolution = row.Resolution,
            CallbackDueTime = assessment?.CallbackDueMs is { } due ? Time(due) : null,
            Etag = Etag(row),
        };
    }

    private static DateTimeOffset Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}
