using VoiceStage.Risk.Estimates;

namespace VoiceStage.Server.Escalations;

/// <summary>Deadlines and rungs of the ladder: site settings, with the project's design defaults.</summary>
public sealed record EscalationOptions
{
    /// <summary>Rungs from the first one notified to the last, which repeats. At most 8.</summary>
    public IReadOnlyList<string> Rungs { get; init; } = ["on_duty", "backup", "supervisor", "crisis_line"];

    /// <summary>A person now: 5 minutes to acknowledge, then backup, supervisor and crisis-line protocol at +5, +10, +15.</summary>
    public LevelTimers Imminent { get; init; } = new(TimeSpan.Zero, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), 3);

    /// <summary>A person within the hour; every 15 minutes up a rung.</summary>
    public LevelTimers High { get; init; } = new(TimeSpan.Zero, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(60), 2);

    /// <summary>A person within a day; "same shift" is 8 h.</summary>
    public LevelTimers Moderate { get; init; } = new(TimeSpan.Zero, TimeSpan.FromHours(8), TimeSpan.FromHours(24), TimeSpan.FromHours(24), 2);

    /// <summary>Not answered: as moderate, and not later than stage 1 asks for.</summary>
    public LevelTimers Unknown { get; init; } = new(TimeSpan.Zero, TimeSpan.FromHours(8), TimeSpan.FromHours(8), TimeSpan.FromHours(24), 2);

    /// <summary>Not an all-clear: in the daily digest, looked at within a day.</summary>
    public LevelTimers Low { get; init; } = new(TimeSpan.FromHours(24), TimeSpan.FromHours(24), TimeSpan.FromHours(72), TimeSpan.FromHours(72), 1);

    /// <summary>Hour of the day, UTC, at which the digest goes out. 0 to 23.</summary>
    public int DigestHourUtc { get; init; } = 6;

    /// <summary>Stage-1 probability at or above which a patient counts as high by text. In [0, 1].</summary>
    public double StageOneHighProbability { get; init; } = 0.7;

    /// <summary>Channels of a notice, first the one that pages people. Imminent uses the first two at once.</summary>
    public IReadOnlyList<string> Channels { get; init; } = ["webhook", "console"];

    /// <summary>Timers of a level.</summary>
    public LevelTimers For(CareLevel level) => level switch
    {
        CareLevel.Imminent => Imminent,
        CareLevel.High => High,
        CareLevel.Moderate => Moderate,
        CareLevel.Low => Low,
        _ => Unknown,
    };

    /// <summary>Name of a rung.</summary>
    public string Rung(int rung) => Rungs[Math.Clamp(rung, 0, Rungs.Count - 1)];

    /// <summary>Highest rung that a level climbs to; it repeats.</summary>
    public int LastRung(CareLevel level) => Math.Min(For(level).LastRung, Rungs.Count - 1);

    /// <summary>Channels that a notice of this level goes out on.</summary>
    public IEnumerable<string> ChannelsFor(CareLevel level) => Channels.Take(level == CareLevel.Imminent ? 2 : 1);

    /// <summary>Checks ranges.</summary>
    /// <exception cref="ArgumentException">Names the setting and its range.</exception>
    public void Validate()
    {
        if (Rungs.Count is < 1 or > 8)
        {
            throw new ArgumentException($"Rungs holds {Rungs.Count} names; give 1 to 8");
        }

        if (Channels.Count == 0)
        {
            throw new ArgumentException("Channels is empty: a page needs a way out");
        }

        if (DigestHourUtc is < 0 or > 23)
        {
            throw new ArgumentException($"DigestHourUtc is {DigestHourUtc}; give 0 to 23");
        }

        foreach (var level in Enum.GetValues<CareLevel>())
        {
            var timers = For(level);
            if (timers.Notify < TimeSpan.Zero || timers.Acknowledge <= TimeSpan.Zero || timers.Step < TimeSpan.FromSeconds(1) || timers.Contact <= TimeSpan.Zero)
            {
                throw new ArgumentException($"the timers of {level} must be above zero, the step at least 1 s");
            }
        }
    }
}
