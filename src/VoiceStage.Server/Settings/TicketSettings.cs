namespace VoiceStage.Server.Settings;

/// <summary>How long a patient's ticket works.</summary>
public sealed record TicketSettings
{
    /// <summary>A ticket must be used for the first time within this. Default 72 h: a call-back over a week-end still works.</summary>
    public TimeSpan FirstUse { get; init; } = TimeSpan.FromHours(72);

    /// <summary>From its first use it resumes the same assessment for this long. Default 3 h: far above the longest interview, so that expiry never cuts a call.</summary>
    public TimeSpan Call { get; init; } = TimeSpan.FromHours(3);

    internal static TicketSettings Read(SettingsSource source) => new()
    {
        FirstUse = TimeSpan.FromHours(source.Number("Tickets:FirstUseHours", 72, 0.1, 24 * 31)),
        Call = TimeSpan.FromHours(source.Number("Tickets:CallHours", 3, 1, 24)),
    };
}
