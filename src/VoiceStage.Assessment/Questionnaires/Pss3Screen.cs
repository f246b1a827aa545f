using VoiceStage.Assessment.Answers;

namespace VoiceStage.Assessment.Questionnaires;

/// <summary>What the PSS-3 says.</summary>
/// <param name="Result"><c>positive</c> (ideation, or an attempt within six months), <c>negative</c>, or <c>unknown</c>.</param>
/// <param name="IsPendingPerson">Whether an answer that could change the result is unclear, refused, missing or not reached.</param>
/// <param name="DepressedMood">Answer code of the first question.</param>
public sealed record Pss3Result(string Result, bool IsPendingPerson, string DepressedMood);

/// <summary>Scores the Patient Safety Screener. Pure.</summary>
/// <remarks>An attempt whose time is unknown counts as recent. A refusal counts as positive, as in every instrument here; other unknowns give <c>unknown</c>.</remarks>
public static class Pss3Screen
{
    /// <summary>Scores the answers so far.</summary>
    /// <param name="answers">Final answers by item id.</param>
    public static Pss3Result Score(IReadOnlyDictionary<string, Answer> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var ideation = answers.GetValueOrDefault("pss.2");
        var attempt = answers.GetValueOrDefault("pss.3");
        var when = answers.GetValueOrDefault("pss.3.when") is { Kind: AnswerKind.Understood, Value: { } said } ? said : attempt?.Period;
        var longAgo = attempt is not null && attempt.Is("yes") && when == "longer_ago";
        var positive = IsPositive(ideation) || (IsPositive(attempt) && !longAgo);
        var negative = ClearNo.Is(answers, "pss.2") && (ClearNo.Is(answers, "pss.3") || longAgo);
        var known = IsKnown(ideation) && IsKnown(attempt) && (!attempt!.Is("yes") || when is not (null or "unknown"));
        return new Pss3Result(positive ? "positive" : negative ? "negative" : "unknown", !known, answers.GetValueOrDefault("pss.1")?.Code ?? "missing");
    }

    private static bool IsPositive(Answer? answer) => answer is not null && (answer.Is("yes") || answer.Kind == AnswerKind.Refused);

    private static bool IsKnown(Answer? answer) => answer?.Kind == AnswerKind.Understood;
}
