using Microsoft.Extensions.Hosting;

namespace VoiceStage.Server.FailSafe;

/// <summary>Looks every few seconds, from the start on, whether the store takes what the spool keeps.</summary>
internal sealed class SpoolRecovery(StoreFailSafe failSafe, TimeProvider time, ILogger<SpoolRecovery> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await failSafe.RecoverAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                FailSafeLog.RecoveryFailed(log, exception.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
