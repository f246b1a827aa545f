using System.Collections.Frozen;

namespace VoiceStage.Assessment.Answers;

/// <summary>Words as an engine or a keyboard writes them, made comparable: lower case, without punctuation, contractions written out.</summary>
internal static class SpokenWords
{
    /// <summary>A grammar's reject: something was said that is none of its phrases.</summary>
    internal const string Reject = "[unk]";

    /// <summary>Longest text that is read, in characters; an hour of speech stays below it.</summary>
    private const int LongestText = 100_000;

    private static readonly FrozenDictionary<string, string> WrittenOut = new Dictionary<string, string>
    {
        ["can't"] = "can not", ["cannot"] = "can not", ["won't"] = "will not", ["shan't"] = "shall not", ["ain't"] = "am not",
        ["i'm"] = "i am", ["i'd"] = "i would", ["i've"] = "i have", ["i'll"] = "i will", ["it's"] = "it is", ["that's"] = "that is",
        ["let's"] = "let us", ["you're"] = "you are", ["there's"] = "there is", ["he's"] = "he is", ["she's"] = "she is", ["they're"] = "they are",
        ["we're"] = "we are", ["they've"] = "they have", ["we've"] = "we have", ["you've"] = "you have",
        ["im"] = "i am", ["ive"] = "i have", ["dont"] = "do not", ["didnt"] = "did not", ["havent"] = "have not", ["cant"] = "can not",
        ["isnt"] = "is not", ["wasnt"] = "was not", ["doesnt"] = "does not", ["thats"] = "that is", ["ok"] = "okay", ["alright"] = "all right",
        ["gonna"] = "going to", ["wanna"] = "want to", ["gotta"] = "got to", ["dunno"] = "do not know", ["yea"] = "yeah", ["ya"] = "yeah",
        ["kinda"] = "kind of", ["sorta"] = "sort of", ["mhm"] = "mm hmm", ["mmhmm"] = "mm hmm", ["uhhuh"] = "uh huh", ["mm-hm"] = "mm hmm",
        ["<unk>"] = Reject, ["[noise]"] = "", ["[laughter]"] = "",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The words with contractions written out ("haven't" is two words).</summary>
    internal static List<string> WriteOut(string? text)
    {
        var words = new List<string>();
        foreach (var word in Split(text))
        {
            if (WrittenOut.TryGetValue(word, out var longer))
            {
                words.AddRange(longer.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
            else if (word.EndsWith("n't", StringComparison.Ordinal))
            {
                words.Add(word[..^3]);
                words.Add("not");
            }
            else
            {
                words.Add(word.Replace("'", "", StringComparison.Ordinal));
            }
        }

        return words;
    }

    /// <summary>The words as said, contractions kept.</summary>
    internal static IEnumerable<string> Split(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            yield break;
        }

        var kept = text.Length > LongestText ? text[..LongestText] : text;
        foreach (var raw in kept.ToLowerInvariant().Replace('\u2019', '\'').Split(
            [' ', '\t', '\n', '\r', '-', '\u2013', '\u2014', '/', ',', '.', ';', ':', '?', '!', '"', '(', ')', '\u2026'], StringSplitOptions.RemoveEmptyEntries))
        {
            var word = raw.Trim('\'');
            if (word.Length > 0)
            {
                yield return word;
            }
        }
    }
}
