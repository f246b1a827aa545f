using VoiceStage.Assessment.Questionnaires;

namespace VoiceStage.Assessment.Answers;

public static partial class AnswerInterpreter
{
    /// <summary>Below this a spoken "longer ago" is not believed: it would lower a level.</summary>
    private const double LongerAgoConfidence = 0.7;

    /// <summary>Window in which an attempt makes a "yes" more urgent (CLINICAL level table).</summary>
    private const string AttemptWindow = "within_three_months";

    private static Answer PeriodFromEars(Item item, Ears ears, DateOnly? today)
    {
        var texts = ears.Free.Append(ears.Grammar).Where(transcript => transcript is { Text.Length: > 0 })
            .Select(transcript => (transcript!.Text, transcript.Confidence)).ToList();
        return PeriodFrom(item, texts, AnswerSource.Voice, today);
    }

    private static Answer PeriodFrom(Item item, IReadOnlyList<(string Text, double? Confidence)> texts, AnswerSource source, DateOnly? today)
    {
        var window = item.Choices.Select(choice => choice.Value).FirstOrDefault(value => PeriodPhrases.WindowMonths(value) is not null) ?? AttemptWindow;
        if (PeriodOf(texts, window, today) is { } code)
        {
            return Answer.Understood(code, source, texts.Select(text => text.Confidence).FirstOrDefault(confidence => confidence is not null));
        }

        var readings = texts.Select(text => AnswerReading.Of(item, text.Text)).ToList();
        return readings.Any(reading => reading.Kind == ReadingKind.Refused) ? Answer.Refused(source)
            : readings.Any(reading => reading.Kind == ReadingKind.Unsure) ? Answer.Understood("unknown", source)
            : Answer.Unclear(source, "NOT_UNDERSTOOD");
    }

    /// <summary>The most urgent code that any ear gives; "longer ago" only when no ear doubts it.</summary>
    private static string? PeriodOf(IReadOnlyList<(string Text, double? Confidence)> texts, string window, DateOnly? today)
    {
        var read = texts.Select(text => (Code: PeriodPhrases.CodeOf(text.Text, window, today), text.Confidence)).Where(found => found.Code is not null).ToList();
        var codes = read.Select(found => found.Code!).ToList();
        var believed = read.Any(found => found.Code == "longer_ago" && (found.Confidence ?? 1) >= LongerAgoConfidence);
        return codes.Contains(window) ? window : codes.Contains("unknown") || (codes.Count > 0 && !believed) ? "unknown" : codes.FirstOrDefault();
    }

    /// <summary>Keeps a time that was said along with a "yes"; what stays unknown is asked for.</summary>
    private static Answer WithPeriod(Answer answer, IReadOnlyList<(string Text, double? Confidence)> texts, DateOnly? today) =>
        answer.Is("yes") && PeriodOf(texts, AttemptWindow, today) is { } code and not "unknown" ? answer with { Period = code } : answer;
}
