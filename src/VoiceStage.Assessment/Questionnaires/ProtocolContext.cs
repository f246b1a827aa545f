using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Assessment.Questionnaires;

/// <summary>What the order of questions depends on beside the answers.</summary>
/// <param name="Channel">Where the patient is: some tasks need a kiosk's microphone.</param>
/// <param name="TextScoreIsHigh">Whether stage 1 is high: then the suicide items come before the optional tasks.</param>
public sealed record ProtocolContext(CallChannel Channel, bool TextScoreIsHigh);
