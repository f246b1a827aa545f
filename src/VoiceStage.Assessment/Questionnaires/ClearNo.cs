using VoiceStage.Assessment.Answers;

namespace VoiceStage.Assessment.Questionnaires;

/// <summary>The one place that says what a clear "no" is: understood as "no", or as "not at all". Everything else is not.</summary>
public static class ClearNo
{
    /// <summary>Whether this item is answered with a clear no.</summary>
    /// <param name="answers">Final answers by item id.</param>
    /// <param name="itemId">Item; one that is not answered is not a no.</param>
    public static bool Is(IReadOnlyDictionary<string, Answer> answers, string itemId) => answers.TryGetValue(itemId, out var answer) && Is(answer);

    /// <summary>Whether this answer is a clear no.</summary>
    /// <param name="answer">Answer.</param>
    public static bool Is(Answer answer) => answer.Is("no") || answer.Is("0");
}
