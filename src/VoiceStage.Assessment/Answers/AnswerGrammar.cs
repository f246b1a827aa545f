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
}
