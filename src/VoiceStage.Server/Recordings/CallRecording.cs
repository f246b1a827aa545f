using VoiceStage.Server.Calls;

namespace VoiceStage.Server.Recordings;

/// <summary>The recording of one stream: where samples are missing, a new stretch begins.</summary>
internal sealed class CallRecording : ICallRecording
{
    private readonly RecordingStore store;
    private readonly List<(RecordingWriter Writer, Task Closing)> ended = [];
    private RecordingWriter writer;
    private long position;

    public CallRecording(RecordingStore store, string assessmentId, string patientId, int sampleRateHz, long startSample)
    {
        this.store = store;
        position = startSample;
        writer = Open(assessmentId, patientId, sampleRateHz, startSample);
    }

    public long DurableOffset
    {
        get
        {
            ended.RemoveAll(stretch => stretch.Closing.IsCompletedSuccessfully && stretch.Writer.Failure is null);
            return ended.Count > 0 ? ended[0].Writer.DurableSample : writer.DurableSample;
        }
    }

    public void Append(ReadOnlySpan<float> samples)
    {
        if (!writer.TryAppend(samples))
        {
            throw new RecordingFailedException("recording ended", writer.Failure);
        }

        position += samples.Length;
    }

    public void Skip(long missingSamples)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(missingSamples);
        position += missingSamples;
        ended.Add((writer, writer.DisposeAsync().AsTask()));
        writer = Open(writer.AssessmentId, writer.PatientId, writer.SampleRateHz, position);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(ended.Select(stretch => stretch.Closing));
        await writer.DisposeAsync();
    }

    private RecordingWriter Open(string assessmentId, string patientId, int sampleRateHz, long startSample)
    {
        var opened = store.OpenWriter(assessmentId, patientId, sampleRateHz, startSample);
        opened.GiveConsent();
        return opened;
    }
}
