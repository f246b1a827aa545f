using VoiceStage.Assessment.RiskPhrases;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Assessment.Answers;

/// <summary>What was heard of one turn, by ear: the grammar, free models, and keyphrase spotters (these only for risk phrases).</summary>
internal sealed record Ears(Transcript? Grammar, IReadOnlyList<Transcript> Free, IReadOnlyList<Transcript> Spotters)
{
    internal static Ears Of(AnswerHeard heard)
    {
        var spotters = heard.Transcripts.Where(IsSpotter).ToList();
        return new Ears(
            heard.Transcripts.FirstOrDefault(IsGrammar),
            [.. heard.Transcripts.Where(IsFree)],
            spotters);
    }

    internal bool HasWords => (Grammar?.Text.Length > 0) || Free.Any(transcript => transcript.Text.Length > 0);

    /// <summary>Whether any ear, in any reading and polarity, heard a risk phrase.</summary>
    internal bool HeardRisk => Spotters.Any(transcript => transcript.Text.Length > 0)
        || Free.Any(transcript => RiskLexicon.Default.Match(transcript).Count > 0);

    /// <summary>The same without the free words that the engine itself gave less than <paramref name="confidence"/>: it makes a word of every breath ("not yet" of "not at all", "yet" at 0.25).</summary>
    internal Ears WithoutFaintWords(double confidence) => this with { Free = [.. Free.Select(transcript => WithoutFaintWords(transcript, confidence))] };

    private static Transcript WithoutFaintWords(Transcript transcript, double confidence) =>
        transcript.Words.Count > 0 && transcript.Words.Any(word => word.Confidence < confidence)
            ? transcript with { Text = string.Join(' ', transcript.Words.Where(word => !(word.Confidence < confidence)).Select(word => word.Text)) }
            : transcript;

    /// <summary>Whether a transcript is free speech, of whatever engine.</summary>
    internal static bool IsFree(Transcript transcript) => !IsGrammar(transcript) && !IsSpotter(transcript);

    /// <summary>Whether a transcript is what a grammar made of the sound.</summary>
    internal static bool IsGrammar(Transcript transcript) => transcript.Engine.EndsWith("/grammar", StringComparison.Ordinal);

    private static bool IsSpotter(Transcript transcript) => SpottedPhrases.AreFrom(transcript.Engine);
}
