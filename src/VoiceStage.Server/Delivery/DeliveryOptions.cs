using VoiceStage.Risk.Estimates;

namespace VoiceStage.Server.Delivery;

/// <summary>Retries and bounds of delivery.</summary>
public sealed record DeliveryOptions
{
    /// <summary>How long a claimed notice stays with its worker. Default 30 s: longer than the longest try, so that only a dead worker loses it.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>First wait after a failure; doubles with each. Default 1 s.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait. Default 60 s.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest wait for high and imminent. Default 10 s: their acknowledge deadline is minutes away.</summary>
    public TimeSpan LongestUrgentRetry { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Tries before a notice is given up and the ladder climbs. Default 10.</summary>
    public int MaxAttempts { get; init; } = 10;

    /// <summary>Notices sent at once. Default 32.</summary>
    public int MaxAtOnce { get; init; } = 32;

    /// <summary>Of these, kept free for high and imminent. Default 8: a flood of digests must not hold up a page.</summary>
    public int ReservedForUrgent { get; init; } = 8;

    /// <summary>Seed of the jitter; two nodes take different ones.</summary>
    public int JitterSeed { get; init; } = 1;

    /// <summary>Level from which a notice counts as urgent.</summary>
    internal const int Urgent = (int)CareLevel.High;
}
