namespace VoiceStage.Server.Simulation;

/// <summary>How a simulated patient behaves in general.</summary>
internal enum CallerKind
{
    Brisk,

    /// <summary>Slow to begin, with pauses of 3 s inside answers.</summary>
    Slow,

    /// <summary>Speaks into prompts.</summary>
    Interrupting,
    Silent,

    /// <summary>Makes sounds that are no words.</summary>
    Mumbling,
    KeysOnly,
}

/// <summary>What a patient, the line, a process or the store does at a moment of its own.</summary>
internal enum Incident
{
    HelpKey,
    HelpButton,
    HelpWords,
    AcuteWords,
    IdeationWords,
    Withdraws,
    Pauses,
    Resumes,
    AsksAgain,
    AsksAgainByKey,
    CannotTalk,
    Skips,
    WrongKey,
    Types,

    /// <summary>Says goodbye to the line in order.</summary>
    HangsUp,
    EndButton,

    /// <summary>The line is gone and the patient does not come back.</summary>
    Vanishes,
    LineBreaks,

    /// <summary>The process is gone from one moment to the next; the patient calls the other one.</summary>
    ProcessCrashes,

    /// <summary>The patient is connected to the other process while the first still believes to have the call.</summary>
    ConnectedTwice,
    NodeDrains,
    StoreFails,
    StoreLosesAnswer,
    StoreIsSlow,
}

/// <summary>Everything that a seed decides beforehand.</summary>
internal sealed record SimulationPlan
{
    public required int Seed { get; init; }
    public required CallerKind Caller { get; init; }
    public required string Protocol { get; init; }
    public required bool HasMicrophone { get; init; }

    /// <summary>Probability that a suicide item is answered yes, one of its own.</summary>
    public required double YesShare { get; init; }
    public required double RefusalShare { get; init; }
    public required double? TextScore { get; init; }
    public required double EarFaultShare { get; init; }
    public required double PacketFaultShare { get; init; }
    public required bool ReportsPlayback { get; init; }

    /// <summary>Whether the engine has a keyphrase ear; some have none.</summary>
    public bool CanSpot { get; init; } = true;

    /// <summary>What this patient answers to an item, before anything is drawn; a number as the key to press, empty for silence.</summary>
    public IReadOnlyDictionary<string, string> Answers { get; init; } = new Dictionary<string, string>();

    /// <summary>Birth date as referred, or null.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>In the order of time.</summary>
    public required IReadOnlyList<(double AtSeconds, Incident What, double Size)> Incidents { get; init; }

    /// <summary>What a patient says in so many words, at a moment of its own; for scenarios.</summary>
    public IReadOnlyList<(double AtSeconds, string Words)> Sayings { get; init; } = [];

    /// <summary>After this nothing goes wrong any more.</summary>
    public TimeSpan FaultsUntil { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Draws a plan.</summary>
    /// <param name="seed">Any number.</param>
    public static SimulationPlan Draw(int seed)
    {
        var random = new Random(seed);
        var isCalm = random.NextDouble() < 0.2;
        var incidents = new List<(double AtSeconds, Incident What, double Size)>();
        for (var left = isCalm ? 0 : random.Next(0, 6); left > 0; left--)
        {
            var what = (Incident)random.Next(Enum.GetValues<Incident>().Length);
            incidents.Add((random.NextDouble() < 0.15 ? 2 * random.NextDouble() : 150 * random.NextDouble(), what, random.NextDouble()));
            if (what == Incident.Pauses && random.NextDouble() < 0.7)
            {
                incidents.Add((incidents[^1].AtSeconds + (60 * random.NextDouble()), Incident.Resumes, 0));
            }
        }

        return new()
        {
            Seed = seed,
            Caller = (CallerKind)random.Next(Enum.GetValues<CallerKind>().Length),
            Protocol = "brief",
            HasMicrophone = random.NextDouble() < 0.93,
            YesShare = random.NextDouble() < 0.5 ? 0 : random.NextDouble(),
            RefusalShare = random.NextDouble() < 0.7 ? 0 : 0.3 * random.NextDouble(),
            TextScore = random.NextDouble() < 0.3 ? null : random.NextDouble(),
            EarFaultShare = isCalm || random.NextDouble() < 0.5 ? 0 : 0.5 * random.NextDouble(),
            PacketFaultShare = isCalm || random.NextDouble() < 0.5 ? 0 : 0.1 * random.NextDouble(),
            ReportsPlayback = random.NextDouble() < 0.95,
            Incidents = [.. incidents.OrderBy(incident => incident.AtSeconds)],
        };
    }
}
