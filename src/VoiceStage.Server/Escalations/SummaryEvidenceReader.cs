using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Escalation;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.RiskPhrases;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Findings;

namespace VoiceStage.Server.Escalations;

/// <summary>Collects what speaks for a level: quotes, answers, posts, voice and behaviour, in the order of <see cref="EvidenceRanking"/>.</summary>
internal static class SummaryEvidenceReader
{
    private const int EvidenceLimit = 12;
    private const int QuoteWords = 40;
    private const int PostsShown = 2;
    private const int VoiceShown = 2;

    public static IReadOnlyList<EvidencePiece> Read(IReadOnlyList<JournalEntry> entries, Session session, int? sampleRateHz, IReadOnlyList<string> reasons)
    {
        double? Seconds(long sample) => sampleRateHz is > 0 ? (double)sample / sampleRateHz.Value : null;
        return EvidenceRanking.Order(
            [.. Phrases(entries, Seconds), .. Answers(entries, session, reasons, Seconds), .. Posts(session), .. Behaviour(session, reasons, Seconds), .. Weighed(session)], EvidenceLimit);
    }

    private static IEnumerable<EvidencePiece> Phrases(IReadOnlyList<JournalEntry> entries, Func<long, double?> seconds) =>
        entries.Where(entry => entry.Event is RiskPhraseHeard).Select(entry =>
        {
            var heard = (RiskPhraseHeard)entry.Event;
            var span = SpanOf(WordsAfter(entries, entry, heard.ItemId));
            return new EvidencePiece(
                EvidenceKind.Transcript, $"phrase.{heard.Family}", span.Quote.Length == 0 ? $"a phrase of the {heard.Family} family was heard" : span.Quote,
                heard.Family == "acute" ? EvidenceStrength.Acute : EvidenceStrength.IdeationPhrase)
            {
                Time = entry.RecordedTime, AudioOffsetSeconds = seconds(heard.Sample), ItemId = heard.ItemId, Marks = span.Marks,
            };
        });

    private static IEnumerable<EvidencePiece> Answers(IReadOnlyList<JournalEntry> entries, Session session, IReadOnlyList<string> reasons, Func<long, double?> seconds)
    {
        var heard = entries.Where(entry => entry.Event is AnswerHeard).Select(entry => (Entry: entry, Heard: (AnswerHeard)entry.Event)).ToList();
        foreach (var (itemId, answer) in session.Answers)
        {
            if (StrengthOf(itemId, answer, reasons) is not { } strength)
            {
                continue;
            }

            var place = heard.LastOrDefault(pair => pair.Heard.ItemId == itemId);
            var said = SpanOf(place.Heard is null ? "" : SecondWords(entries, place.Heard.PromptId) is { Length: > 0 } second ? second : Words(place.Heard));
            yield return new(EvidenceKind.Answer, $"{itemId}:{answer.Code}", said.Quote.Length > 0 && said.Quote != answer.Code ? $"{answer.Code} (\"{said.Quote}\")" : answer.Code, strength)
            {
                Time = place.Entry?.RecordedTime, AudioOffsetSeconds = place.Heard is null ? null : seconds(place.Heard.StartSample), ItemId = itemId, Marks = said.Marks,
            };
        }
    }

    /// <summary>The posts most worth their reading, not the first two of the list: each by the span that a phrase stands in.</summary>
    private static IEnumerable<EvidencePiece> Posts(Session session) => EvidenceRanking
        .Order((session.Opened?.Referral.Posts ?? []).Select(post =>
        {
            var span = SpanOf(post.Text);
            return new EvidencePiece(EvidenceKind.Post, "text.post", span.Quote, EvidenceStrength.Post(post.Score, span.Family)) { Time = post.PostTime, Marks = span.Marks };
        }))
        .Take(PostsShown);

    private static IEnumerable<EvidencePiece> Behaviour(Session session, IReadOnlyList<string> reasons, Func<long, double?> seconds)
    {
        if (session.CallEnd is { Reason: "hang_up" or "not_resumed" } && session.Closed?.Outcome != SessionOutcome.Completed)
        {
            yield return new(EvidenceKind.Behaviour, session.CallEnd.Reason, "the call ended before the questions did", EvidenceStrength.BrokenOff)
            {
                Time = session.LastTime, AudioOffsetSeconds = seconds(session.AudioSample),
            };
        }

        if (reasons.Contains(ReasonCodes.HelpRequested))
        {
            yield return new(EvidenceKind.Behaviour, ReasonCodes.HelpRequested, "asked for a person", EvidenceStrength.SuicideAnswer);
        }
    }

    /// <summary>What only the model counted, and only what it counted towards risk: the score of stage 1, and the voice, worded as supportive.</summary>
    private static IEnumerable<EvidencePiece> Weighed(Session session)
    {
        var (reasons, score) = (session.Estimate?.Reasons ?? [], session.Opened?.Referral.TextScore);
        foreach (var reason in reasons.Where(reason => reason.Code.StartsWith("text.", StringComparison.Ordinal)))
        {
            yield return new(EvidenceKind.Post, reason.Code, "stage-1 text score", EvidenceStrength.Weighed(reason.LogLikelihoodRatio, EvidenceStrength.TextScore))
            {
                Time = score?.ScoreTime, LogLikelihoodRatio = reason.LogLikelihoodRatio,
            };
        }

        foreach (var reason in reasons.Where(reason => reason.Code.StartsWith("voice.", StringComparison.Ordinal) && reason.LogLikelihoodRatio > 0)
            .OrderByDescending(reason => reason.LogLikelihoodRatio).ThenBy(reason => reason.Code, StringComparer.Ordinal).Take(VoiceShown))
        {
            yield return new(EvidenceKind.Voice, reason.Code, "beyond the norm towards severity; supportive only", EvidenceStrength.Weighed(reason.LogLikelihoodRatio, EvidenceStrength.Voice))
            {
                LogLikelihoodRatio = reason.LogLikelihoodRatio,
            };
        }
    }

    /// <summary>Null when an answer speaks for nothing: a clear no, or a task.</summary>
    private static double? StrengthOf(string itemId, Answer answer, IReadOnlyList<string> reasons)
    {
        if (itemId == "asq.5" && !ClearNo.Is(answer))
        {
            return EvidenceStrength.Acute;
        }

        // Reasons come most weighty first; their order stands.
        for (var i = 0; i < reasons.Count; i++)
        {
            if (reasons[i] == $"{itemId}:{answer.Code}")
            {
                return EvidenceStrength.DecidingAnswer - (.01 * Math.Min(i, 20));
            }
        }

        if (answer.Is("no") || answer.Is("0"))
        {
            return null;
        }

        return IsSuicideItem(itemId) ? EvidenceStrength.SuicideAnswer
            : answer.Is("given") && itemId is "mood" or "closing" or "open" ? EvidenceStrength.OpenAnswer
            : answer.Kind == AnswerKind.Understood && answer.Value is "3" ? EvidenceStrength.SymptomAnswer
            : null;
    }

    private static bool IsSuicideItem(string itemId) => itemId == "phq.9"
        || itemId.StartsWith("asq.", StringComparison.Ordinal) || itemId.StartsWith("cssrs.", StringComparison.Ordinal) || itemId.StartsWith("pss.", StringComparison.Ordinal);

    /// <summary>The words to quote: all when they are few, else the first stretch that holds the gravest phrase, else the beginning.</summary>
    /// <remarks>Marks are of the whole text: a "not" that the stretch cuts off is still said to be there.</remarks>
    private static (string Quote, string? Family, IReadOnlyList<string> Marks) SpanOf(string text)
    {
        var gravest = RiskLexicon.Default.Match(text) is [var first, ..] ? first : null;
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var marks = gravest?.Marks ?? [];
        if (words.Length <= QuoteWords)
        {
            return (string.Join(' ', words), gravest?.Family, marks);
        }

        var from = gravest is null ? 0 : Enumerable.Range(0, ((words.Length - QuoteWords) / 10) + 2).Select(step => Math.Min(step * 10, words.Length - QuoteWords))
            .FirstOrDefault(start => RiskLexicon.Default.Match(string.Join(' ', words.Skip(start).Take(QuoteWords))).Any(match => match.PhraseId == gravest.PhraseId));
        var quote = string.Join(' ', words.Skip(from).Take(QuoteWords));
        return ($"{(from > 0 ? "… " : "")}{quote}{(from + QuoteWords < words.Length ? " …" : "")}", gravest?.Family, marks);
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
        entries.Select(entry => entry.Event).OfType<SecondEarHeard>().LastOrDefault(second => second.PromptId == promptId)?.Words?.Text ?? "";

    private static string Words(AnswerHeard heard) =>
        heard.TypedText ?? heard.Transcripts.Where(t => t.Text.Length > 0).OrderByDescending(t => t.Engine.Contains("free", StringComparison.Ordinal)).FirstOrDefault()?.Text ?? "";
}
