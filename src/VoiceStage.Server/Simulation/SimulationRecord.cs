using VoiceStage.Assessment.RiskPhrases;
using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Simulation;

/// <summary>A call for a person that has reached the service: how, when, and in which process.</summary>
internal sealed record CrisisSignal(string Kind, TimeSpan At, SimulatedProcess? Process);

/// <summary>What an observer who sees everything notes of one run.</summary>
internal sealed class SimulationRecord(VirtualTime time)
{
    private const int MostLines = 400;
    private readonly List<string> trace = [];
    private string lastAcute = "";

    public List<CrisisSignal> Signals { get; } = [];
    public List<(TimeSpan At, IReadOnlyList<SessionEvent> Events)> FailSafe { get; } = [];
    public List<string> Violations { get; } = [];
    public int Connections { get; set; }
    public int Repeats { get; set; }
    public int Gaps { get; set; }
    public SimulatedProcess? Working { get; set; }

    /// <summary>What happened, without a patient's words.</summary>
    public IReadOnlyList<string> Trace => trace;

    public void Note(string what)
    {
        if (trace.Count < MostLines)
        {
            trace.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{time.Elapsed.TotalSeconds,8:0.0} s  {what}"));
        }
    }

    public void Violate(string what)
    {
        Note("VIOLATION " + what);
        Violations.Add(what);
    }

    public void Signal(string kind)
    {
        Note("signal " + kind);
        Signals.Add(new(kind, time.Elapsed, Working));
    }

    /// <summary>A free ear has told the service these words.</summary>
    public void EarRead(string text)
    {
        if (text.Length > 0 && text != lastAcute && CallerWords.Acute.Any(phrase => text.Contains(phrase, StringComparison.Ordinal))
            && RiskLexicon.Default.Match(text).Any(match => match.Family == "acute"))
        {
            lastAcute = text;
            Signal("acute words");
        }
    }
}
