namespace VoiceStage.Assessment.Sessions;

/// <summary>A hand-over that goes on: the patient stays on the line and somebody is sought.</summary>
/// <param name="Reason">Why, stable code of the first step.</param>
/// <param name="Target">Whom the last step sought.</param>
/// <param name="BegunTime">When the first step was taken.</param>
/// <param name="Steps">How many rungs were tried.</param>
public sealed record HandoffUnderWay(string Reason, string Target, DateTimeOffset BegunTime, int Steps);
