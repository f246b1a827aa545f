namespace VoiceStage.Speech.Synthesis;

/// <summary>Where spoken prompts are kept, and how many.</summary>
public sealed record PromptCacheOptions
{
    /// <summary>The folder; made when it is not there.</summary>
    public required string Folder { get; init; }

    /// <summary>Most bytes of files kept; the longest unused go first. Default 256 MB: over two hours of prompts at 16 kHz.</summary>
    public long MaxByteCount { get; init; } = 256L << 20;
}
