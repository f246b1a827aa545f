using VoiceStage.Speech.Recognition;

namespace VoiceStage.Server.Answers;

/// <summary>What the ears made of one utterance.</summary>
/// <param name="Transcripts">One per engine that gave words, the grammar first.</param>
/// <param name="Fault">Stable code when an engine gave none, or null.</param>
internal sealed record WordsHeard(IReadOnlyList<Transcript> Transcripts, string? Fault)
{
    /// <summary>Nobody listened: there was no speech, or a key answered.</summary>
    public static WordsHeard None { get; } = new([], null);
}
