using System.Text.Json;
using VoiceStage.Assessment.Questionnaires;

namespace VoiceStage.Assessment.RiskPhrases;

/// <summary>The short cores of risk phrases that a keyphrase ear listens for beside the free one.</summary>
/// <remarks>
/// <para>Cores, not sentences: words around a phrase eat its ends. Two words and more: single words are heard in everything.</para>
/// <para>Measured on 98 acute sentences by seven voices (<c>voicestage evaluate ears</c>): the free ear alone hears 42 in wide band and 25 on a telephone line,
/// either ear 80 and 57. A core without its verb ("lot of pills") is where the false alarms are ("a lot of bills"): those are doubts, which are asked about like
/// ideation and page unless the patient says a clear no; only a whole phrase pages before it is confirmed.</para>
/// </remarks>
public static class SpottedPhrases
{
    private static readonly Dictionary<string, string[]> File = Read();

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

    /// <summary>What a spotter heard as matches: at most one, the gravest.</summary>
    /// <param name="text">What it heard.</param>
    internal static IReadOnlyList<RiskPhraseMatch> Match(string? text) =>
        FamilyOf(text) is { } family ? [new RiskPhraseMatch(family, $"spotted-{family}", 0, text!.Split(' ').Length, [])] : [];

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
