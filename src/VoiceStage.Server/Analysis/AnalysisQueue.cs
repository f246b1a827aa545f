using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Server.Errors;
using VoiceStage.Server.Settings;

namespace VoiceStage.Server.Analysis;

/// <summary>Measures a bounded number of recordings at once, so that no analysis takes the processor from a call.</summary>
internal sealed class AnalysisQueue(LoadSettings settings) : IDisposable
{
    private readonly SemaphoreSlim places = new(settings.MaxAnalyses);
    private int present;

    /// <summary>Takes a place in the queue: before the audio is read, since the audio is what takes memory.</summary>
    /// <exception cref="CallRefusedException">OVERLOADED: too many wait already.</exception>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref present) > settings.MaxAnalyses + settings.MaxWaitingAnalyses)
        {
            Interlocked.Decrement(ref present);
            throw ErrorCodes.Overloaded.Refusal();
        }

        try
        {
            await places.WaitAsync(cancellation);
        }
        catch
        {
            Interlocked.Decrement(ref present);
            throw;
        }

        return new Place(this);
    }

    /// <summary>Measures on a thread of its own share, not on the one that serves streams.</summary>
    public static Task<VoiceProfile> MeasureAsync(Recording recording, VoiceMeasurementOptions options, CancellationToken cancellation) =>
        Task.Run(() => VoiceMeasurement.Measure(recording, options, cancellation), cancellation);

    public void Dispose() => places.Dispose();

    private sealed class Place(AnalysisQueue queue) : IDisposable
    {
        private AnalysisQueue? held = queue;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref held, null) is { } left)
            {
                Interlocked.Decrement(ref left.present);
                left.places.Release();
            }
        }
    }
}
