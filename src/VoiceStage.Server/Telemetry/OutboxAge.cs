using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using VoiceStage.Server.Journal;

namespace VoiceStage.Server.Telemetry;

/// <summary>Looks every 15 s how long the oldest due notice has waited: the figure that says pages do not get out.</summary>
internal sealed class OutboxAge(IDbContextFactory<VoiceStageDb> contexts, VoiceStageMetrics metrics, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);
    private double ageSeconds;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.WatchOutboxAge(() => Volatile.Read(ref ageSeconds));
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await using var db = await contexts.CreateDbContextAsync(stoppingToken);
                var nowMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
                var oldest = await db.Outbox.AsNoTracking().Where(row => row.DoneMs == null && row.FailedMs == null && row.DueMs <= nowMs)
                    .MinAsync(row => (long?)row.CreatedMs, stoppingToken);
                Volatile.Write(ref ageSeconds, oldest is { } since ? (nowMs - since) / 1000.0 : 0);
            }
            catch (System.Data.Common.DbException)
            {
                // The store's own counters tell of this; a figure must not stop the host.
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
