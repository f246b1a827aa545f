using System.Text.Json;
using VoiceStage.Assessment.Questionnaires;

namespace VoiceStage.Assessment.Answers;

/// <summary>The everyday forms of answers, read from AnswerPhrases.json, and the scan that finds them.</summary>
/// <remarks>
/// A phrase under <c>grammar</c> is also given to the grammar recogniser; one under <c>more</c> is only understood in free speech and typing: each phrase
/// added to a grammar makes every other one a little easier to confuse.
/// </remarks>
internal sealed class AnswerPhrases
{
    private readonly Dictionary<string, List<(string[] Words, AnswerIntent Intent)>> _byFirstWord = new(StringComparer.Ordinal);
    private readonly List<string> _grammar = [];

    private AnswerPhrases(params (string List, AnswerIntent Intent)[] lists)
    {
        foreach (var (name, intent) in lists)
        {
            var list = File.Value[name];
            _grammar.AddRange(list.Grammar);
            foreach (var phrase in list.Grammar.Concat(list.More))
            {
                Add(phrase, intent);
            }
        }

        foreach (var phrases in _byFirstWord.Values)
        {
            phrases.Sort((one, other) => other.Words.Length.CompareTo(one.Words.Length));
        }
    }

    private static readonly Lazy<Dictionary<string, PhraseList>> File = new(() =>
    {
        using var stream = EmbeddedData.Open("Answers.AnswerPhrases.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, PhraseList>>(stream, EmbeddedData.Json)!;
    });

    /// <summary>For yes/no questions.</summary>
    internal static AnswerPhrases YesNo { get; } = new(
        ("refuse", AnswerIntent.Refuse), ("hedgedNo", AnswerIntent.HedgedNo), ("unsure", AnswerIntent.Unsure), ("yes", AnswerIntent.Yes), ("no", AnswerIntent.No),
        ("correction", AnswerIntent.Correction), ("filler", AnswerIntent.Filler));

    /// <summary>For consent: agreeing and declining have forms of their own ("okay", "I don't want to").</summary>
    internal static AnswerPhrases Consent { get; } = new(
        ("consentNo", AnswerIntent.No), ("consentYes", AnswerIntent.Yes), ("refuse", AnswerIntent.Refuse), ("hedgedNo", AnswerIntent.HedgedNo), ("unsure", AnswerIntent.Unsure), ("yes", AnswerIntent.Yes),
        ("no", AnswerIntent.No), ("correction", AnswerIntent.Correction), ("filler", AnswerIntent.Filler));

    /// <summary>For "not at all … nearly every day".</summary>
    internal static AnswerPhrases Frequency { get; } = new(
        ("frequency3", AnswerIntent.Frequency3), ("frequency2", AnswerIntent.Frequency2), ("frequency1", AnswerIntent.Frequency1), ("frequency0", AnswerIntent.Frequency0), ("frequencyAmbiguous", AnswerIntent.FrequencyAmbiguous),
        ("refuse", AnswerIntent.Refuse), ("correction", AnswerIntent.Correction), ("filler", AnswerIntent.Filler), ("hedgedNo", AnswerIntent.HedgedNo), ("unsure", AnswerIntent.Unsure), ("yes", AnswerIntent.Yes), ("no", AnswerIntent.No));

    /// <summary>For open questions and "when": only refusing and not knowing matter.</summary>
    internal static AnswerPhrases Open { get; } = new(
        ("refuse", AnswerIntent.Refuse), ("unsure", AnswerIntent.Unsure), ("filler", AnswerIntent.Filler));

    /// <summary>The phrases of the named lists that a grammar recogniser listens for.</summary>
    internal static IReadOnlyList<string> GrammarOf(params string[] lists) => [.. lists.SelectMany(name => File.Value[name].Grammar).Distinct(StringComparer.Ordinal)];

    /// <summary>Covers the words with phrases so that the fewest words are left over, then with the fewest phrases.</summary>
    /// <remarks>Taking the longest phrase first would read "no I have never / felt that way" and leave the rest of "I have never felt that way" over.</remarks>
    /// <param name="words">Words, contractions written out.</param>
    /// <param name="found">Phrases in order.</param>
    /// <returns>Indices of the words left over, rejects among them.</returns>
    internal List<int> Scan(IReadOnlyList<string> words, List<IntentFound> found)
    {
        var count = words.Count;
        var cost = new int[count + 1];
        var step = new (int Length, AnswerIntent Intent)[count];
        for (var at = count - 1; at >= 0; at--)
        {
            cost[at] = LeftOverCost + cost[at + 1];
            step[at] = (0, default);
            foreach (var (phrase, intent) in CandidatesAt(words, at))
            {
                var through = 1 + cost[at + phrase.Length];
                if (through < cost[at])
                {
                    cost[at] = through;
                    step[at] = (phrase.Length, intent);
                }
            }
        }

        var leftOver = new List<int>();
        for (var at = 0; at < count;)
        {
            if (step[at].Length == 0)
            {
                leftOver.Add(at++);
                continue;
            }

            found.Add(new IntentFound(step[at].Intent, at, step[at].Length));
            at += step[at].Length;
        }

        return leftOver;
    }

    /// <summary>A word left over weighs more than any number of phrases that an answer holds.</summary>
    private const int LeftOverCost = 1000;

    private IEnumerable<(string[] Words, AnswerIntent Intent)> CandidatesAt(IReadOnlyList<string> words, int at)
    {
        if (!_byFirstWord.TryGetValue(words[at], out var candidates))
        {
            yield break;
        }

        foreach (var candidate in candidates)
        {
            var phrase = candidate.Words;
            if (at + phrase.Length <= words.Count && !phrase.Where((word, index) => words[at + index] != word).Any())
            {
                yield return candidate;
            }
        }
    }

    private void Add(string phrase, AnswerIntent intent)
    {
        var words = SpokenWords.WriteOut(phrase).ToArray();
        if (!_byFirstWord.TryGetValue(words[0], out var list))
        {
            _byFirstWord[words[0]] = list = [];
        }

        // A phrase may stand in two lists; the list named first decides.
        if (!list.Any(known => known.Words.AsSpan().SequenceEqual(words)))
        {
            list.Add((words, intent));
        }
    }

    private sealed record PhraseList(IReadOnlyList<string> Grammar, IReadOnlyList<string> More);
}
