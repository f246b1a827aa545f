namespace VoiceStage.Server.Settings;

/// <summary>Traces, metrics and logs. None of them holds words, audio, names or answers.</summary>
public sealed record TelemetrySettings
{
    /// <summary>OTLP collector for traces and metrics; null sends none. Metrics are at /metrics in any case.</summary>
    public Uri? OtlpUrl { get; init; }

    /// <summary>Share of calls that is traced, 0 to 1. Default 1.</summary>
    public double TracedShare { get; init; } = 1;

    /// <summary>Whether logs are written as JSON lines. Default false: text.</summary>
    public bool LogsAsJson { get; init; }

    /// <summary>Least level that is logged: Debug, Information, Warning or Error. Default Information.</summary>
    public string LogLevel { get; init; } = "Information";

    internal static TelemetrySettings Read(SettingsSource source) => new()
    {
        OtlpUrl = source.Url("Telemetry:OtlpUrl"),
        TracedShare = source.Number("Telemetry:TracedShare", 1, 0, 1),
        LogsAsJson = source.Flag("Telemetry:LogsAsJson", false),
        LogLevel = source.Choice("Telemetry:LogLevel", "Information", "Debug", "Information", "Warning", "Error"),
    };
}
