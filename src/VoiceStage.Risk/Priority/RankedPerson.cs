namespace VoiceStage.Risk.Priority;

/// <summary>One piece of evidence about a person, as judged.</summary>
/// <param name="StopProbability">R: probability that a reader who reads it has seen enough, in [0, 1]; 0 when it indicates nothing.</param>
/// <param name="WordCount">c: words to read, at least 0.</param>
public readonly record struct EvidenceItem(double StopProbability, double WordCount);

/// <summary>One person in a ranking, with the truth about them and the order in which their evidence is shown.</summary>
/// <param name="IsRelevant">Whether the person is at risk.</param>
/// <param name="Evidence">Evidence in the order in which it is read.</param>
public sealed record RankedPerson(bool IsRelevant, IReadOnlyList<EvidenceItem> Evidence);
