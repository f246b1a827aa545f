using VoiceStage.Assessment.Answers;

namespace VoiceStage.Assessment.RiskPhrases;

public sealed partial class RiskLexicon
{
    /// <summary>How far before a phrase a "not" is marked, in words.</summary>
    private const int NegationReach = 4;

    /// <summary>How far around a phrase another person or a past time is marked, in words.</summary>
    private const int ContextReach = 6;

    private static readonly HashSet<string> Negations = new(["not", "no", "never", "nobody", "none", "without"], StringComparer.Ordinal);

    private static readonly HashSet<string> OtherPersons = new(
        ["he", "she", "they", "him", "her", "them", "himself", "herself", "themselves", "friend", "brother", "sister", "mother", "father", "mom", "dad", "son", "daughter", "husband", "wife", "cousin", "uncle", "aunt", "neighbor", "people", "somebody", "someone", "boyfriend", "girlfriend", "colleague"],
        StringComparer.Ordinal);

    private static readonly HashSet<string> PastWords = new(
        ["ago", "was", "were", "used", "once", "had", "did", "tried", "attempted", "before", "teenager", "childhood", "took", "overdosed", "wanted", "wished"], StringComparer.Ordinal);

    private List<RiskPhraseMatch> Find(string? text)
    {
        var words = Joined(SpokenWords.WriteOut(text));
        var matches = new List<RiskPhraseMatch>();
        foreach (var phrase in _phrases)
        {
            for (var at = 0; at < words.Count; at++)
            {
                var length = phrase.Pattern.LengthAt(words, at);
                if (length > 0 && !IsExcepted(words, phrase.Unless, at, length) && !matches.Any(known => known.PhraseId == phrase.Id))
                {
                    matches.Add(new RiskPhraseMatch(phrase.Family, phrase.Id, at, length, MarksOf(words, at, length)));
                }
            }
        }

        return [.. matches.OrderBy(match => match.Family == "acute" ? 0 : 1).ThenBy(match => match.FirstWord)];
    }

    /// <summary>Engines write "my self" as often as "myself".</summary>
    private static List<string> Joined(List<string> words)
    {
        var joined = new List<string>(words.Count);
        foreach (var word in words)
        {
            if (word is "self" or "selves" && joined.Count > 0 && joined[^1] is "my" or "him" or "her" or "your" or "them")
            {
                joined[^1] += word;
            }
            else
            {
                joined.Add(word);
            }
        }

        return joined;
    }

    /// <summary>Whether words near the phrase give it its everyday or plainly past meaning; the past one is then found as ideation.</summary>
    private static bool IsExcepted(List<string> words, IReadOnlyList<string[]> exceptions, int at, int length)
    {
        var from = Math.Max(0, at - ContextReach);
        var to = Math.Min(words.Count, at + length + ContextReach);
        return exceptions.Any(exception =>
        {
            for (var start = from; start + exception.Length <= to; start++)
            {
                if (!exception.Where((word, index) => words[start + index] != word).Any())
                {
                    return true;
                }
            }

            return false;
        });
    }

    private static List<string> MarksOf(List<string> words, int at, int length)
    {
        var marks = new List<string>();
        var before = words.Skip(Math.Max(0, at - NegationReach)).Take(at - Math.Max(0, at - NegationReach) + length);
        if (before.Any(Negations.Contains))
        {
            marks.Add("negated");
        }

        var from = Math.Max(0, at - ContextReach);
        var around = words.Skip(from).Take(at + length + ContextReach - from).ToList();
        if (around.Any(OtherPersons.Contains))
        {
            marks.Add("third_person");
        }

        if (around.Any(PastWords.Contains))
        {
            marks.Add("past");
        }

        return marks;
    }
}
