using System.Text.Json;
using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Questionnaires;

namespace VoiceStage.Assessment.RiskPhrases;

public sealed partial class RiskLexicon
{
    private readonly IReadOnlyList<LexiconPhrase> _phrases;

    private RiskLexicon(LexiconFile file)
    {
        Version = file.Version;
        _phrases = [.. file.Phrases.SelectMany(phrase => phrase.Patterns.Select(pattern =>
            new LexiconPhrase(phrase.Id, phrase.Family, PhrasePattern.Parse(pattern, file.Classes), ExceptionsOf(file, phrase))))];
    }

    /// <summary>Version, for the journal and the reports.</summary>
    public string Version { get; }

    /// <summary>Reads a lexicon.</summary>
    /// <param name="stream">UTF-8 JSON.</param>
    /// <exception cref="ProtocolException">The file is not a lexicon.</exception>
    public static RiskLexicon Parse(Stream stream)
    {
        try
        {
            var file = JsonSerializer.Deserialize<LexiconFile>(stream, EmbeddedData.Json);
            return file is { Phrases.Count: > 0 } ? new RiskLexicon(file) : throw new ProtocolException("LEXICON_INVALID", "the risk lexicon holds no phrases");
        }
        catch (JsonException error)
        {
            throw new ProtocolException("LEXICON_INVALID", $"the risk lexicon cannot be read: {error.Message}", error);
        }
    }

    private static RiskLexicon LoadDefault()
    {
        using var stream = EmbeddedData.Open("RiskPhrases.RiskLexicon.json")!;
        return Parse(stream);
    }

    private static IReadOnlyList<string[]> ExceptionsOf(LexiconFile file, LexiconEntry phrase) =>
    [
        .. (phrase.Unless ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(name => file.Exceptions.TryGetValue(name, out var list)
            ? list.Select(text => SpokenWords.WriteOut(text).ToArray())
            : throw new ProtocolException("LEXICON_INVALID", $"phrase '{phrase.Id}' names exceptions '{name}', which are not there")),
    ];

    private sealed record LexiconPhrase(string Id, string Family, PhrasePattern Pattern, IReadOnlyList<string[]> Unless);

    private sealed record LexiconEntry(string Id, string Family, IReadOnlyList<string> Patterns, string? Unless = null);

    private sealed record LexiconFile(
        string Version, IReadOnlyDictionary<string, IReadOnlyList<string>> Classes, IReadOnlyList<LexiconEntry> Phrases, IReadOnlyDictionary<string, IReadOnlyList<string>> Exceptions);
}
