using VoiceStage.Server.Simulation;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace VoiceStage.Server.Tests.Scenarios;

/// <summary>One written call: who calls, what they answer, what happens when, and what must come of it. See the files beside it.</summary>
public sealed class Scenario
{
    /// <summary>One sentence.</summary>
    public string About { get; set; } = "";

    /// <summary>Kind of caller; brisk by default.</summary>
    public string Caller { get; set; } = "Brisk";

    /// <summary>Stage-1 probability.</summary>
    public double Text { get; set; } = 0.1;

    public string? Born { get; set; }

    public Dictionary<string, string> Answers { get; set; } = [];

    /// <summary>Second to what happens: an incident's name, or words in quotes after "says".</summary>
    public List<Moment> Then { get; set; } = [];

    public bool EarsAreBroken { get; set; }

    public string Level { get; set; } = "";

    public string Outcome { get; set; } = "";

    /// <summary>What must stand in the record, in this order; other things may stand between.</summary>
    public List<string> Order { get; set; } = [];

    /// <summary>What must not stand after the first line that holds <see cref="NeverAfter.After"/>.</summary>
    public List<NeverAfter> Never { get; set; } = [];

    public static Scenario Read(string path)
    {
        var reader = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build();
        return reader.Deserialize<Scenario>(File.ReadAllText(path));
    }

    internal SimulationPlan Plan() => new()
    {
        Seed = 1,
        Caller = Enum.Parse<CallerKind>(Caller),
        Protocol = "brief",
        HasMicrophone = true,
        YesShare = 0,
        RefusalShare = 0,
        TextScore = Text,
        EarFaultShare = EarsAreBroken ? 1 : 0,
        PacketFaultShare = 0,
        ReportsPlayback = true,
        BirthDate = Born is null ? null : DateOnly.Parse(Born, System.Globalization.CultureInfo.InvariantCulture),
        Answers = new Dictionary<string, string> { ["consent"] = "yes" }.Concat(Answers).GroupBy(a => a.Key).ToDictionary(g => g.Key, g => g.Last().Value),
        Incidents = [.. Then.Where(m => m.Does is not null).Select(m => (m.At, Enum.Parse<Incident>(m.Does!), m.Size)).OrderBy(i => i.At)],
        Sayings = [.. Then.Where(m => m.Says is not null).Select(m => (m.At, m.Says!)).OrderBy(s => s.At)],
        FaultsUntil = EarsAreBroken ? TimeSpan.FromHours(2) : TimeSpan.FromMinutes(5),
    };

    public sealed class Moment
    {
        public double At { get; set; }
        public string? Does { get; set; }
        public string? Says { get; set; }
        public double Size { get; set; } = 0.1;
    }

    public sealed class NeverAfter
    {
        public string After { get; set; } = "";
        public string Line { get; set; } = "";
    }
}
