using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Escalations;

/// <summary>Collects what speaks for a level: quotes, answers, posts and behaviour, most weighty first.</summary>
internal static class SummaryEvidenceReader
{
    private const int EvidenceLimit = 12;
    private const int QuoteWords = 40;

    public static IReadOnlyList<SummaryEvidence> Read(IReadOnlyList<JournalEntry> entries, Session session, int? sampleRateHz, IReadOnlyList<string> reasons)
    {
        double? Seconds(long sample) => sampleRateHz is > 0 ? (double)sample / sampleRateHz.Value : null;
        var found = new List<(double Rank, SummaryEvidence Evidence)>();
        var heard = entries.Where(entry => entry.Event is AnswerHeard).Select(entry => (Entry: entry, Heard: (AnswerHeard)entry.Event)).ToList();
        foreach (var phrase in entries.Where(entry => entry.Event is RiskPhraseHeard))
        {
            var happened = (RiskPhraseHeard)phrase.Event;
            var words = WordsAfter(entries, phrase, happened.ItemId);
            found.Add((happened.Family == "acute" ? 0 : 2, new(
                "transcript", $"phrase.{happened.Family}", words.Length == 0 ? $"a phrase of the {happened.Family} family was heard" : words, phrase.RecordedTime, Seconds(happened.Sample), null, happened.ItemId)));
        }

        foreach (var (itemId, answer) in session.Answers)
        {
            var place = heard.LastOrDefault(pair => pair.Heard.ItemId == itemId);
            var rank = Rank(itemId, answer, reasons);
            if (rank is { } order)
            {
                var said = place.Heard is null ? "" : SecondWords(entries, place.Heard.PromptId) is { Length: > 0 } second ? second : Words(place.Heard);
                var quote = said.Length > 0 && said != answer.Code ? $"{answer.Code} (\"{said}\")" : answer.Code;
                found.Add((order, new(
                    "answer", $"{itemId}:{answer.Code}", quote, place.Entry?.RecordedTime, place.Heard is null ? null : Seconds(place.Heard.StartSample), null, itemId)));
            }
        }

        foreach (var post in session.Opened?.Referral.Posts.Take(2) ?? [])
        {
            found.Add((6, new("post", "text.post", Shorten(post.Text), post.PostTime, null, null, null)));
        }

        if (session.CallEnd is { Reason: "hang_up" or "not_resumed" } && session.Closed?.Outcome != SessionOutcome.Completed)
        {
            found.Add((3, new("behaviour", session.CallEnd.Reason, "the call ended before the questions did", session.LastTime, Seconds(session.AudioSample), null, null)));
        }

        foreach (var reason in session.Estimate?.Reasons ?? [])
        {
            if (reason.Code.StartsWith("text.", StringComparison.Ordinal))
            {
                found.Add((5, new("post", reason.Code, "stage-1 text score", session.Opened?.Referral.TextScore?.ScoreTime, null, reason.LogLikelihoodRatio, null)));
            }
        }

        return [.. found.OrderBy(pair => pair.Rank).Select(pair => pair.Evidence).DistinctBy(evidence => (evidence.Code, evidence.Quote)).Take(EvidenceLimit)];
    }

    /// <summary>Null when an answer speaks for nothing: a clear no, or a task.</summary>
    private static double? Rank(string itemId, Answer answer, IReadOnlyList<string> reasons)
    {
        var isSuicide = itemId.StartsWith("asq.", StringComparison.Ordinal) || itemId.StartsWith("cssrs.", StringComparison.Ordinal)
            || itemId.StartsWith("pss.", StringComparison.Ordinal) || itemId == "phq.9";
        // Reasons come most weighty first; their order stands.
        for (var i = 0; i < reasons.Count; i++)
        {
            if (reasons[i] == $"{itemId}:{answer.Code}")
            {
                return 1 + (i / 100.0);
            }
        }

        if (answer.Is("no") || answer.Is("0"))
        {
            return null;
        }

        return isSuicide ? 2
            : answer.Is("given") && itemId is "mood" or "closing" or "open" ? 4
            : answer.Kind == AnswerKind.Understood && answer.Value is "3" ? 5
            : null;
    }

    /// <summary>What the patient said when a phrase was heard: the whole words come after it, with the answer, or late when the turn was ended for it.</summary>
    private static string WordsAfter(IReadOnlyList<JournalEntry> entries, JournalEntry phrase, string itemId) => entries
        .Where(entry => entry.Version > phrase.Version)
        .Select(entry => entry.Event switch
        {
            AnswerHeard answer when answer.ItemId == itemId => Words(answer),
            AnswerEnriched late when late.ItemId == itemId && late.Transcripts.Count > 0 =>
                Words(new AnswerHeard { PromptId = late.PromptId, ItemId = itemId, End = TurnEnd.Client, Transcripts = late.Transcripts }),
            _ => "",
        })
        .FirstOrDefault(words => words.Length > 0) ?? "";

    /// <summary>A site's own service writes an open answer better than the embedded engine.</summary>
    private static string SecondWords(IReadOnlyList<JournalEntry> entries, string promptId) =>
        Shorten(entries.Select(entry => entry.Event).OfType<SecondEarHeard>().LastOrDefault(second => second.PromptId == promptId)?.Words?.Text ?? "");

    private static string Words(AnswerHeard heard) =>
        Shorten(heard.TypedText ?? heard.Transcripts.Where(t => t.Text.Length > 0).OrderByDescending(t => t.Engine.Contains("free", StringComparison.Ordinal)).FirstOrDefault()?.Text ?? "");

    private static string Shorten(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length <= QuoteWords ? string.Join(' ', words) : string.Join(' ', words.Take(QuoteWords)) + " …";
    }
}
