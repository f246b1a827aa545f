using System.Diagnostics.Metrics;

namespace VoiceStage.Server.Calls;

/// <summary>Figures of the calls, under the meter <see cref="MeterName"/>. No label names a patient or a session.</summary>
public sealed class CallMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "VoiceStage.Calls";

    private const int KeptLatencies = 65_536;
    private readonly Meter meter = new(MeterName);
    private readonly Histogram<double> turnToPrompt;
    private readonly Counter<long> audioSeconds;
    private readonly Counter<long> ended;
    private readonly Counter<long> storeFailures;
    private readonly Lock gate = new();
    private readonly Queue<double> latencies = new();

    /// <summary>Makes the instruments.</summary>
    /// <param name="live">Calls of this process.</param>
    public CallMetrics(LiveCalls live)
    {
        meter.CreateObservableGauge("voicestage.calls.live", () => live.Count, description: "Calls attached now.");
        turnToPrompt = meter.CreateHistogram<double>("voicestage.calls.turn_to_prompt", "s", "From the end of a turn to the next prompt, by the clock.");
        audioSeconds = meter.CreateCounter<long>("voicestage.calls.audio", "s", "Patients' audio processed.");
        ended = meter.CreateCounter<long>("voicestage.calls.ended", description: "Streams that ended, by how.");
        storeFailures = meter.CreateCounter<long>("voicestage.calls.store_failures", description: "Groups of events that the store did not take at once.");
    }

    /// <summary>Newest waits from the end of a turn to the next prompt, in seconds, at most 65 536; for the benchmark.</summary>
    public IReadOnlyList<double> TurnToPromptSeconds
    {
        get
        {
            lock (gate)
            {
                return [.. latencies];
            }
        }
    }

    internal void TurnToPrompt(double seconds)
    {
        turnToPrompt.Record(seconds);
        lock (gate)
        {
            latencies.Enqueue(seconds);
            if (latencies.Count > KeptLatencies)
            {
                latencies.Dequeue();
            }
        }
    }

    internal void Audio(long seconds) => audioSeconds.Add(seconds);

    internal void Ended(string how) => ended.Add(1, new KeyValuePair<string, object?>("how", how));

    internal void StoreFailed() => storeFailures.Add(1);

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();
}
