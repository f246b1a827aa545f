using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Server.Answers;

/// <summary>Measures utterances beside the calls. When more wait than can be done soon, measures are left out: a call never is.</summary>
public sealed class MeasuringDesk : IDisposable
{
    private readonly SemaphoreSlim atOnce;
    private readonly int mostWaiting;
    private readonly Func<Recording, CancellationToken, VoiceProfile> measure;
    private int waiting;

    /// <summary>Makes one.</summary>
    /// <param name="measure">What measures; null is <see cref="VoiceMeasurement"/>.</param>
    /// <param name="concurrency">How many at once. Default 1: recognition needs the cores first.</param>
    /// <param name="mostWaiting">How many may wait. Default 32: about a minute of work on one core.</param>
    public MeasuringDesk(Func<Recording, CancellationToken, VoiceProfile>? measure = null, int concurrency = 1, int mostWaiting = 32)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(concurrency, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostWaiting, 1);
        this.measure = measure ?? ((recording, cancellation) => VoiceMeasurement.Measure(recording, null, cancellation));
        this.mostWaiting = mostWaiting;
        atOnce = new SemaphoreSlim(concurrency);
    }

    /// <summary>How many were left out since the start.</summary>
    public long DroppedCount => Interlocked.Read(ref dropped);

    private long dropped;

    /// <summary>Measures one utterance.</summary>
    /// <param name="recording">The utterance, trimmed to its speech.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The profile, or null when it was left out or could not be measured.</returns>
    public async Task<VoiceProfile?> MeasureAsync(Recording recording, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref waiting) > mostWaiting)
        {
            Interlocked.Decrement(ref waiting);
            Interlocked.Increment(ref dropped);
            return null;
        }

        try
        {
            await atOnce.WaitAsync(cancellation);
            try
            {
                return await Task.Run(() => measure(recording, cancellation), cancellation);
            }
            finally
            {
                atOnce.Release();
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The answer counts without its measures; the fault is counted, not hidden.
            Interlocked.Increment(ref dropped);
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => atOnce.Dispose();
}
