namespace VoiceStage.Server.Simulation;

/// <summary>A clock that stands still until it is told to go to its next timer. One thread.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private static readonly DateTimeOffset Beginning = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly PriorityQueue<(VirtualTimer Timer, int Setting), (long Ticks, long Order)> due = new();
    private long nowTicks;
    private long order;

    /// <summary>Time since the beginning.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(nowTicks);

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long GetTimestamp() => nowTicks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Beginning + Elapsed;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Goes to the next timer and runs it; timers of the same moment run in the order they were set.</summary>
    /// <returns>False when no timer is set: then nothing will ever happen again.</returns>
    public bool AdvanceToNext()
    {
        while (due.TryDequeue(out var next, out var at))
        {
            if (next.Timer.IsSet(next.Setting))
            {
                nowTicks = Math.Max(nowTicks, at.Ticks);
                next.Timer.Ring();
                return true;
            }
        }

        return false;
    }

    private void Set(VirtualTimer timer, int setting, TimeSpan after) => due.Enqueue((timer, setting), (nowTicks + after.Ticks, order++));

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        private int setting;
        private bool isSet;
        private TimeSpan every = Timeout.InfiniteTimeSpan;

        public bool IsSet(int number) => isSet && number == setting;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            setting++;
            (isSet, every) = (dueTime != Timeout.InfiniteTimeSpan, period);
            if (isSet)
            {
                time.Set(this, setting, dueTime);
            }

            return true;
        }

        public void Ring()
        {
            isSet = every > TimeSpan.Zero;
            if (isSet)
            {
                time.Set(this, setting, every);
            }

            callback(state);
        }

        public void Dispose() => isSet = false;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
