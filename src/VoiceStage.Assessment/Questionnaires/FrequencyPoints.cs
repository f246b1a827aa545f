using VoiceStage.Assessment.Answers;

namespace VoiceStage.Assessment.Questionnaires;

/// <summary>Points of the "not at all … nearly every day" scale.</summary>
internal static class FrequencyPoints
{
    /// <summary>0 to 3, or null when the item is unclear, refused, missing or not reached.</summary>
    internal static int? Of(IReadOnlyDictionary<string, Answer> answers, string itemId) =>
        answers.TryGetValue(itemId, out var answer) && answer is { Kind: AnswerKind.Understood, Value: [>= '0' and <= '3'] value } ? value[0] - '0' : null;
}
