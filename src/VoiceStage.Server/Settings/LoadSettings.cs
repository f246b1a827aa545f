namespace VoiceStage.Server.Settings;

/// <summary>Bounds on load. Under overload measures are dropped first, a call never; beyond the bound a new call is asked to come back.</summary>
public sealed record LoadSettings
{
    /// <summary>Most calls at once on this node. Default 200: one core carries about 840 idle streams, recognition far fewer.</summary>
    public int MaxLiveCalls { get; init; } = 200;

    /// <summary>Most recordings measured at once. Default 4; others wait, at most <see cref="MaxWaitingAnalyses"/>.</summary>
    public int MaxAnalyses { get; init; } = 4;

    /// <summary>Most analyses waiting for their turn. Default 16.</summary>
    public int MaxWaitingAnalyses { get; init; } = 16;

    /// <summary>How long running calls may finish when the node is stopped. Default 60 s; then clients resume on another node.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(60);

    internal static LoadSettings Read(SettingsSource source) => new()
    {
        MaxLiveCalls = source.Integer("Load:MaxLiveCalls", 200, 1, 10_000),
        MaxAnalyses = source.Integer("Load:MaxAnalyses", 4, 1, 64),
        MaxWaitingAnalyses = source.Integer("Load:MaxWaitingAnalyses", 16, 0, 1_000),
        Drain = TimeSpan.FromSeconds(source.Number("Load:DrainSeconds", 60, 0, 3_600)),
    };
}
