namespace VoiceStage.Server.Escalations;

/// <summary>The clock of one level of care. Spans count from when the case came to that level.</summary>
/// <param name="Notify">First notice after this; zero is at once.</param>
/// <param name="Acknowledge">A person acknowledges within this; missed, the next rung is notified.</param>
/// <param name="Step">From one rung to the next, and between repeats of the last one.</param>
/// <param name="Contact">A person has spoken with the patient within this.</param>
/// <param name="LastRung">Highest rung that the ladder climbs to, from 0.</param>
public sealed record LevelTimers(TimeSpan Notify, TimeSpan Acknowledge, TimeSpan Step, TimeSpan Contact, int LastRung);
