namespace VoiceStage.Assessment.Answers;

/// <summary>What became of a question.</summary>
public enum AnswerKind
{
    /// <summary>Understood: <see cref="Answer.Value"/> holds the code.</summary>
    Understood,
    /// <summary>Something was said, but not surely this or that.</summary>
    Unclear,
    /// <summary>The patient would rather not say, or skipped.</summary>
    Refused,
    /// <summary>Nothing was said, or the question was not reached.</summary>
    Missing,
}

/// <summary>By what an answer came.</summary>
public enum AnswerSource
{
    /// <summary>No answer came.</summary>
    None,
    /// <summary>Speech.</summary>
    Voice,
    /// <summary>A phone key.</summary>
    Key,
    /// <summary>A touch on a screen.</summary>
    Touch,
    /// <summary>Typed text.</summary>
    Text,
}

/// <summary>The interpreted answer to one item. Unclear, refused and missing are answers of their own, never "no".</summary>
public sealed record Answer
{
    /// <summary>What became of the question.</summary>
    public required AnswerKind Kind { get; init; }

    /// <summary>Code when understood: <c>yes</c>, <c>no</c>, <c>0</c>…<c>3</c>, <c>given</c> for open answers, a period code for "when"; null otherwise.</summary>
    public string? Value { get; init; }

    /// <summary>By what it came.</summary>
    public AnswerSource Source { get; init; }

    /// <summary>In [0, 1]; null when unknown.</summary>
    public double? Confidence { get; init; }

    /// <summary>Stable code of why it is unclear or missing, or what to know about it (<c>EARS_DISAGREE</c>, <c>LOW_CONFIDENCE</c>, <c>SILENCE</c>, <c>OTHER_LANGUAGE</c>); null else.</summary>
    public string? Why { get; init; }

    /// <summary>Period code that came along with a "yes" ("yes, last month"), as in an item of kind When; null when none was said.</summary>
    public string? Period { get; init; }

    /// <summary>Of an unclear answer: what it would have been, had the ears been surer; nothing that was heard spoke against it. Null else.</summary>
    /// <remarks>Said twice the same way, in two turns, it counts as understood: one mishearing is likely, the same one twice is not.</remarks>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public string? Leaning { get; init; }

    /// <summary>An understood answer.</summary>
    public static Answer Understood(string value, AnswerSource source, double? confidence = null) =>
        new() { Kind = AnswerKind.Understood, Value = value, Source = source, Confidence = confidence };

    /// <summary>An unclear answer.</summary>
    public static Answer Unclear(AnswerSource source, string why, double? confidence = null) =>
        new() { Kind = AnswerKind.Unclear, Source = source, Why = why, Confidence = confidence };

    /// <summary>A refusal.</summary>
    public static Answer Refused(AnswerSource source) => new() { Kind = AnswerKind.Refused, Source = source };

    /// <summary>No answer.</summary>
    public static Answer Missing(string why) => new() { Kind = AnswerKind.Missing, Source = AnswerSource.None, Why = why };

    /// <summary>Whether it is understood with this code.</summary>
    public bool Is(string value) => Kind == AnswerKind.Understood && Value == value;

    /// <summary>Code for outcome lists: the value, or <c>refused</c>, <c>unclear</c>, <c>missing</c>.</summary>
    public string Code => Kind switch
    {
        AnswerKind.Understood => Value ?? "given",
        AnswerKind.Refused => "refused",
        AnswerKind.Unclear => "unclear",
        _ => "missing",
    };
}
