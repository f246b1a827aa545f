namespace VoiceStage.Server.Escalations;

/// <summary>State of a case. Acknowledged is not resolved.</summary>
public enum EscalationState
{
    /// <summary>Nobody has it.</summary>
    Open = 1,
    /// <summary>Somebody has it.</summary>
    Acknowledged = 2,
    /// <summary>Done.</summary>
    Resolved = 3,
}
