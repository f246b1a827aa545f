using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VoiceStage.Server.Calls;
using VoiceStage.Server.Settings;

namespace VoiceStage.Server.Draining;

/// <summary>Stops the node without dropping a patient: health says NOT_SERVING, new calls are sent elsewhere, running ones finish; after a bound they are told to resume elsewhere.</summary>
/// <remarks>Runs before the web server closes its ports, so that a client that comes meanwhile gets a clear answer and not a closed port.</remarks>
internal sealed class Drain(
    CallGate gate, LiveCalls calls, LoadSettings settings, TimeProvider clock, HealthCheckService health, IEnumerable<IHealthCheckPublisher> publishers, ILogger<Drain> logger)
    : IHostedLifecycleService
{
    /// <summary>How long streams that were told to move may take to journal and say goodbye.</summary>
    public static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(5);

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        var allGone = gate.BeginDraining();
        // Published at once: the regular round comes only every 30 s.
        var report = await health.CheckHealthAsync(cancellationToken);
        foreach (var publisher in publishers)
        {
            await publisher.PublishAsync(report, cancellationToken);
        }

        DrainLog.Begun(logger, gate.LiveCallCount);
        if (await IsDoneWithinAsync(allGone, settings.Drain, cancellationToken))
        {
            return;
        }

        DrainLog.Moving(logger, gate.LiveCallCount);
        calls.BeginDrain();
        gate.MoveCallsElsewhere();
        await IsDoneWithinAsync(allGone, Goodbye, cancellationToken);
    }

    private async Task<bool> IsDoneWithinAsync(Task task, TimeSpan bound, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(bound, clock, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
