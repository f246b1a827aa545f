using Microsoft.Extensions.DependencyInjection;

namespace VoiceStage.Server.Hosting;

/// <summary>How a host is built: by `serve`, by the demo, by tests in process.</summary>
public sealed record VoiceStageHostOptions
{
    /// <summary>Development keys and identities, loopback only. Default false.</summary>
    public bool IsDevelopment { get; init; }

    /// <summary>Where journal, recordings and keys are kept; null follows the setting <c>VOICESTAGE_DATA</c>, then <c>out/data</c>.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Port of the gRPC endpoint, 0 picks one; null follows the settings (default 7310).</summary>
    public int? GrpcPort { get; init; }

    /// <summary>Port of the web endpoint, 0 picks one; null follows the settings (default 7311).</summary>
    public int? WebPort { get; init; }

    /// <summary>The clock of every part; null is the system's.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>Settings that win over files and environment, by full name, for example <c>VoiceStage:Pager:WebhookUrl</c>.</summary>
    public IReadOnlyDictionary<string, string?> ExtraSettings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Whether environment variables and appsettings.json are read. Default true; tests say false so that a machine's settings do not leak in.</summary>
    public bool ReadsMachineSettings { get; init; } = true;

    /// <summary>Whether logs go to standard error. Default true; a test or the demo that prints its own progress says false.</summary>
    public bool WritesLogs { get; init; } = true;

    /// <summary>Whether models are loaded and the protocols' prompts spoken at start. Default true; tests that hold no call say false.</summary>
    public bool WarmsUp { get; init; } = true;

    /// <summary>Runs last, so that a test or the demo can replace a part (a scripted recogniser, a log sink); null replaces nothing.</summary>
    public Action<IServiceCollection>? ReplaceParts { get; init; }
}
