namespace VoiceStage.Speech.Recognition;

/// <summary>One recognised word with its place in the utterance.</summary>
/// <param name="Text">Lower case, as the engine wrote it.</param>
/// <param name="StartSeconds">From the first sample of the utterance.</param>
/// <param name="EndSeconds">From the first sample of the utterance.</param>
/// <param name="Confidence">In [0, 1], or null when the engine gives none. Never 0 for "unknown".</param>
public sealed record RecognizedWord(string Text, double StartSeconds, double EndSeconds, double? Confidence);

/// <summary>What one engine heard in one utterance. Evidence, never a verdict: a polarity in it is not to be trusted.</summary>
public sealed record Transcript
{
    /// <summary>Engine and mode, for example <c>vosk/free</c>, <c>vosk/grammar</c>, <c>azure/free</c>, <c>scripted</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>The words joined by one space; empty when nothing was recognised. A grammar's reject stands as <c>[unk]</c>.</summary>
    public required string Text { get; init; }

    /// <summary>Words in time order; empty when the engine gives no word times.</summary>
    public IReadOnlyList<RecognizedWord> Words { get; init; } = [];

    /// <summary>Other readings of the same sound, best first, without <see cref="Text"/>.</summary>
    public IReadOnlyList<string> Alternatives { get; init; } = [];

    /// <summary>Mean word confidence in [0, 1], or null when unknown.</summary>
    public double? Confidence { get; init; }
}

/// <summary>What the engine reads so far, while the patient still speaks.</summary>
/// <param name="Text">Words so far, may change.</param>
/// <param name="AudioSampleCount">How many samples of the utterance it has read.</param>
public sealed record PartialTranscript(string Text, long AudioSampleCount);
