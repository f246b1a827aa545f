using System.Globalization;
using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Server.Escalations;

/// <summary>Syllables of an answer counted twice, by its sound and by its words, where a free ear gave word times: a rate that rests on two counts which disagree is to be doubted.</summary>
internal static class SyllableCounts
{
    /// <summary>Beyond this share of the larger count, the two do not tell the same rate. Free dictation misses words, so a smaller bound would doubt every telephone call.</summary>
    private const double Doubtful = 0.25;

    /// <summary>", 31 syllables by sound and 33 by words", with a doubt where they disagree; empty when there is no second count.</summary>
    public static string Words(VoiceEvidence voice, IReadOnlyList<JournalEntry> entries)
    {
        if (voice.Profile["syllable_count"].OrNull is not { } bySound || Spelled(entries, voice.Item) is not { } byWords)
        {
            return "";
        }

        var apart = Math.Abs(bySound - byWords) / Math.Max(bySound, byWords);
        return string.Create(CultureInfo.InvariantCulture, $", {bySound:0} syllables by sound and {byWords} by words{(apart > Doubtful ? $" ({apart:P0} apart: doubt the rate)" : "")}");
    }

    /// <summary>From the latest words of the item that have times; null without any.</summary>
    internal static int? Spelled(IReadOnlyList<JournalEntry> entries, string itemId)
    {
        var heard = entries.Select(entry => entry.Event switch
        {
            AnswerHeard answer when answer.ItemId == itemId => answer.Transcripts,
            AnswerEnriched late when late.ItemId == itemId => late.Transcripts,
            _ => [],
        }).SelectMany(transcripts => transcripts).LastOrDefault(transcript => IsFree(transcript) && transcript.Words.Count > 0);
        return heard is null ? null : SpelledSyllables.Count(string.Join(' ', heard.Words.Select(word => word.Text))) is > 0 and var count ? count : null;
    }

    private static bool IsFree(Transcript transcript) => transcript.Engine.EndsWith("/free", StringComparison.Ordinal);
}
