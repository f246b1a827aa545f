namespace VoiceStage.Server.Simulation;

/// <summary>Runs asynchronous code on the calling thread alone: what becomes ready runs in the order in which it became so, and when nothing is ready the clock goes on.</summary>
internal sealed class OneThread : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> ready = new();

    /// <summary>Runs until the task has ended.</summary>
    /// <param name="time">Clock.</param>
    /// <param name="main">What is to be run.</param>
    /// <param name="limit">Longest virtual time.</param>
    /// <returns>Null, or why it did not end.</returns>
    public static string? Run(VirtualTime time, Func<Task> main, TimeSpan limit)
    {
        var before = Current;
        var thread = new OneThread();
        SetSynchronizationContext(thread);
        try
        {
            var task = main();
            for (; ; )
            {
                thread.RunReady();
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
