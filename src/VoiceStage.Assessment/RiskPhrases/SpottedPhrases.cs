using System.Text.Json;
using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Assessment.RiskPhrases;

/// <summary>The short cores of risk phrases that a keyphrase ear listens for beside the free one.</summary>
/// <remarks>
/// <para>Cores, not sentences: words around a phrase eat its ends. Two words and more: single words are heard in everything.</para>
/// <para>Measured on 98 acute sentences by seven voices (<c>voicestage evaluate ears</c>): the free ear alone hears 42 in wide band and 25 on a telephone line,
/// either ear 80 and 57. A core without its verb ("lot of pills") is where the false alarms are ("a lot of bills"): those are doubts, which are asked about like
/// ideation and page unless the patient says a clear no; only a whole phrase pages before it is confirmed.</para>
/// <para>A whole acute phrase beside which the free ear heard other words, none of them the phrase's, is a doubt too. In 0.34 hours of harmless readings the
/// keyphrase ear alone read three acute phrases, "loaded gun" in a novel, and in 560 harmless sentences four; the free ear shared a word with none of the seven,
/// but with 31 of the 43 that were said in wide band or on a telephone line and that the free ear did not find itself. A free ear that heard nothing is no second opinion.</para>
/// <para>Two ears that agree on how often ("more than half the days", once spotted as "i overdosed") outvote the keyphrase ear: the grammar must be certain of the
/// answer and the free ear must have heard of it too. Never on "not at all" or a bare yes or no, so that no suicide item is cleared by it.</para>
/// </remarks>
public static class SpottedPhrases
{
    private static readonly Dictionary<string, string[]> File = Read();

    /// <summary>How far from a phrase the free ear's words count as heard beside it: its word times differ by less.</summary>
    private const double BesideSeconds = 1.5;

    /// <summary>Least mean confidence of a grammar that may outvote.</summary>
    private const double CertainConfidence = 0.75;

    /// <summary>Answers of two words and more that say how often, other than never.</summary>
    private static readonly HashSet<string> HowOften =
        new(AnswerPhrases.GrammarOf("frequency1", "frequency2", "frequency3").Where(phrase => phrase.Contains(' ', StringComparison.Ordinal)), StringComparer.Ordinal);

    /// <summary>Words that stand in everything, shorter ones aside.</summary>
    private static readonly HashSet<string> TellNothing = new(["the", "and", "all", "now", "this", "too", "are", "was", "have", "had", "been"], StringComparer.Ordinal);

    /// <summary>Phrases of the acute family, lower case.</summary>
    public static IReadOnlyList<string> Acute => File["acute"];

    /// <summary>Every phrase, lower case.</summary>
    public static IReadOnlyList<string> All { get; } = [.. File.Values.SelectMany(list => list)];

    /// <summary>The gravest family among what a spotter heard.</summary>
    /// <param name="text">What it heard: whole phrases of <see cref="All"/>, joined by spaces; null or empty is nothing.</param>
    /// <returns><c>acute</c>, <c>ideation</c> (doubts too), or null when no phrase is in it.</returns>
    public static string? FamilyOf(string? text) => string.IsNullOrEmpty(text) ? null
        : Acute.Any(phrase => Holds(text, phrase)) ? "acute"
        : All.Any(phrase => Holds(text, phrase)) ? "ideation" : null;

    /// <summary>The same beside the words of a free ear: an acute phrase that it contradicts is a doubt.</summary>
    /// <param name="text">What the spotter heard.</param>
    /// <param name="heardBeside">What the free ear made of the same seconds; null or empty when it heard nothing, which is no objection.</param>
    /// <returns><c>acute</c>, <c>ideation</c> or null.</returns>
    public static string? FamilyOf(string? text, string? heardBeside) =>
        FamilyOf(text) is "acute" && !string.IsNullOrWhiteSpace(heardBeside) && !ShareAWord(text!, heardBeside) ? "ideation" : FamilyOf(text);

    /// <summary>What a spotter heard as matches: at most one, the gravest.</summary>
    /// <param name="spotted">What it heard.</param>
    /// <param name="free">What free ears heard of the same turn; none when there was none or it failed.</param>
    /// <param name="grammar">What the question's grammar made of the turn, or null.</param>
    internal static IReadOnlyList<RiskPhraseMatch> Match(Transcript spotted, IEnumerable<Transcript> free, Transcript? grammar = null)
    {
        var beside = free.Select(ear => Beside(spotted, ear)).Where(text => text.Length > 0).ToList();
        if (grammar is { Confidence: >= CertainConfidence } && HowOften.Contains(grammar.Text) && Beside(spotted, grammar) == grammar.Text
            && beside.Count > 0 && beside.All(text => !ShareAWord(spotted.Text, text) && ShareAWord(grammar.Text, text)))
        {
            return [];
        }

        // Any free ear that shares a word is enough: doubt is what all of them agree on.
        var families = beside.Count == 0 ? [FamilyOf(spotted.Text)] : beside.Select(text => FamilyOf(spotted.Text, text)).ToList();
        return families.Contains("acute") ? Match("acute", spotted.Text) : families[0] is { } family ? Match(family, spotted.Text) : [];
    }

    private static IReadOnlyList<RiskPhraseMatch> Match(string family, string text) => [new RiskPhraseMatch(family, $"spotted-{family}", 0, text.Split(' ').Length, [])];

    /// <summary>The words of an ear about the time of what was spotted; all of them when there are no times.</summary>
    private static string Beside(Transcript spotted, Transcript ear)
    {
        if (spotted.Words.Count == 0 || ear.Words.Count == 0)
        {
            return ear.Text;
        }

        var (from, to) = (spotted.Words[0].StartSeconds - BesideSeconds, spotted.Words[^1].EndSeconds + BesideSeconds);
        return string.Join(' ', ear.Words.Where(word => word.EndSeconds >= from && word.StartSeconds <= to).Select(word => word.Text));
    }

    private static bool ShareAWord(string spotted, string heard)
    {
        var words = heard.Split(' ').ToHashSet(StringComparer.Ordinal);
        return spotted.Split(' ').Any(word => word.Length > 2 && !TellNothing.Contains(word) && words.Contains(word));
    }

    /// <summary>Whether a transcript comes from a keyphrase ear.</summary>
    /// <param name="engine">Its engine.</param>
    public static bool AreFrom(string engine) =>
        engine.EndsWith("/keyphrases", StringComparison.Ordinal) || engine.StartsWith("pocketsphinx", StringComparison.Ordinal);

    private static bool Holds(string text, string phrase) => $" {text} ".Contains($" {phrase} ", StringComparison.Ordinal);

    private static Dictionary<string, string[]> Read()
    {
        using var stream = EmbeddedData.Open("RiskPhrases.SpottedPhrases.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string[]>>(stream, EmbeddedData.Json)!;
    }
}
