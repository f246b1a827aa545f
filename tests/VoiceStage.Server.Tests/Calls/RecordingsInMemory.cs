using VoiceStage.Server.Calls;

namespace VoiceStage.Server.Tests.Calls;

/// <summary>Recordings that are written at once and can be looked at.</summary>
internal sealed class RecordingsInMemory : ICallRecordings
{
    public List<Stretch> Stretches { get; } = [];

    public ValueTask<long> DurableOffsetAsync(string assessmentId, CancellationToken cancellation) =>
        new(Stretches.Where(stretch => stretch.Assessment == assessmentId).Select(stretch => stretch.End).DefaultIfEmpty().Max());

    public ValueTask<ICallRecording> OpenAsync(string assessmentId, int sampleRateHz, long sampleOffset, CancellationToken cancellation)
    {
        var stretch = new Stretch(assessmentId, sampleOffset);
        Stretches.Add(stretch);
        return new(stretch);
    }

    internal sealed class Stretch(string assessment, long start) : ICallRecording
    {
        public string Assessment => assessment;

        public long Start => start;

        public long End => start + taken;

        private long taken;

        public bool IsClosed { get; private set; }

        public long DurableOffset => End;

        public void Append(ReadOnlySpan<float> samples) => taken += samples.Length;

        public void Skip(long missingSamples) => taken += missingSamples;

        public ValueTask DisposeAsync()
        {
            IsClosed = true;
            return default;
        }
    }
}
