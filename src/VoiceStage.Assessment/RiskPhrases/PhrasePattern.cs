using System.Globalization;
using VoiceStage.Assessment.Questionnaires;

namespace VoiceStage.Assessment.RiskPhrases;

/// <summary>One pattern of the lexicon: <c>word</c>, <c>a|b</c>, <c>&lt;class&gt;</c>, <c>?optional</c>, <c>..2</c> for up to two words of any kind.</summary>
internal sealed class PhrasePattern
{
    private readonly Element[] _elements;

    private PhrasePattern(Element[] elements) => _elements = elements;

    internal static PhrasePattern Parse(string pattern, IReadOnlyDictionary<string, IReadOnlyList<string>> classes) =>
        new([.. pattern.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => ParseElement(part, pattern, classes))]);

    private static Element ParseElement(string part, string pattern, IReadOnlyDictionary<string, IReadOnlyList<string>> classes)
    {
        if (part.StartsWith("..", StringComparison.Ordinal))
        {
            return new Element(null, IsOptional: false, int.Parse(part[2..], CultureInfo.InvariantCulture));
        }

        var isOptional = part[0] == '?';
        var body = isOptional ? part[1..] : part;
        var words = body[0] == '<'
            ? classes.TryGetValue(body[1..^1], out var list) ? list
                : throw new ProtocolException("LEXICON_INVALID", $"pattern '{pattern}' names class {body}, which is not there")
            : body.Split('|');
        return new Element(new HashSet<string>(words, StringComparer.Ordinal), isOptional, 0);
    }

    /// <summary>Words that the pattern spans when it begins at a place, or 0.</summary>
    internal int LengthAt(IReadOnlyList<string> words, int at) => Match(words, at, 0) is { } end && end > at ? end - at : 0;

    private int? Match(IReadOnlyList<string> words, int at, int element)
    {
        if (element == _elements.Length)
        {
            return at;
        }

        var (allowed, isOptional, gap) = _elements[element];
        if (allowed is null)
        {
            for (var skip = 0; skip <= gap && at + skip <= words.Count; skip++)
            {
                if (Match(words, at + skip, element + 1) is { } end)
                {
                    return end;
                }
            }

            return null;
        }

        return at < words.Count && allowed.Contains(words[at]) && Match(words, at + 1, element + 1) is { } matched ? matched
            : isOptional ? Match(words, at, element + 1)
            : null;
    }

    private readonly record struct Element(HashSet<string>? Allowed, bool IsOptional, int Gap);
}
