using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using VoiceStage.Server.Escalations;
using VoiceStage.Server.Journal;

namespace VoiceStage.Server.Delivery;

/// <summary>Delivers what the outbox holds: at least once, most urgent first, until receipted or given up.</summary>
/// <remarks>
/// A notice is claimed by a conditional update with a lease; a worker that dies loses it when the lease runs out, and the receiver tells a second
/// delivery by its idempotency key. A commit wakes the worker at once; looking every second is for rows of other processes and for retries.
/// </remarks>
public sealed class OutboxWorker : BackgroundService
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);

    private readonly IDbContextFactory<VoiceStageDb> contexts;
    private readonly StoreWriter writer;
    private readonly StoreSignals signals;
    private readonly Dictionary<string, INotifier> notifiers;
    private readonly CallAudioPosition position;
    private readonly DeliveryOptions options;
    private readonly EscalationOptions escalationOptions;
    private readonly RetryDelay retry;
    private readonly TimeProvider time;
    private readonly ILogger<OutboxWorker> log;
    private int underWay;

    /// <summary>Makes the worker.</summary>
    public OutboxWorker(
        IDbContextFactory<VoiceStageDb> contexts,
        StoreWriter writer,
        StoreSignals signals,
        IEnumerable<INotifier> notifiers,
        CallAudioPosition position,
        DeliveryOptions options,
        EscalationOptions escalationOptions,
        TimeProvider time,
        ILogger<OutboxWorker> log)
    {
        (this.contexts, this.writer, this.signals, this.position, this.options, this.time, this.log) = (contexts, writer, signals, position, options, time, log);
        this.escalationOptions = escalationOptions;
        this.notifiers = notifiers.ToDictionary(notifier => notifier.Channel);
        retry = new(options);
    }

    /// <summary>Delivers everything that is due now, once, and waits for it.</summary>
    /// <returns>How many notices were tried.</returns>
    public async Task<int> DeliverDueAsync(CancellationToken cancellation)
    {
        var claimed = await ClaimAsync(options.MaxAtOnce, options.MaxAtOnce, cancellation);
        await Task.WhenAll(claimed.Select(row => DeliverAsync(row, cancellation)));
        return claimed.Count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // A receiver that hangs holds one place, not the queue: new notices start while older ones are under way.
                var free = options.MaxAtOnce - Volatile.Read(ref underWay);
                foreach (var row in await ClaimAsync(free, Math.Max(0, free - options.ReservedForUrgent), stoppingToken))
                {
                    Interlocked.Increment(ref underWay);
                    _ = DeliverAndFreeAsync(row, stoppingToken);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                DeliveryLog.OutboxFailed(log, exception.GetType().Name);
            }

            await signals.Outbox.WaitAsync(LongestSleep, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task DeliverAndFreeAsync(OutboxRow row, CancellationToken cancellation)
    {
        try
        {
            await DeliverAsync(row, cancellation);
        }
        catch (Exception exception)
        {
            // The lease runs out and it is tried again: delivered twice at worst, never lost.
            if (exception is not OperationCanceledException)
            {
                DeliveryLog.OutboxFailed(log, exception.GetType().Name);
            }
        }
        finally
        {
            Interlocked.Decrement(ref underWay);
            signals.Outbox.Raise();
        }
    }

    private async Task<List<OutboxRow>> ClaimAsync(int free, int freeForOthers, CancellationToken cancellation)
    {
        if (free <= 0)
        {
            return [];
        }

        // Looking first costs no write: an idle worker must not disturb the journal.
        var nowMs = NowMs();
        await using var reading = await contexts.CreateDbContextAsync(cancellation);
        var candidates = await Due(reading, nowMs).AsNoTracking().OrderByDescending(row => row.Urgency).ThenBy(row => row.DueMs).ThenBy(row => row.Id)
            .Take(free).ToListAsync(cancellation);
        var chosen = candidates.Where(row => row.Urgency >= DeliveryOptions.Urgent)
            .Concat(candidates.Where(row => row.Urgency < DeliveryOptions.Urgent).Take(freeForOthers)).ToList();
        if (chosen.Count == 0)
        {
            return [];
        }

        var untilMs = nowMs + (long)options.Lease.TotalMilliseconds;
        return await writer.WriteAsync(
            async (db, token) =>
            {
                var claimed = new List<OutboxRow>(chosen.Count);
                foreach (var row in chosen)
                {
                    var attempt = row.Attempts + 1;
                    var won = await Due(db, nowMs).Where(other => other.Id == row.Id && other.Attempts == row.Attempts).ExecuteUpdateAsync(
                        set => set.SetProperty(other => other.LeaseUntilMs, untilMs).SetProperty(other => other.Attempts, attempt), token);
                    if (won == 1)
                    {
                        row.Attempts = attempt;
                        claimed.Add(row);
                    }
                }

                return claimed;
            },
            cancellation);
    }

    private static IQueryable<OutboxRow> Due(VoiceStageDb db, long nowMs) =>
        db.Outbox.Where(row => row.DoneMs == null && row.FailedMs == null && row.DueMs <= nowMs && row.LeaseUntilMs <= nowMs);

    private async Task DeliverAsync(OutboxRow row, CancellationToken cancellation)
    {
        var notice = JsonSerializer.Deserialize<Notice>(row.PayloadJson) ?? throw new JsonException("a notice is null");
        var answer = notifiers.TryGetValue(row.Channel, out var notifier)
            ? await TryAsync(notifier, notice, cancellation)
            : new(false, null, "NO_SUCH_CHANNEL");
        if (answer.IsReceipted)
        {
            await writer.WriteAsync((db, token) => ReceiptAsync(db, row, answer, token), cancellation);
            DeliveryLog.Receipted(log, row.Id, row.Channel, row.Attempts);
        }
        else
        {
            await writer.WriteAsync((db, token) => FailAsync(db, row, answer.Failure ?? "UNKNOWN", token), cancellation);
        }

        signals.Raise();
    }

    private static async Task<NoticeAnswer> TryAsync(INotifier notifier, Notice notice, CancellationToken cancellation)
    {
        try
        {
            return await notifier.SendAsync(notice, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new(false, null, "NOTIFIER_FAILED");
        }
    }

    private async Task<bool> ReceiptAsync(VoiceStageDb db, OutboxRow row, NoticeAnswer answer, CancellationToken cancellation)
    {
        var nowMs = NowMs();
        var isFirst = await db.Outbox.Where(other => other.Id == row.Id && other.DoneMs == null).ExecuteUpdateAsync(
            set => set.SetProperty(other => other.DoneMs, nowMs).SetProperty(other => other.FailedMs, (long?)null).SetProperty(other => other.LastError, (string?)null), cancellation);
        if (isFirst == 0)
        {
            return false;
        }

        // The offset belongs to the moment of journalling; once the call is over, its audio stands at its end. A call that waits to be
        // resumed (its process died, or the line broke) stands where its journal stands.
        var sample = position(row.AssessmentId)
            ?? await db.Assessments.Where(a => a.Id == row.AssessmentId).Select(a => a.CallEndedSample ?? a.ClosedSample).FirstOrDefaultAsync(cancellation)
            ?? await db.Events.Where(e => e.Session == row.AssessmentId).MaxAsync(e => (long?)e.AudioSample, cancellation);
        db.Receipts.Add(new()
        {
            OutboxId = row.Id,
            EscalationId = row.EscalationId,
            Channel = row.Channel,
            StatusCode = answer.StatusCode,
            ReceivedMs = nowMs,
            AudioSample = sample,
        });
        if (row.EscalationId is not { } id)
        {
            return true;
        }

        if (await db.Escalations.FindAsync([id], cancellation) is { FirstReceiptMs: null } escalation)
        {
            escalation.FirstReceiptMs = nowMs;
            escalation.FirstReceiptSample = sample;
            escalation.Etag++;
        }

        await new NoticeReceipted(row.Id, row.Kind, row.Channel, answer.StatusCode).AddAsync(db, id, nowMs, sample ?? 0, cancellation);
        return true;
    }

    private async Task<bool> FailAsync(VoiceStageDb db, OutboxRow row, string failure, CancellationToken cancellation)
    {
        var nowMs = NowMs();
        if (row.Attempts < options.MaxAttempts && failure != "NO_SUCH_CHANNEL")
        {
            var dueMs = nowMs + (long)retry.After(row.Attempts, row.Urgency >= DeliveryOptions.Urgent).TotalMilliseconds;
            await Mine(db, row).ExecuteUpdateAsync(
                set => set.SetProperty(other => other.DueMs, dueMs).SetProperty(other => other.LeaseUntilMs, 0).SetProperty(other => other.LastError, failure), cancellation);
            DeliveryLog.NotTaken(log, row.Id, row.Channel, failure, row.Attempts);
            return true;
        }

        await Mine(db, row).ExecuteUpdateAsync(
            set => set.SetProperty(other => other.FailedMs, nowMs).SetProperty(other => other.LeaseUntilMs, 0).SetProperty(other => other.LastError, failure), cancellation);
        DeliveryLog.GivenUp(log, row.Id, row.Channel, row.Attempts, failure);
        if (row.EscalationId is { } id)
        {
            await ClimbEarlyAsync(db, row, id, nowMs, cancellation);
            await new NoticeGivenUp(row.Id, row.Channel, row.Attempts, failure).AddAsync(db, id, nowMs, 0, cancellation);
        }

        return true;
    }

    /// <summary>A rung that no channel reached is not waited for. Not on the last rung, which repeats anyway: it would never rest.</summary>
    private async Task ClimbEarlyAsync(VoiceStageDb db, OutboxRow row, string escalationId, long nowMs, CancellationToken cancellation)
    {
        var reachedOtherwise = await db.Outbox.AnyAsync(
            other => other.EscalationId == escalationId && other.Rung == row.Rung && other.Id != row.Id && other.FailedMs == null, cancellation);
        if (!reachedOtherwise
            && row.Kind is NoticeKind.Page or NoticeKind.Raised or NoticeKind.Unacknowledged
            && await db.Escalations.FindAsync([escalationId], cancellation) is { State: EscalationState.Open } escalation
            && escalation.Rung == row.Rung
            && escalation.NextStepMs > nowMs
            && escalation.Rung < escalationOptions.LastRung(escalation.Level))
        {
            escalation.NextStepMs = nowMs;
            escalation.Etag++;
        }
    }

    /// <summary>The row, while this attempt still has it.</summary>
    private static IQueryable<OutboxRow> Mine(VoiceStageDb db, OutboxRow row) =>
        db.Outbox.Where(other => other.Id == row.Id && other.Attempts == row.Attempts && other.DoneMs == null);

    private long NowMs() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
