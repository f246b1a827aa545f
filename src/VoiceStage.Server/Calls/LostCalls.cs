using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Calls;

/// <summary>Lists assessments whose call began and has not ended.</summary>
/// <param name="cancellation">Cancels.</param>
public delegate Task<IReadOnlyList<string>> ListUnfinished(CancellationToken cancellation);

/// <summary>Waits for lost streams to come back and ends what does not: nobody who was cut off is forgotten, not even by a crash.</summary>
/// <remarks>
/// Reads the store, so that it finds what another process left behind. A session that never said its stream was lost (a killed process)
/// is given longer, because another node may have it: a call that lives writes at least every few minutes.
/// </remarks>
internal sealed class LostCalls(CallParts parts, LateObservations late, ListUnfinished list) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SilentProcess = TimeSpan.FromMinutes(5);
    private readonly Dictionary<string, DateTimeOffset> lookAgainAt = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, parts.Time);
        try
        {
            do
            {
                await LookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The node stops; another one, or the next start, looks on.
        }
    }

    /// <summary>One round over everything unfinished.</summary>
    internal async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            var unfinished = await list(cancellation);
            foreach (var gone in lookAgainAt.Keys.Except(unfinished).ToArray())
            {
                lookAgainAt.Remove(gone);
            }

            foreach (var assessment in unfinished)
            {
                await LookAtAsync(assessment, cancellation);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException and not OutOfMemoryException)
        {
            CallLog.LostNotRead(parts.Log, e.GetType().Name);
        }
    }

    private async Task LookAtAsync(string assessment, CancellationToken cancellation)
    {
        var now = parts.Time.GetUtcNow();
        if (parts.Live.TryGetAudioSample(assessment, out _) || (lookAgainAt.TryGetValue(assessment, out var due) && now < due))
        {
            return;
        }

        var pen = new SessionPen(parts.Journal, parts.RulesFor, parts.Time, assessment);
        if ((await pen.LoadAsync(cancellation)).Count == 0 || pen.State.Closed is not null || pen.State.Connection is null)
        {
            return;
        }

        var wait = pen.State.IsConnected ? SilentProcess : TimeSpan.FromSeconds(pen.Rules.Site.ResumeWithinSeconds);
        var lostFor = now - pen.State.LastTime;
        if (lostFor < wait)
        {
            lookAgainAt[assessment] = pen.State.LastTime + wait;
            return;
        }

        await late.RecordAsync(assessment, new TimePassed("stream_lost", lostFor.TotalSeconds));
        CallLog.NotResumed(parts.Log, assessment);
    }
}
