namespace VoiceStage.Assessment.Questionnaires;

/// <summary>A band of a total.</summary>
/// <param name="Code">Stable code, for example <c>moderately_severe</c>.</param>
/// <param name="AtLeast">Lowest total of the band.</param>
public sealed record ScoreBand(string Code, int AtLeast);

/// <summary>How a sum scale is scored.</summary>
/// <param name="Bands">Bands, lowest first.</param>
/// <param name="MayProrate">How many unknown items may be filled with the mean of the others; 0 forms no total with any item unknown.</param>
/// <param name="NeverProrated">Items without which there is no total.</param>
public sealed record SumScoring(IReadOnlyList<ScoreBand> Bands, int MayProrate, IReadOnlyList<string> NeverProrated);
