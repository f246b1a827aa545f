namespace VoiceStage.Server.Escalations;

/// <summary>What was done about a case.</summary>
public enum EscalationResolution
{
    /// <summary>Spoke with the patient, who is safe for now.</summary>
    ContactedSafe = 1,
    /// <summary>Spoke with the patient, care was arranged.</summary>
    CareArranged = 2,
    /// <summary>Emergency services were sent.</summary>
    EmergencyDispatched = 3,
    /// <summary>Could not be reached, and the ladder ended with the site's protocol.</summary>
    NotReached = 4,
    /// <summary>False alarm, with a reason.</summary>
    FalseAlarm = 5,
}
