using VoiceStage.Server.Escalations;

namespace VoiceStage.Server.Settings;

/// <summary>Reads the ladder's deadlines; what a site does not set keeps the project's defaults.</summary>
internal static class EscalationSettings
{
    public static EscalationOptions Read(SettingsSource source)
    {
        var standard = new EscalationOptions();
        var rungs = source.Texts("Escalation:Rungs");
        if (rungs.Count > 8)
        {
            source.Wrong("Escalation:Rungs", $"holds {rungs.Count} names", "give 1 to 8, first the one who is notified first");
        }

        return standard with
        {
            Rungs = rungs.Count is > 0 and <= 8 ? rungs : standard.Rungs,
            Imminent = Timers(source, "Imminent", standard.Imminent),
            High = Timers(source, "High", standard.High),
            Moderate = Timers(source, "Moderate", standard.Moderate),
            Unknown = Timers(source, "Unknown", standard.Unknown),
            Low = Timers(source, "Low", standard.Low),
            DigestHourUtc = source.Integer("Escalation:DigestHourUtc", standard.DigestHourUtc, 0, 23),
            StageOneHighProbability = source.Number("Escalation:StageOneHighProbability", standard.StageOneHighProbability, 0, 1),
        };
    }

    private static LevelTimers Timers(SettingsSource source, string level, LevelTimers standard)
    {
        TimeSpan Minutes(string name, TimeSpan value, double least) =>
            TimeSpan.FromMinutes(source.Number($"Escalation:{level}:{name}", value.TotalMinutes, least, 7 * 24 * 60));

        return standard with
        {
            Notify = Minutes("NotifyMinutes", standard.Notify, 0),
            Acknowledge = Minutes("AcknowledgeMinutes", standard.Acknowledge, 0.05),
            Step = Minutes("StepMinutes", standard.Step, 0.05),
            Contact = Minutes("ContactMinutes", standard.Contact, 0.05),
        };
    }
}
