namespace VoiceStage.Server.Calls;

/// <summary>Where a call's audio is kept, encrypted, from consent on.</summary>
public interface ICallRecordings
{
    /// <summary>Audio of an assessment before this offset is on disk; 0 when there is none.</summary>
    ValueTask<long> DurableOffsetAsync(string assessmentId, CancellationToken cancellation);

    /// <summary>Begins or goes on to record.</summary>
    /// <param name="assessmentId">Assessment.</param>
    /// <param name="sampleRateHz">Rate.</param>
    /// <param name="sampleOffset">Offset of the first sample that will be given.</param>
    /// <param name="cancellation">Cancels.</param>
    ValueTask<ICallRecording> OpenAsync(string assessmentId, int sampleRateHz, long sampleOffset, CancellationToken cancellation);
}

/// <summary>The recording of one stream. One thread at a time.</summary>
public interface ICallRecording : IAsyncDisposable
{
    /// <summary>Audio before this offset is on disk.</summary>
    long DurableOffset { get; }

    /// <summary>Takes the next samples; returns at once, writes at most 1 s behind.</summary>
    void Append(ReadOnlySpan<float> samples);

    /// <summary>Samples that are missing.</summary>
    void Skip(long missingSamples);
}
