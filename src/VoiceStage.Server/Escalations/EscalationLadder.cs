using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using VoiceStage.Server.Delivery;
using VoiceStage.Server.Journal;

namespace VoiceStage.Server.Escalations;

/// <summary>Climbs when a deadline is missed: the next rung is notified until a person acknowledges, and again when nobody has closed the case by its contact deadline.</summary>
/// <remarks>
/// <para>All of it is in the store: a restart loses no second of a clock, and a second process climbs each step once (conditional update by etag).
/// After a long outage the rungs that were missed are all notified; repeats of the last one that were missed are not.</para>
/// <para>No ladder ends in silence: the last rung repeats until a person acknowledges.</para>
/// </remarks>
public sealed class EscalationLadder : BackgroundService
{
    // Cases a step may move in one transaction; the rest follow at once.
    private const int CaseLimit = 100;

    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(5);

    private readonly IDbContextFactory<VoiceStageDb> contexts;
    private readonly StoreWriter writer;
    private readonly StoreSignals signals;
    private readonly EscalationOptions options;
    private readonly Notices notices;
    private readonly TimeProvider time;
    private readonly ILogger<EscalationLadder> log;

    /// <summary>Makes the ladder.</summary>
    public EscalationLadder(
        IDbContextFactory<VoiceStageDb> contexts, StoreWriter writer, StoreSignals signals, EscalationOptions options, TimeProvider time, ILogger<EscalationLadder> log)
    {
        (this.contexts, this.writer, this.signals, this.options, this.time, this.log) = (contexts, writer, signals, options, time, log);
        notices = new(options);
    }

    /// <summary>Takes every step that is due now.</summary>
    /// <returns>How many notices were asked for, counted by rung.</returns>
    public async Task<int> ClimbDueAsync(CancellationToken cancellation)
    {
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var due = await db.Escalations.AsNoTracking()
            .Where(row => row.NextStepMs != null && row.NextStepMs <= nowMs && row.State != EscalationState.Resolved)
            .OrderByDescending(row => row.Level).ThenBy(row => row.NextStepMs).Select(row => row.Id).Take(CaseLimit).ToListAsync(cancellation);
        var steps = 0;
        foreach (var id in due)
        {
            try
            {
                steps += await writer.WriteAsync((context, token) => ClimbAsync(context, id, nowMs, token), cancellation);
            }
            catch (DbUpdateException)
            {
                // Another process took this step, or a clinician acknowledged meanwhile: the next look sees which.
            }
        }

        if (steps > 0)
        {
            signals.Raise();
        }

        return steps;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var sleep = LongestSleep;
            try
            {
                await ClimbDueAsync(stoppingToken);
                sleep = await UntilNextAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // A store that fails now may work in a moment; the ladder must not die of it.
                EscalationLog.LadderFailed(log, exception.GetType().Name);
            }

            await signals.Ladder.WaitAsync(sleep, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<TimeSpan> UntilNextAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var next = await db.Escalations.Where(row => row.NextStepMs != null && row.State != EscalationState.Resolved).MinAsync(row => row.NextStepMs, cancellation);
        var wait = next is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) - time.GetUtcNow() : LongestSleep;
        return wait < TimeSpan.FromMilliseconds(10) ? TimeSpan.FromMilliseconds(10) : wait < LongestSleep ? wait : LongestSleep;
    }

    private async Task<int> ClimbAsync(VoiceStageDb db, string id, long nowMs, CancellationToken cancellation)
    {
        if (await db.Escalations.FindAsync([id], cancellation) is not { NextStepMs: not null } row || row.State == EscalationState.Resolved)
        {
            return 0;
        }

        var timers = options.For(row.Level);
        var lastRung = options.LastRung(row.Level);
        var stepMs = (long)timers.Step.TotalMilliseconds;
        var steps = 0;
        while (row.NextStepMs <= nowMs && steps <= options.Rungs.Count)
        {
            steps++;
            var isRepeat = row.Rung >= lastRung;
            var (kind, why) = row.State == EscalationState.Acknowledged
                ? (NoticeKind.ContactOverdue, "contact_overdue")
                : (NoticeKind.Unacknowledged, "unacknowledged");
            row.Rung = Math.Min(row.Rung + 1, lastRung);
            row.LadderStep++;
            row.NextStepMs += isRepeat || kind == NoticeKind.ContactOverdue ? stepMs * (((nowMs - row.NextStepMs.Value) / stepMs) + 1) : stepMs;
            notices.Add(db, kind, row, $"{row.Id}.step{row.LadderStep}", nowMs, nowMs);
            await new RungNotified(row.Rung, options.Rung(row.Rung), row.LadderStep, why).AddAsync(db, row.Id, nowMs, 0, cancellation);
            EscalationLog.RungNotified(log, row.Id, row.Rung, why);
        }

        row.Etag++;
        return steps;
    }
}
