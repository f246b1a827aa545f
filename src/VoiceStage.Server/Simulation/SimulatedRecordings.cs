using VoiceStage.Server.Calls;

namespace VoiceStage.Server.Simulation;

/// <summary>Recordings that keep only where they began and ended; on disk a second late, as real ones are.</summary>
internal sealed class SimulatedRecordings : ICallRecordings
{
    private const long LateSamples = SymbolicSound.RateHz;

    public List<Stretch> Stretches { get; } = [];

    public ValueTask<long> DurableOffsetAsync(string assessmentId, CancellationToken cancellation) =>
        new(Stretches.Select(stretch => stretch.DurableOffset).DefaultIfEmpty().Max());

    public ValueTask<ICallRecording> OpenAsync(string assessmentId, int sampleRateHz, long sampleOffset, CancellationToken cancellation)
    {
        var stretch = new Stretch(sampleOffset);
        Stretches.Add(stretch);
        return new(stretch);
    }

    internal sealed class Stretch(long start) : ICallRecording
    {
        private bool isClosed;

        public long Start { get; } = start;

        public long End { get; private set; } = start;

        public long DurableOffset => isClosed ? End : Math.Max(Start, End - LateSamples);

        public void Append(ReadOnlySpan<float> samples) => End += samples.Length;

        public void Skip(long missingSamples) => End += missingSamples;

        public ValueTask DisposeAsync()
        {
            isClosed = true;
            return default;
        }
    }
}
