using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Server.Answers;

/// <summary>Measures answers beside the calls, as their audio comes. When more waits than can be done soon, measures are left out: a call never is.</summary>
public sealed class MeasuringDesk : IDisposable
{
    private readonly SemaphoreSlim atOnce;
    private readonly double mostWaitingSeconds;
    private readonly Func<Recording, CancellationToken, VoiceProfile>? measureWhole;
    private readonly Lock waitingLock = new();
    private double waitingSeconds;
    private int waitingCount;
    private TaskCompletionSource? idle;
    private long dropped;

    /// <summary>Makes one.</summary>
    /// <param name="measureWhole">Measures whole answers at their end instead; null measures as audio comes.</param>
    /// <param name="concurrency">How many answers at once. Default 1: recognition needs the cores first.</param>
    /// <param name="mostWaitingSeconds">How much audio may wait, in seconds. Default 1 800: about 15 s of work on one core.</param>
    public MeasuringDesk(Func<Recording, CancellationToken, VoiceProfile>? measureWhole = null, int concurrency = 1, double mostWaitingSeconds = 1_800)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(concurrency, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mostWaitingSeconds);
        (this.measureWhole, this.mostWaitingSeconds) = (measureWhole, mostWaitingSeconds);
        atOnce = new SemaphoreSlim(concurrency);
    }

    /// <summary>How many answers were left out since the start.</summary>
    public long DroppedCount => Interlocked.Read(ref dropped);

    /// <summary>Begins an answer.</summary>
    /// <param name="sampleRateHz">Rate of its audio.</param>
    public AnswerMeasuring Open(int sampleRateHz) => new(this, sampleRateHz, measureWhole);

    internal bool TryReserve(double seconds)
    {
        lock (waitingLock)
        {
            if (waitingSeconds + seconds > mostWaitingSeconds)
            {
                dropped++;
                return false;
            }

            waitingSeconds += seconds;
            waitingCount++;
            return true;
        }
    }

    internal void Release(double seconds)
    {
        lock (waitingLock)
        {
            waitingSeconds -= seconds;
            if (--waitingCount == 0)
            {
                idle?.TrySetResult();
                idle = null;
            }
        }
    }

    /// <summary>Ends when all audio that was handed over has been worked off.</summary>
    internal Task IdleAsync()
    {
        lock (waitingLock)
        {
            return waitingCount == 0 ? Task.CompletedTask : (idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    internal Task EnterAsync() => atOnce.WaitAsync();

    internal void Leave() => atOnce.Release();

    internal void CountDropped()
    {
        lock (waitingLock)
        {
            dropped++;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => atOnce.Dispose();
}
