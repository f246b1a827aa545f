namespace VoiceStage.Assessment.Questionnaires;

/// <summary>What kind of answer an item takes; decides grammar, turn timing and interpretation.</summary>
public enum ItemKind
{
    /// <summary>Consent: yes or no, prompt not cut by speech.</summary>
    Consent,
    /// <summary>Line check: silence, then counting.</summary>
    LineCheck,
    /// <summary>Free speech.</summary>
    Open,
    /// <summary>A sustained vowel.</summary>
    Vowel,
    /// <summary>A passage read aloud, or counting.</summary>
    Reading,
    /// <summary>Yes or no.</summary>
    YesNo,
    /// <summary>Not at all … nearly every day, 0 to 3.</summary>
    Frequency,
    /// <summary>When something happened: within three months, longer ago, unknown.</summary>
    When,
}

/// <summary>One answer that a closed item offers.</summary>
/// <param name="Value">Answer code, for example <c>yes</c>, <c>2</c>.</param>
/// <param name="Key">Key that gives it, <c>1</c>…<c>9</c>.</param>
/// <param name="Text">Text as read aloud.</param>
/// <param name="Code">Terminology code of the answer (LOINC LA…), or null.</param>
public sealed record ItemChoice(string Value, string Key, string Text, string? Code = null);

/// <summary>One question or task of a protocol. Comes from data files; text that is licensed comes from a gated pack.</summary>
public sealed record Item
{
    /// <summary>Id: <c>consent</c>, <c>mood</c>, <c>phq.1</c>…<c>phq.9</c>, <c>asq.1</c>…<c>asq.5</c>, <c>asq.4.when</c>, <c>closing</c>…</summary>
    public required string Id { get; init; }

    /// <summary>Kind of answer.</summary>
    public required ItemKind Kind { get; init; }

    /// <summary>Words to say, including the choices when they are read aloud.</summary>
    public required string Text { get; init; }

    /// <summary>Shorter words for the second and later asking; null says <see cref="Text"/> again.</summary>
    public string? ReaskText { get; init; }

    /// <summary>Instrument it belongs to, for example <c>phq-9</c>; null for tasks.</summary>
    public string? Instrument { get; init; }

    /// <summary>LOINC code; null when none exists.</summary>
    public string? Code { get; init; }

    /// <summary>Answers offered, in reading order; empty for open items.</summary>
    public IReadOnlyList<ItemChoice> Choices { get; init; } = [];

    /// <summary>Whether it asks about suicide: full wait on a "no", both ears, confirmed when unclear, never skipped.</summary>
    public bool IsSuicideItem { get; init; }

    /// <summary>Whether speech cuts its prompt.</summary>
    public bool IsInterruptible { get; init; } = true;

    /// <summary>Silence that ends an answer, in seconds, before adaptation.</summary>
    public double EndSilenceSeconds { get; init; } = 2.5;

    /// <summary>Silence before any speech after which it is asked again, in seconds.</summary>
    public double NoSpeechSeconds { get; init; } = 5;

    /// <summary>Longest answer, in seconds.</summary>
    public double MaxAnswerSeconds { get; init; } = 20;

    /// <summary>How often it may be asked again after silence or an unclear answer.</summary>
    public int MaxReasks { get; init; } = 2;

    /// <summary>Whether the answer is measured as voice: <c>speech</c>, <c>vowel</c>, <c>reading</c>, <c>closed</c>; null is not measured.</summary>
    public string? VoiceTask { get; init; }
}
