namespace VoiceStage.Assessment.Sessions;

/// <summary>When and where in the audio something was observed.</summary>
/// <param name="Time">UTC.</param>
/// <param name="AudioSample">Samples of the assessment's audio processed.</param>
public readonly record struct Moment(DateTimeOffset Time, long AudioSample);
