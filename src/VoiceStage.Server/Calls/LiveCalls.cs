using System.Collections.Concurrent;

namespace VoiceStage.Server.Calls;

/// <summary>The calls of this process: where each one stands in its audio, and how to reach it.</summary>
public sealed class LiveCalls
{
    private readonly ConcurrentDictionary<string, CallLoop> calls = new();
    private readonly ConcurrentDictionary<(string AssessmentId, string PromptId), byte> awaited = new();
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many calls are attached now.</summary>
    public int Count => calls.Count;

    /// <summary>Whether new calls are sent to other nodes.</summary>
    public bool IsDraining { get; private set; }

    /// <summary>Where a call stands: samples of the assessment's audio that were processed.</summary>
    /// <param name="assessmentId">Id without the collection.</param>
    /// <param name="audioSample">The offset, when the call is attached here.</param>
    public bool TryGetAudioSample(string assessmentId, out long audioSample)
    {
        audioSample = calls.TryGetValue(assessmentId, out var loop) ? loop.AudioSample : 0;
        return loop is not null;
    }

    /// <summary>Tells a call that somebody else appended to its session, for example upstream that withdrew consent.</summary>
    /// <param name="assessmentId">Id without the collection.</param>
    public void NotifyAppended(string assessmentId)
    {
        if (calls.TryGetValue(assessmentId, out var loop))
        {
            loop.Notify();
        }
    }

    /// <summary>Lets no new call in, and asks those that run to go on elsewhere at their next pause. Sessions stay resumable.</summary>
    public void BeginDrain()
    {
        IsDraining = true;
        foreach (var loop in calls.Values)
        {
            loop.BeginDrain();
        }

        FinishDrain();
    }

    /// <summary>Waits until the last call has left.</summary>
    /// <param name="limit">How long at most.</param>
    /// <param name="time">Clock.</param>
    /// <returns>Whether none is left.</returns>
    public async Task<bool> WaitUntilEmptyAsync(TimeSpan limit, TimeProvider time)
    {
        await Task.WhenAny(drained.Task, Task.Delay(limit, time));
        return calls.IsEmpty;
    }

    /// <summary>Whether words of an earlier answer may still come from this process.</summary>
    internal bool AwaitsWords(string assessmentId, string promptId) => awaited.ContainsKey((assessmentId, promptId));

    /// <summary>Notes that words of an answer are still being read.</summary>
    internal void AwaitWords(string assessmentId, string promptId) => awaited.TryAdd((assessmentId, promptId), 0);

    /// <summary>They came, or never will.</summary>
    internal void WordsCame(string assessmentId, string promptId) => awaited.TryRemove((assessmentId, promptId), out _);

    internal void Attach(string assessmentId, CallLoop loop)
    {
        CallLoop? older = null;
        calls.AddOrUpdate(assessmentId, loop, (_, previous) =>
        {
            older = previous;
            return loop;
        });
        older?.Supersede();
    }

    internal void Detach(string assessmentId, CallLoop loop)
    {
        calls.TryRemove(new(assessmentId, loop));
        FinishDrain();
    }

    private void FinishDrain()
    {
        if (IsDraining && calls.IsEmpty)
        {
            drained.TrySetResult();
        }
    }
}
