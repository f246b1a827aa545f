namespace VoiceStage.Speech.Recognition.Scripted;

/// <summary>What the scripted recogniser "hears" at one asking of one item.</summary>
/// <param name="Text">Words, lower case, one space between; empty for nothing heard.</param>
public sealed record ScriptedLine(string Text)
{
    /// <summary>Confidence of every word, in [0, 1], or null for an engine that gives none.</summary>
    public double? Confidence { get; init; } = 0.9;

    /// <summary>Other readings, best first.</summary>
    public IReadOnlyList<string> Alternatives { get; init; } = [];

    /// <summary>How long the transcript takes after the end of the sound, on the recogniser's clock.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.Zero;

    /// <summary>Thrown in place of a transcript; null for none.</summary>
    public Exception? Fault { get; init; }

    /// <summary>When the first word begins, seconds into the utterance; each word lasts <see cref="SecondsPerWord"/>.</summary>
    public double FirstWordSeconds { get; init; } = 0.2;

    /// <summary>Length of a word in seconds.</summary>
    public double SecondsPerWord { get; init; } = 0.3;
}
