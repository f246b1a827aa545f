using VoiceStage.Assessment.Answers;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Assessment.RiskPhrases;

/// <summary>Phrases of suicide risk as data, found in words in any polarity, person or tense, and in spite of recognition errors.</summary>
public sealed partial class RiskLexicon
{
    /// <summary>The lexicon that is shipped.</summary>
    public static RiskLexicon Default { get; } = LoadDefault();

    /// <summary>All phrases in one text.</summary>
    /// <param name="text">What one ear heard, or a typed text; null or empty gives none.</param>
    /// <returns>Matches in the order of their place, acute before ideation at the same place.</returns>
    public IReadOnlyList<RiskPhraseMatch> Match(string? text) => Find(text);

    /// <summary>All phrases in a transcript: its text and every other reading of the same sound. One reading is enough. A keyphrase ear's phrases carry their own family.</summary>
    /// <param name="transcript">Transcript.</param>
    public IReadOnlyList<RiskPhraseMatch> Match(Transcript transcript)
    {
        ArgumentNullException.ThrowIfNull(transcript);
        return SpottedPhrases.AreFrom(transcript.Engine) ? SpottedPhrases.Match(transcript, []) : Match([transcript.Text, .. transcript.Alternatives]);
    }

    /// <summary>All phrases that the ears heard in one turn. Any ear is enough; what a keyphrase ear heard and a free ear contradicts is a doubt (see <see cref="SpottedPhrases"/>).</summary>
    /// <param name="ears">Transcripts of the same sound.</param>
    public IReadOnlyList<RiskPhraseMatch> Match(IReadOnlyList<Transcript> ears)
    {
        ArgumentNullException.ThrowIfNull(ears);
        var free = ears.Where(Ears.IsFree).ToList();
        var grammar = ears.FirstOrDefault(Ears.IsGrammar);
        return [.. ears.SelectMany(ear => SpottedPhrases.AreFrom(ear.Engine) ? SpottedPhrases.Match(ear, free, grammar) : Match(ear))];
    }

    /// <summary>All phrases in any of several readings, each phrase once (the first reading that holds it gives the place).</summary>
    /// <param name="texts">Readings.</param>
    public IReadOnlyList<RiskPhraseMatch> Match(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return [.. texts.SelectMany(text => Find(text)).DistinctBy(match => match.PhraseId)];
    }
}
