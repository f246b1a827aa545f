using Microsoft.Extensions.Configuration;

namespace VoiceStage.Server.Settings;

/// <summary>Everything a site sets, read and checked once at start. Section <c>VoiceStage</c> of appsettings.json, environment <c>VOICESTAGE__…</c>.</summary>
public sealed record VoiceStageSettings
{
    /// <summary>Whether development keys and identities are allowed; then the endpoints must be on loopback.</summary>
    public required bool IsDevelopment { get; init; }

    /// <summary>Where journal, recordings and keys are kept. Setting <c>DataDirectory</c>, else environment <c>VOICESTAGE_DATA</c>, else <c>out/data</c>.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>What the site tells its patients.</summary>
    public required SiteSettings Site { get; init; }

    /// <summary>Endpoints.</summary>
    public required ListenSettings Listen { get; init; }

    /// <summary>Whose tokens are believed.</summary>
    public required IdentitySettings Identity { get; init; }

    /// <summary>Patients' tickets.</summary>
    public required TicketSettings Tickets { get; init; }

    /// <summary>Whom a page goes to.</summary>
    public required PagerSettings Pager { get; init; }

    /// <summary>Deadlines of the ladder.</summary>
    public required Escalations.EscalationOptions Escalation { get; init; }

    /// <summary>Encrypted recordings.</summary>
    public required RecordingSettings Recordings { get; init; }

    /// <summary>Speech services of the site's own.</summary>
    public required SpeechSettings Speech { get; init; }

    /// <summary>A fitted model of the site's own.</summary>
    public required RiskModelSettings RiskModel { get; init; }

    /// <summary>Bounds on load.</summary>
    public required LoadSettings Load { get; init; }

    /// <summary>Traces and metrics.</summary>
    public required TelemetrySettings Telemetry { get; init; }

    /// <summary>Reads and checks every setting.</summary>
    /// <param name="configuration">Files, environment and what the caller set.</param>
    /// <param name="isDevelopment">Whether what a site must set may be missing.</param>
    /// <param name="dataDirectory">Wins over the settings when not null.</param>
    /// <exception cref="SettingsException">At least one setting is wrong or missing; holds all of them.</exception>
    public static VoiceStageSettings Read(IConfiguration configuration, bool isDevelopment, string? dataDirectory = null)
    {
        var source = new SettingsSource(configuration);
        var settings = new VoiceStageSettings
        {
            IsDevelopment = isDevelopment,
            DataDirectory = Path.GetFullPath(dataDirectory ?? source.Text("DataDirectory") ?? StandardDataDirectory(configuration)),
            Site = SiteSettings.Read(source, isDevelopment),
            Listen = ListenSettings.Read(source, isDevelopment),
            Identity = IdentitySettings.Read(source, isDevelopment),
            Tickets = TicketSettings.Read(source),
            Pager = PagerSettings.Read(source, isDevelopment),
            Escalation = EscalationSettings.Read(source),
            Recordings = RecordingSettings.Read(source, isDevelopment),
            Speech = SpeechSettings.Read(source),
            RiskModel = RiskModelSettings.Read(source, isDevelopment),
            Load = LoadSettings.Read(source),
            Telemetry = TelemetrySettings.Read(source),
        };
        source.RefuseUnknown();
        return source.Problems.Count == 0 ? settings : throw new SettingsException(source.Problems);
    }

    private static string StandardDataDirectory(IConfiguration configuration) => configuration["VOICESTAGE_DATA"]
        ?? Path.Combine(configuration["VOICESTAGE_HOME"] ?? Directory.GetCurrentDirectory(), "out", "data");
}
