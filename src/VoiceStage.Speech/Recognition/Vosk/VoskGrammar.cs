using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace VoiceStage.Speech.Recognition.Vosk;

/// <summary>A closed question's phrases as the engine takes them: known words only, always with a way out.</summary>
internal sealed record VoskGrammar(string Json, IReadOnlyList<string> Phrases, IReadOnlyList<string> UnknownWords)
{
    /// <summary>The engine's word for "something else".</summary>
    public const string Reject = "[unk]";

    // The engine's own JSON reader takes \u0027 for six letters: "don't" must stand as it is.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Cleans the phrases, drops those with a word that the model does not know, and adds <see cref="Reject"/>.</summary>
    /// <param name="phrases">As asked; a phrase that stands twice counts twice in the engine's language model, which is kept.</param>
    /// <param name="knows">Whether the model knows a word.</param>
    /// <exception cref="ArgumentException">No phrase is left: the question cannot be heard at all, which must not pass in silence.</exception>
    public static VoskGrammar Build(IReadOnlyList<string> phrases, Func<string, bool> knows)
    {
        var kept = new List<string>(phrases.Count + 1);
        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var phrase in phrases)
        {
            var words = Words(phrase);
            if (words.Count == 0)
            {
                continue;
            }

            var missing = words.Where(word => !knows(word)).ToList();
            unknown.UnionWith(missing);
            if (missing.Count == 0)
            {
                kept.Add(string.Join(' ', words));
            }
        }

        if (kept.Count == 0)
        {
            throw new ArgumentException("No phrase of the grammar is known to the recogniser's model.", nameof(phrases));
        }

        var json = JsonSerializer.Serialize<List<string>>([.. kept, Reject], Plain);
        return new VoskGrammar(json, kept, [.. unknown]);
    }

    private static List<string> Words(string phrase)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in phrase.Trim().Append(' '))
        {
            if (char.IsLetterOrDigit(c) || c is '\'' or '’')
            {
                word.Append(c == '’' ? '\'' : char.ToLowerInvariant(c));
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        return words;
    }
}
