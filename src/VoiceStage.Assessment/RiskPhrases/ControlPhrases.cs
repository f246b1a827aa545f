using System.Text.Json;
using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Assessment.RiskPhrases;

/// <summary>What words ask for, beside answering.</summary>
public enum ControlPhrase
{
    /// <summary>A person, now: acts in every state.</summary>
    NeedHelpNow,
    /// <summary>Withdraws recording.</summary>
    StopRecording,
    /// <summary>Says it again.</summary>
    Repeat,
    /// <summary>Rather not say.</summary>
    Skip,
    /// <summary>Wait for me.</summary>
    Pause,
    /// <summary>Cannot talk now.</summary>
    CannotTalk,
    /// <summary>Speaks or asks for another language.</summary>
    OtherLanguage,
    /// <summary>It is not the patient, or the patient is a child.</summary>
    OtherPerson,
}

/// <summary>A control found in words.</summary>
/// <param name="Phrase">What they ask for.</param>
/// <param name="PhraseId">Id in the data, never the words.</param>
public sealed record ControlPhraseMatch(ControlPhrase Phrase, string PhraseId)
{
    /// <summary>The control it stands for, or null when it is none (another language or person).</summary>
    public ControlKind? Control => Phrase switch
    {
        ControlPhrase.NeedHelpNow => ControlKind.NeedHelpNow,
        ControlPhrase.StopRecording => ControlKind.StopRecording,
        ControlPhrase.Repeat => ControlKind.Repeat,
        ControlPhrase.Skip => ControlKind.Skip,
        ControlPhrase.Pause => ControlKind.Pause,
        ControlPhrase.CannotTalk => ControlKind.CannotTalk,
        _ => null,
    };
}

/// <summary>Finds controls said in words: "I need help now", "say that again", "stop recording".</summary>
public static class ControlPhrases
{
    private static readonly IReadOnlyList<Entry> Entries = Read();

    /// <summary>Phrases of a control, for a grammar or a keyphrase spotter.</summary>
    /// <param name="phrase">Control.</param>
    public static IReadOnlyList<string> Of(ControlPhrase phrase) =>
        [.. Entries.Where(entry => entry.Phrase == phrase).SelectMany(entry => entry.Texts)];

    /// <summary>The most urgent control that words ask for.</summary>
    /// <param name="text">What one ear heard.</param>
    /// <returns>The match, or null. Help is found anywhere in a sentence, the others only when they are nearly all of it.</returns>
    public static ControlPhraseMatch? Match(string? text)
    {
        var words = SpokenWords.WriteOut(text);
        if (words.Count == 0)
        {
            return null;
        }

        foreach (var entry in Entries)
        {
            foreach (var pattern in entry.Patterns)
            {
                if (words.Count - pattern.Length <= entry.OtherWordsAllowed && Contains(words, pattern))
                {
                    return new ControlPhraseMatch(entry.Phrase, entry.Id);
                }
            }

            if (entry.Markers.Count > 0 && words.Count(entry.Markers.Contains) >= Math.Max(2, (words.Count + 1) / 2))
            {
                return new ControlPhraseMatch(entry.Phrase, entry.Id);
            }
        }

        return null;
    }

    private static bool Contains(List<string> words, string[] pattern)
    {
        for (var at = 0; at + pattern.Length <= words.Count; at++)
        {
            if (pattern.AsSpan().SequenceEqual(words.GetRange(at, pattern.Length).ToArray()))
            {
                return true;
            }
        }

        return false;
    }

    private static Entry[] Read()
    {
        using var stream = EmbeddedData.Open("RiskPhrases.ControlPhrases.json")!;
        return JsonSerializer.Deserialize<Entry[]>(stream, EmbeddedData.Json)!;
    }

    private sealed record Entry(string Id, ControlPhrase Phrase, int OtherWordsAllowed, IReadOnlyList<string> Texts, IReadOnlyList<string>? MarkerWords = null)
    {
        internal IReadOnlyList<string[]> Patterns { get; } = [.. Texts.Select(text => SpokenWords.WriteOut(text).ToArray())];

        internal HashSet<string> Markers { get; } = new(MarkerWords ?? [], StringComparer.Ordinal);
    }
}
