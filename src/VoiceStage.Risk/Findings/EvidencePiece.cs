using VoiceStage.Risk.Priority;

namespace VoiceStage.Risk.Findings;

/// <summary>What a piece of evidence is.</summary>
public enum EvidenceKind
{
    /// <summary>An answer to a question, as it was understood.</summary>
    Answer,
    /// <summary>A span of what was said.</summary>
    Transcript,
    /// <summary>A span of a post that upstream sent.</summary>
    Post,
    /// <summary>A finding in the voice: supportive only.</summary>
    Voice,
    /// <summary>What the patient did in the call: hung up, asked for a person.</summary>
    Behaviour,
}

/// <summary>One piece of evidence about one person: the same record for a summary, a page and an evaluation.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Code">Stable reason code, for example <c>asq.5:yes</c>.</param>
/// <param name="Quote">Verbatim words, or the answer as a reader understands it.</param>
/// <param name="Strength">Probability in [0, 1] that a reader who reads it has seen enough; what is outside is an error. See <see cref="EvidenceStrength"/>.</param>
public sealed record EvidencePiece(EvidenceKind Kind, string Code, string Quote, double Strength)
{
    /// <summary>Probability in [0, 1] that a reader who reads it has seen enough.</summary>
    public double Strength { get; } = Strength is >= 0 and <= 1 ? Strength : throw new ArgumentOutOfRangeException(nameof(Strength), Strength, "a strength lies between 0 and 1");

    /// <summary>When it was said or written; null is unknown.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Seconds of call audio at which it begins; null when it has no sound.</summary>
    public double? AudioOffsetSeconds { get; init; }

    /// <summary>Log likelihood ratio with which the model counted it; null when a rule took it.</summary>
    public double? LogLikelihoodRatio { get; init; }

    /// <summary>Item; null when none.</summary>
    public string? ItemId { get; init; }

    /// <summary>How the words stand: <c>negated</c>, <c>third_person</c>, <c>past</c>. Shown to the reader and read by no order: recognisers confuse "want to" and
    /// "won't", so a mark that lowered a place would hide the true sentence.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>The kind as messages name it: <c>answer</c>, <c>transcript</c>, <c>post</c>, <c>voice</c> or <c>behaviour</c>.</summary>
    public string Source => Kind switch
    {
        EvidenceKind.Answer => "answer",
        EvidenceKind.Transcript => "transcript",
        EvidenceKind.Post => "post",
        EvidenceKind.Voice => "voice",
        _ => "behaviour",
    };

    /// <summary>Words to read, 0 or more.</summary>
    public int WordCount => Quote.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>What reading it costs: its line, then its words at the speed of <see cref="TimeBiasedGain"/>, in seconds above 0.</summary>
    public double ReadingSeconds => EvidenceRanking.LineSeconds + (TimeBiasedGain.SecondsPerWord * WordCount);

    /// <summary>Expected worth of a second of reading it: strength over <see cref="ReadingSeconds"/>.</summary>
    public double WorthPerSecond => Strength / ReadingSeconds;
}
