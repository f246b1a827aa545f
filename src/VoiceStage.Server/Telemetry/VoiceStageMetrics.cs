using System.Diagnostics;
using System.Diagnostics.Metrics;
using VoiceStage.Server.Draining;

namespace VoiceStage.Server.Telemetry;

/// <summary>What the service measures about itself. Tags are codes from closed lists, never an id, a name or a word.</summary>
public sealed class VoiceStageMetrics
{
    /// <summary>Name of the meter and of the trace source.</summary>
    public const string Name = "VoiceStage";

    /// <summary>Spans of the service's own steps.</summary>
    public static readonly ActivitySource Traces = new(Name);

    private readonly Histogram<double> turnSeconds;
    private readonly Histogram<double> stepSeconds;
    private readonly Histogram<double> recognitionLagSeconds;
    private readonly Histogram<double> pageSeconds;
    private readonly Counter<long> callsEnded;
    private readonly Counter<long> appendFailures;
    private readonly Counter<long> faults;
    private readonly Counter<long> escalations;
    private readonly Counter<long> deliveries;
    private readonly Meter meter;

    /// <summary>Makes one per host.</summary>
    /// <param name="meters">Owns the meter.</param>
    /// <param name="gate">Knows the live calls.</param>
    public VoiceStageMetrics(IMeterFactory meters, CallGate gate)
    {
        ArgumentNullException.ThrowIfNull(meters);
        ArgumentNullException.ThrowIfNull(gate);
        meter = meters.Create(Name);
        meter.CreateObservableGauge("voicestage.calls.live", () => gate.LiveCallCount, "{call}", "Calls whose stream is open.");
        turnSeconds = meter.CreateHistogram<double>("voicestage.turn.latency", "s", "From the end of the patient's turn to the next prompt.");
        stepSeconds = meter.CreateHistogram<double>("voicestage.answer.step", "s", "Time of one step of an answer.");
        recognitionLagSeconds = meter.CreateHistogram<double>("voicestage.recognition.lag", "s", "Audio that has arrived and is not yet read by the recogniser.");
        pageSeconds = meter.CreateHistogram<double>("voicestage.page.latency", "s", "From opening a case to the first receipt of its page.");
        callsEnded = meter.CreateCounter<long>("voicestage.calls.ended", "{call}", "Calls that ended, by outcome.");
        appendFailures = meter.CreateCounter<long>("voicestage.journal.append_failures", "{append}", "Appends that failed, by reason code.");
        faults = meter.CreateCounter<long>("voicestage.faults", "{fault}", "Faults noticed in calls, by component.");
        escalations = meter.CreateCounter<long>("voicestage.escalations", "{case}", "Cases opened, by level.");
        deliveries = meter.CreateCounter<long>("voicestage.deliveries", "{notice}", "Notices tried, by channel and result.");
    }

    /// <summary>A turn was answered with a prompt.</summary>
    public void TurnAnswered(TimeSpan latency) => turnSeconds.Record(latency.TotalSeconds);

    /// <summary>One step of an answer is done.</summary>
    /// <param name="step">measure, listen, interpret, weigh, judge, decide, record or say.</param>
    /// <param name="duration">How long it took.</param>
    public void StepDone(string step, TimeSpan duration) => stepSeconds.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("step", step));

    /// <summary>How far the recogniser is behind.</summary>
    public void RecognitionLag(TimeSpan lag) => recognitionLagSeconds.Record(lag.TotalSeconds);

    /// <summary>A case's page was receipted for the first time.</summary>
    public void PageReceipted(TimeSpan sinceOpened) => pageSeconds.Record(sinceOpened.TotalSeconds);

    /// <summary>A call ended.</summary>
    /// <param name="outcome">Stable code: completed, stopped, lost.</param>
    public void CallEnded(string outcome) => callsEnded.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>An append failed.</summary>
    /// <param name="reason">conflict or store.</param>
    public void AppendFailed(string reason) => appendFailures.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>A part failed in a call.</summary>
    /// <param name="component">Stable code of the part.</param>
    public void FaultNoticed(string component) => faults.Add(1, new KeyValuePair<string, object?>("component", component));

    /// <summary>A case was opened.</summary>
    /// <param name="level">Level of care.</param>
    public void EscalationOpened(string level) => escalations.Add(1, new KeyValuePair<string, object?>("level", level));

    /// <summary>A notice was tried.</summary>
    /// <param name="channel">Name of the channel.</param>
    /// <param name="result">delivered, failed or given_up.</param>
    public void Delivered(string channel, string result) =>
        deliveries.Add(1, new KeyValuePair<string, object?>("channel", channel), new KeyValuePair<string, object?>("result", result));

    /// <summary>Watches the age of the oldest notice that nobody has receipted.</summary>
    /// <param name="oldestSeconds">Asked at every scrape; 0 when nothing waits. Must be quick.</param>
    public void WatchOutboxAge(Func<double> oldestSeconds) =>
        meter.CreateObservableGauge("voicestage.outbox.age", oldestSeconds, "s", "Age of the oldest notice without a receipt.");
}
