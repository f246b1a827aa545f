using VoiceStage.Risk.Estimates;

namespace VoiceStage.Assessment.Escalation;

/// <summary>The level that the rules draw.</summary>
/// <param name="Level">Highest of all rules.</param>
/// <param name="Reasons">Stable codes, those of the highest level first.</param>
/// <param name="PendingPerson">Whether something was unknown, so that the level stands until a person has spoken with the patient.</param>
public sealed record EscalationDecision(CareLevel Level, IReadOnlyList<string> Reasons, bool PendingPerson);
