namespace VoiceStage.Assessment.RiskPhrases;

/// <summary>A risk phrase found in words, in any polarity, person or tense.</summary>
/// <param name="Family"><c>acute</c> (attempt under way, method taken, plan with intent now) or <c>ideation</c>.</param>
/// <param name="PhraseId">Id in the lexicon.</param>
/// <param name="FirstWord">Index of its first word.</param>
/// <param name="WordCount">How many words it spans.</param>
/// <param name="Marks">Marks that never downgrade: <c>negated</c>, <c>third_person</c>, <c>past</c>.</param>
public sealed record RiskPhraseMatch(string Family, string PhraseId, int FirstWord, int WordCount, IReadOnlyList<string> Marks);
