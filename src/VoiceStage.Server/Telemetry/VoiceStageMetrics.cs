using System.Diagnostics;
using System.Diagnostics.Metrics;
using VoiceStage.Server.Draining;

namespace VoiceStage.Server.Telemetry;

/// <summary>What the host measures about itself; the calls' own figures are <see cref="Calls.CallMetrics"/>. Tags are codes from closed lists, never an id, a name or a word.</summary>
public sealed class VoiceStageMetrics
{
    /// <summary>Name of the meter and of the trace source.</summary>
    public const string Name = "VoiceStage";

    /// <summary>Spans of the service's own steps.</summary>
    public static readonly ActivitySource Traces = new(Name);

    private readonly Meter meter;

    /// <summary>Makes one per host.</summary>
    /// <param name="meters">Owns the meter.</param>
    /// <param name="gate">Knows whether the node drains.</param>
    public VoiceStageMetrics(IMeterFactory meters, CallGate gate)
    {
        ArgumentNullException.ThrowIfNull(meters);
        ArgumentNullException.ThrowIfNull(gate);
        meter = meters.Create(Name);
        meter.CreateObservableGauge("voicestage.streams.live", () => gate.LiveCallCount, "{stream}", "Streams of Converse that are open.");
        meter.CreateObservableGauge("voicestage.draining", () => gate.IsDraining ? 1 : 0, "1", "1 while the node takes no new calls.");
    }

    /// <summary>Watches the age of the oldest notice that nobody has receipted.</summary>
    /// <param name="oldestSeconds">Asked at every scrape; 0 when nothing waits. Must be quick.</param>
    public void WatchOutboxAge(Func<double> oldestSeconds) =>
        meter.CreateObservableGauge("voicestage.outbox.age", oldestSeconds, "s", "Age of the oldest notice without a receipt.");
}
