using VoiceStage.Risk.Estimates;

namespace VoiceStage.Risk.Priority;

/// <summary>One open case as the order sees it.</summary>
/// <param name="Id">Case id.</param>
/// <param name="Level">Level of care.</param>
/// <param name="TextScoreIsHigh">Whether stage 1 is high.</param>
/// <param name="Probability">Estimated probability in [0, 1], or null when the model abstained.</param>
/// <param name="ContactDeadline">A person must have spoken with the patient by then.</param>
/// <param name="ExpectedWords">Words a reader is expected to read, at least 0.</param>
public sealed record WorklistCase(
    string Id, CareLevel Level, bool TextScoreIsHigh, double? Probability, DateTimeOffset ContactDeadline, double ExpectedWords);

/// <summary>A place on the worklist.</summary>
/// <param name="Id">Case id.</param>
/// <param name="Tier">0 is seen first.</param>
/// <param name="Reason">Why it stands there, in words for a clinician.</param>
public sealed record WorklistPlace(string Id, int Tier, string Reason);
