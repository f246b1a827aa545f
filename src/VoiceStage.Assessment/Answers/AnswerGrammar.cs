using VoiceStage.Assessment.Questionnaires;

namespace VoiceStage.Assessment.Answers;

/// <summary>What a grammar recogniser listens for in the answer to an item.</summary>
/// <remarks>
/// The engine strings words of the list together in any order, and short words take the place of noise. So "I don't know" is left to the free ear: its
/// "know" was heard for every third "no". The reading of what comes back never trusts a word order that the list does not hold.
/// </remarks>
public static class AnswerGrammar
{
    private static readonly IReadOnlyList<string> YesNo = AnswerPhrases.GrammarOf("yes", "no", "hedgedNo", "unsure", "refuse");
    private static readonly IReadOnlyList<string> Consent = AnswerPhrases.GrammarOf("yes", "no", "consentYes", "consentNo", "hedgedNo", "unsure", "refuse");
    private static readonly IReadOnlyList<string> Frequency =
        AnswerPhrases.GrammarOf("frequency0", "frequency1", "frequency2", "frequency3", "refuse");

    /// <summary>Phrases, lower case, or null when the item takes free speech. The engine adds "[unk]".</summary>
    /// <param name="item">Item as asked.</param>
    public static IReadOnlyList<string>? For(Item item) => item.Kind switch
    {
        ItemKind.YesNo => YesNo,
        ItemKind.Consent => Consent,
        ItemKind.Frequency => Frequency,
        ItemKind.When => PeriodPhrases.Grammar,
        _ => null,
    };

    /// <summary>Whether a phrase is all that its speaker is likely to say: nothing in the list goes on from it ("more than half" waits for "the days",
    /// "definitely" for "not").</summary>
    /// <remarks>Closed questions that ended 0.8 s after a certain answer cut patients off between "more than half" and "the days" more often than a fixed
    /// 2.5 s did. A bare yes or no is complete, and so is what only a hedge ("I think", "really") would follow.</remarks>
    /// <param name="grammar">Phrases that the question accepts.</param>
    /// <param name="phrase">One of them.</param>
    public static bool IsComplete(IReadOnlyList<string> grammar, string phrase)
    {
        ArgumentNullException.ThrowIfNull(grammar);
        ArgumentNullException.ThrowIfNull(phrase);
        return grammar.Contains(phrase) && (phrase is "yes" or "yeah" or "no" || !grammar.Any(longer => Continues(longer, phrase)));
    }

    private static bool Continues(string longer, string phrase) =>
        longer.Length > phrase.Length + 1 && longer.StartsWith(phrase, StringComparison.Ordinal) && longer[phrase.Length] == ' '
        && longer[(phrase.Length + 1)..].Split(' ')[0] is not ("i" or "really");
}
