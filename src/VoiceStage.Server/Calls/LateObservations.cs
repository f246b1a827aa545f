using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Calls;

/// <summary>Words and measures that come after their turn: recorded through the call when it is still there, else beside it. Never dropped in silence.</summary>
/// <remarks>A node that stops waits for what is still on its way, as long as its shut-down allows, and names what did not come. Calls have ended by then: the web server stops first.</remarks>
internal sealed class LateObservations(CallParts parts) : IHostedService
{
    private readonly ConcurrentDictionary<Task, string> onTheirWay = new();

    /// <summary>Records what a task will know.</summary>
    /// <param name="assessmentId">Assessment.</param>
    /// <param name="enrichment">Ends in bounded time; null when nothing is to be told.</param>
    /// <param name="loop">The call it came from.</param>
    public void Follow(string assessmentId, Task<SessionObservation?> enrichment, CallLoop loop)
    {
        var following = FollowAsync(assessmentId, enrichment, loop);
        onTheirWay[following] = assessmentId;
        _ = following.ContinueWith(static (done, all) => ((ConcurrentDictionary<Task, string>)all!).TryRemove(done, out _), onTheirWay, TaskScheduler.Default);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(onTheirWay.Keys).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException e)
        {
            foreach (var (_, assessment) in onTheirWay.Where(late => !late.Key.IsCompleted))
            {
                CallLog.LateLost(parts.Log, assessment, e.GetType().Name);
            }
        }
    }

    private async Task FollowAsync(string assessmentId, Task<SessionObservation?> enrichment, CallLoop loop)
    {
        try
        {
            if (await enrichment is not { } enriched)
            {
                return;
            }

            if (!await loop.TryTakeLateAsync(enriched))
            {
                await RecordAsync(assessmentId, enriched);
            }

            if (enriched is AnswerEnriched words)
            {
                parts.Live.WordsCame(assessmentId, words.PromptId);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            CallLog.LateLost(parts.Log, assessmentId, e.GetType().Name);
        }
    }

    /// <summary>Records an observation of a session that no stream of ours has.</summary>
    public async Task RecordAsync(string assessmentId, SessionObservation observation)
    {
        var pen = new SessionPen(parts.Journal, parts.RulesFor, parts.Time, assessmentId);
        try
        {
            if ((await pen.LoadAsync(CancellationToken.None)).Count > 0)
            {
                await pen.ObserveAsync(observation, pen.State.AudioSample, CancellationToken.None);
            }
        }
        catch (StoreFailedException failed)
        {
            await parts.FailSafe.KeepAsync(assessmentId, failed.Moment, failed.Events, CancellationToken.None);
        }
        catch (JournalConflictException)
        {
            await parts.FailSafe.KeepAsync(assessmentId, new Moment(parts.Time.GetUtcNow(), pen.State.AudioSample), [observation], CancellationToken.None);
        }
    }
}
