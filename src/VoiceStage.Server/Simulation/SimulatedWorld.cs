using VoiceStage.Assessment.RiskPhrases;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Answers;

namespace VoiceStage.Server.Simulation;

/// <summary>Everything of one run: a clock, two processes on one store, one patient, and an observer.</summary>
internal sealed class SimulatedWorld : IDisposable
{
    public const string Assessment = "a1";

    public SimulatedWorld(SimulationPlan plan)
    {
        Plan = plan;
        Random = new Random(plan.Seed ^ 0x5EED);
        Record = new SimulationRecord(Time);
        Store = new SimulatedStore(Time, Record);
        Referral = new Referral
        {
            PatientId = "p1",
            ReferralId = "r1",
            ConsentReference = "c1",
            BirthDate = plan.BirthDate,
            TextScore = plan.TextScore is { } score ? new TextScore(score, "probability", null, []) : null,
        };
        Processes = [new SimulatedProcess("A", this), new SimulatedProcess("B", this)];
    }

    public SimulationPlan Plan { get; }
    public VirtualTime Time { get; } = new();
    public Random Random { get; }
    public SimulationRecord Record { get; }
    public SimulatedStore Store { get; }
    public SimulatedRecordings Recordings { get; } = new();
    public Referral Referral { get; }
    public IReadOnlyList<SimulatedProcess> Processes { get; private set; }

    /// <summary>Finds risk phrases; replaced to show that the invariants see an ear that is not listened to.</summary>
    public FindRiskPhrases FindRisk { get; init; } = words => RiskLexicon.Default.Match(words);

    /// <summary>The process that answers the phone now: the first that lives and takes calls.</summary>
    public SimulatedProcess Answering => Processes.FirstOrDefault(process => process is { GoneAt: null, Live.IsDraining: false }) ?? Restart();

    /// <summary>The process that does not have this call; it takes over while the other still believes to have it.</summary>
    public SimulatedProcess OtherThan(SimulatedProcess process) =>
        Processes.FirstOrDefault(other => other != process && other is { GoneAt: null, Live.IsDraining: false }) ?? Restart();

    public void Dispose()
    {
        foreach (var process in Processes)
        {
            process.Dispose();
        }
    }

    private SimulatedProcess Restart()
    {
        var next = new SimulatedProcess(((char)('A' + Processes.Count)).ToString(), this);
        Processes = [.. Processes, next];
        Record.Note($"{next.Name} starts");
        _ = next.WatchAsync();
        return next;
    }
}
