namespace VoiceStage.Server.Simulation;

/// <summary>Runs asynchronous code on the calling thread alone: what becomes ready runs in the order in which it became so, and when nothing is ready the clock goes on.</summary>
internal sealed class OneThread : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> ready = new();
    private readonly int thread = Environment.CurrentManagedThreadId;
    private volatile string? strayed;

    /// <summary>Runs until the task has ended.</summary>
    /// <param name="time">Clock.</param>
    /// <param name="main">What is to be run.</param>
    /// <param name="limit">Longest virtual time.</param>
    /// <returns>Null, or why it did not end as it should: work that comes back from another thread makes the run another one each time.</returns>
    public static string? Run(VirtualTime time, Func<Task> main, TimeSpan limit)
    {
        var before = Current;
        var here = new OneThread();
        SetSynchronizationContext(here);
        try
        {
            var task = main();
            for (; ; )
            {
                here.RunReady();
                if (here.strayed is { } stray)
                {
                    return $"left its thread for {stray}";
                }

                if (task.IsCompleted)
                {
                    task.GetAwaiter().GetResult();
                    return null;
                }

                if (time.Elapsed > limit)
                {
                    return "did not end in time";
                }

                if (!time.AdvanceToNext())
                {
                    return "waits for ever: nothing is ready and no timer is set";
                }
            }
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId != thread)
        {
            strayed ??= (state as Delegate)?.Target?.GetType().ToString() ?? d.Method.Name;
        }

        lock (ready)
        {
            ready.Enqueue((d, state));
        }
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) => d(state);

    private void RunReady()
    {
        for (; ; )
        {
            (SendOrPostCallback Callback, object? State) next;
            lock (ready)
            {
                if (!ready.TryDequeue(out next))
                {
                    return;
                }
            }

            next.Callback(next.State);
        }
    }
}
