using VoiceStage.Assessment.Answers;

namespace VoiceStage.Assessment.Questionnaires;

/// <summary>What the ASQ says.</summary>
public sealed record AsqResult
{
    /// <summary><c>negative</c> (all four a clear no), <c>positive</c> (acute question a clear no or not due yet), <c>imminent</c>, or <c>unknown</c>.</summary>
    public required string Result { get; init; }

    /// <summary>Whether any of the first four is a yes or a refusal.</summary>
    public required bool IsPositive { get; init; }

    /// <summary>Whether the acute question has to be asked: all four were asked and not all are a clear no.</summary>
    public required bool AcuteQuestionDue { get; init; }

    /// <summary>Whether every question that is due was asked.</summary>
    public required bool IsComplete { get; init; }

    /// <summary><c>within_three_months</c>, <c>longer_ago</c> or <c>unknown</c> when an attempt was said; null without one.</summary>
    public required string? AttemptPeriod { get; init; }
}

/// <summary>Scores the ASQ by NIMH's rules, where "refused" counts like yes and unknown is never "no". Pure.</summary>
/// <remarks>
/// <para>Acute question: a yes, a refusal or an unclear answer is imminent until a person has spoken with the patient; so is silence or a hang-up when it was due
/// after a yes, a refusal or an unclear answer. After nothing but silence it stays unknown: no answer was obtained at all.</para>
/// <para>Source: NIMH ASQ toolkit, screening tool and information sheet.</para>
/// </remarks>
public static class AsqScreen
{
    private static readonly string[] Four = ["asq.1", "asq.2", "asq.3", "asq.4"];

    /// <summary>Scores the answers so far; call it at a hang-up too.</summary>
    /// <param name="answers">Final answers by item id.</param>
    public static AsqResult Score(IReadOnlyDictionary<string, Answer> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var reached = Four.Count(answers.ContainsKey);
        var isPositive = Four.Any(id => answers.TryGetValue(id, out var answer) && IsPositiveAnswer(answer));
        var isAnswered = isPositive || Four.Any(id => answers.GetValueOrDefault(id)?.Kind == AnswerKind.Unclear);
        var allClearNo = Four.All(id => ClearNo.Is(answers, id));
        var due = reached == Four.Length && !allClearNo;
        var acute = answers.GetValueOrDefault("asq.5");
        var imminent = acute is not null && !ClearNo.Is(acute) && acute.Kind != AnswerKind.Missing
            || (isAnswered && (acute is { Kind: AnswerKind.Missing } || (acute is null && due)));
        var result = imminent ? "imminent" : isPositive ? "positive" : allClearNo ? "negative" : "unknown";
        return new AsqResult
        {
            Result = result,
            IsPositive = isPositive,
            AcuteQuestionDue = due,
            IsComplete = reached == Four.Length && (!due || acute is not null),
            AttemptPeriod = AttemptPeriod(answers),
        };
    }

    private static bool IsPositiveAnswer(Answer answer) => answer.Is("yes") || answer.Kind == AnswerKind.Refused;

    private static string? AttemptPeriod(IReadOnlyDictionary<string, Answer> answers)
    {
        if (answers.GetValueOrDefault("asq.4") is not { } attempt || !attempt.Is("yes"))
        {
            return null;
        }

        return answers.GetValueOrDefault("asq.4.when") is { Kind: AnswerKind.Understood, Value: { } said } ? said : attempt.Period ?? "unknown";
    }
}
