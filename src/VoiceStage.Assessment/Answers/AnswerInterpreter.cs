using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.RiskPhrases;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Assessment.Answers;

/// <summary>Reads one answer from everything that was observed of a turn: keys, typed text, and what each ear heard. Pure; replay calls it again.</summary>
/// <remarks>
/// <para>Two ears: the grammar decides, the free model may object. On consent and suicide items a "no" needs a confident grammar, a free ear that really
/// listened, and nothing in it that could contradict; everything else is unclear and is confirmed. A "yes" to a suicide item is taken more readily: that
/// error is the safe one. Unknown is never "no".</para>
/// <para>Codes of <see cref="Answer.Why"/>: <c>SILENCE</c>, <c>NO_WORDS</c> (speech, but nothing recognised), <c>ENGINE_FAULT</c>, <c>ONE_EAR</c>,
/// <c>EARS_DISAGREE</c>, <c>LOW_CONFIDENCE</c>, <c>NOT_UNDERSTOOD</c>, <c>UNSURE</c>, <c>HEDGED</c>, <c>CONFLICTING</c>, <c>GAP</c>,
/// <c>OTHER_LANGUAGE</c>, <c>UNKNOWN_KEY</c>.</para>
/// </remarks>
public static partial class AnswerInterpreter
{
    /// <summary>The answer to an item.</summary>
    /// <param name="item">Item as asked; a confirmation is a yes/no item of its own.</param>
    /// <param name="heard">What was observed of the turn.</param>
    /// <param name="today">Date of the call, for "in March"; null leaves calendar words unknown.</param>
    public static Answer Interpret(Item item, AnswerHeard heard, DateOnly? today = null)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(heard);
        return FromKeys(item, heard)
            ?? (string.IsNullOrWhiteSpace(heard.TypedText) ? null : FromTyped(item, heard, today))
            ?? FromSpeech(item, heard, today);
    }

    private static Answer FromSpeech(Item item, AnswerHeard heard, DateOnly? today)
    {
        var ears = Ears.Of(heard);
        if (!ears.HasWords && !heard.TranscriptPending)
        {
            return heard.RecognitionFault is not null ? Answer.Unclear(AnswerSource.Voice, "ENGINE_FAULT")
                : heard.SpeechSeconds > 0 || heard.End is TurnEnd.MaxLength ? IsOpen(item) ? Given(heard) : Answer.Unclear(AnswerSource.Voice, "NO_WORDS")
                : Answer.Missing("SILENCE");
        }

        if (ears.Free.Any(transcript => ControlPhrases.Match(transcript.Text) is { Phrase: ControlPhrase.OtherLanguage }))
        {
            return Answer.Unclear(AnswerSource.Voice, "OTHER_LANGUAGE");
        }

        return item.Kind switch
        {
            ItemKind.YesNo or ItemKind.Consent => YesNoFromEars(item, heard, ears, today),
            ItemKind.Frequency => FrequencyFromEars(item, heard, ears),
            ItemKind.When => PeriodFromEars(item, ears, today),
            _ => OpenFromEars(item, heard, ears),
        };
    }

    private static bool IsOpen(Item item) => item.Kind is ItemKind.Open or ItemKind.LineCheck or ItemKind.Vowel or ItemKind.Reading;

    private static Answer Given(AnswerHeard heard) =>
        Answer.Understood("given", AnswerSource.Voice, heard.Transcripts.Select(transcript => transcript.Confidence).FirstOrDefault(confidence => confidence is not null));

    private static Answer OpenFromEars(Item item, AnswerHeard heard, Ears ears)
    {
        // A refusal counts only when it is all that was said: "I skip breakfast" is an answer.
        var refused = ears.Free.Count > 0 && ears.Free.All(transcript => AnswerReading.Of(item, transcript.Text) is { Kind: ReadingKind.Refused, LeftOverWords: 0 });
        return refused ? Answer.Refused(AnswerSource.Voice) : Given(heard);
    }

    private static Answer FromTyped(Item item, AnswerHeard heard, DateOnly? today)
    {
        var text = heard.TypedText!;
        if (IsOpen(item))
        {
            return AnswerReading.Of(item, text) is { Kind: ReadingKind.Refused, LeftOverWords: 0 }
                ? Answer.Refused(AnswerSource.Text)
                : Answer.Understood("given", AnswerSource.Text);
        }

        if (item.Kind == ItemKind.When)
        {
            return PeriodFrom(item, [(text, null)], AnswerSource.Text, today);
        }

        // A typed digit is the key of the same name.
        if (text.Trim() is [>= '1' and <= '9'] key && KeyAnswer(item, key[0], AnswerSource.Text) is { } keyed)
        {
            return keyed;
        }

        var reading = AnswerReading.Of(item, text);
        var isZero = reading is { Kind: ReadingKind.Value, Value: "no" or "0" };
        if (item.IsSuicideItem && isZero && (reading.HasDoubt || reading.LeftOverWords > 0 || RiskLexicon.Default.Match(text).Count > 0))
        {
            return Answer.Unclear(AnswerSource.Text, "CONFLICTING");
        }

        // A "yes" to a suicide item stands whatever follows it; any other answer must be nearly all that was typed.
        var stands = reading.Kind == ReadingKind.Value
            && ((item.IsSuicideItem && reading.Value == "yes") || (reading.LeftOverWords <= NoiseWords && !reading.HasDoubt));
        return stands
            ? WithPeriod(Answer.Understood(reading.Value!, AnswerSource.Text), [(text, null)], today)
            : NotAnswered(reading, AnswerSource.Text, null);
    }

    /// <summary>The answer when a reading gives no value.</summary>
    private static Answer NotAnswered(AnswerReading reading, AnswerSource source, double? confidence) => reading.Kind switch
    {
        ReadingKind.Refused => Answer.Refused(source),
        ReadingKind.Unsure => Answer.Unclear(source, "UNSURE", confidence),
        ReadingKind.Hedged => Answer.Unclear(source, "HEDGED", confidence),
        ReadingKind.Conflict => Answer.Unclear(source, "CONFLICTING", confidence),
        _ => Answer.Unclear(source, "NOT_UNDERSTOOD", confidence),
    };
}
