namespace VoiceStage.Speech.Synthesis;

/// <summary>The bounds of a text that is spoken.</summary>
internal static class SpokenText
{
    /// <summary>Most characters: the longest prompt of the default protocol is under 600.</summary>
    public const int MaxLength = 2_000;

    public static void Check(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        if (text.Length > MaxLength)
        {
            throw new ArgumentOutOfRangeException(nameof(text), text.Length, $"A text to speak has at most {MaxLength} characters.");
        }
    }
}
