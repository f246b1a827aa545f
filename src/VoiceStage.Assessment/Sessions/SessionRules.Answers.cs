using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.RiskPhrases;

namespace VoiceStage.Assessment.Sessions;

public sealed partial class SessionRules
{
    /// <summary>Repeats of one item (gaps, requests) that are free; more are answered like silence, so that nothing goes on for ever.</summary>
    private const int FreeRepeats = 10;

    /// <summary>A turn ended: dangers first, then what the patient asks for, then the answer.</summary>
    private void Heard(ResponseGroup group, Session before, AnswerHeard heard)
    {
        var phrases = PhrasesIn(heard);
        if (phrases.Any(phrase => phrase.Family == "acute"))
        {
            PhraseHeard(group, heard.ItemId, "acute", heard.PromptId);
        }

        var control = ControlIn(heard);
        if (control == ControlKind.NeedHelpNow)
        {
            Controlled(group, before, ControlKind.NeedHelpNow);
            return;
        }

        if (phrases.Any(phrase => phrase.Family != "acute"))
        {
            PhraseHeard(group, heard.ItemId, "ideation", heard.PromptId);
        }

        var session = group.Session;
        if (session.Closed is not null || heard.ItemId.Length == 0 || session.Question?.ItemId != heard.ItemId || group.Drawn.OfType<PromptAsked>().Any())
        {
            return;
        }

        if (session.Handoff is not null)
        {
            if (heard.ItemId == AddedItems.ConfirmAcuteId)
            {
                AcuteConfirmed(group, heard);
            }

            return;
        }

        Answered(group, before, heard, control);
    }

    private void Answered(ResponseGroup group, Session before, AnswerHeard heard, ControlKind? control)
    {
        var session = group.Session;
        var question = session.Question!;
        var item = ItemOf(session, heard.ItemId)!;
        var answer = AnswerInterpreter.Interpret(ItemAsAsked(session, heard.ItemId, question), heard, DateOnly.FromDateTime(group.Moment.Time.UtcDateTime));
        if (control == ControlKind.StopRecording || (control is not null && (heard.Keys.Length > 0 || !IsClosed(item) || answer.Kind != AnswerKind.Understood)))
        {
            Controlled(group, before, control.Value);
            return;
        }

        if (before.IsPaused && answer.Kind != AnswerKind.Understood)
        {
            if (heard.End != TurnEnd.NoSpeech)
            {
                group.Repeat(question);
            }

            return;
        }

        if (heard is { HasGap: true, Keys: "", TypedText: null } && Askings(session, item.Id).Repeats < FreeRepeats)
        {
            group.Add(new AnswerInterpreted(item.Id, heard.PromptId, Answer.Unclear(AnswerSource.Voice, "GAP"), IsFinal: false));
            group.Say(PromptPurpose.Notice, _wording.Apology);
            group.Repeat(question);
            return;
        }

        if (OtherPersonSpeaks(heard) && answer.Kind != AnswerKind.Understood)
        {
            group.Add(new AnswerInterpreted(item.Id, heard.PromptId, answer, IsFinal: false));
            PutThrough(group, "clinician", "other_person", _wording.Handoff);
            return;
        }

        if (answer.Why == "OTHER_LANGUAGE")
        {
            group.Add(new AnswerInterpreted(item.Id, heard.PromptId, answer, IsFinal: false));
            PutThrough(group, "interpreter", "other_language", _wording.Interpreter);
            return;
        }

        answer = SaidTwice(session, item.Id, answer);
        switch (item.Id)
        {
            case AddedItems.ConfirmIdeationId:
                IdeationConfirmed(group, heard.PromptId, answer);
                break;
            case AddedItems.OfferPersonId:
                PersonOffered(group, heard.PromptId, answer);
                break;
            default:
                Take(group, item, heard.PromptId, answer);
                break;
        }
    }

    /// <summary>The same low-confidence answer in two turns, with nothing heard against it either time, is understood.</summary>
    private static Answer SaidTwice(Session session, string itemId, Answer answer) =>
        answer is { Kind: AnswerKind.Unclear, Leaning: { } value }
        && session.Interpretations.GetValueOrDefault(itemId) is { Kind: AnswerKind.Unclear, Leaning: { } before } && before == value
            ? Answer.Understood(value, answer.Source, answer.Confidence) with { Why = "SAID_TWICE" }
            : answer;

    /// <summary>Takes an interpreted answer to an item of the protocol.</summary>
    private void Take(ResponseGroup group, Item item, string promptId, Answer answer)
    {
        if (answer.Kind == AnswerKind.Missing)
        {
            Silent(group, item, promptId, answer);
        }
        else if (answer.Kind == AnswerKind.Unclear)
        {
            NotClear(group, item, promptId, answer);
        }
        else if (item.Kind == ItemKind.Consent)
        {
            Consented(group, item, promptId, answer);
        }
        else
        {
            Settle(group, item, promptId, answer);
        }
    }

    /// <summary>The answer stands: weigh, judge, and go on.</summary>
    private void Settle(ResponseGroup group, Item item, string promptId, Answer answer)
    {
        group.Add(new AnswerInterpreted(item.Id, promptId, answer, IsFinal: true));
        Weigh(group);
        Judge(group);
        GoOn(group);
    }

    private void Consented(ResponseGroup group, Item item, string promptId, Answer answer)
    {
        group.Add(new AnswerInterpreted(item.Id, promptId, answer, IsFinal: true));
        if (answer.Is("yes"))
        {
            group.Add(new ConsentRecorded(ConsentState.Given, _protocol.ConsentWordingVersion, _protocol.Language));
            Weigh(group);
            GoOn(group);
        }
        else
        {
            ConsentEnds(group, ConsentState.Refused);
        }
    }

    /// <summary>Silence: again, at most twice, then keys, then a person. A task that can be left out is left out instead.</summary>
    private void Silent(ResponseGroup group, Item item, string promptId, Answer answer)
    {
        var asked = Askings(group.Session, item.Id);
        if (asked.Reasks < Math.Min(2, item.MaxReasks))
        {
            group.Add(new AnswerInterpreted(item.Id, promptId, answer, IsFinal: false));
            group.Ask(PromptPurpose.Reask, item, item.ReaskText ?? item.Text);
        }
        else if (IsOptional(item))
        {
            Settle(group, item, promptId, answer);
        }
        else if (!asked.KeysOffered)
        {
            group.Add(new AnswerInterpreted(item.Id, promptId, answer, IsFinal: false));
            OfferKeys(group, item);
        }
        else
        {
            group.Add(new AnswerInterpreted(item.Id, promptId, answer, IsFinal: true));
            LeaveToPerson(group, "silent", _wording.LeaveToPerson);
        }
    }

    /// <summary>Unclear: a suicide item is confirmed once and then counts as positive; consent is never assumed; other items are asked again.</summary>
    private void NotClear(ResponseGroup group, Item item, string promptId, Answer answer)
    {
        var asked = Askings(group.Session, item.Id);
        if (item.IsSuicideItem && !asked.Confirmed)
        {
            group.Add(new AnswerInterpreted(item.Id, promptId, answer, IsFinal: false));
            group.Ask(PromptPurpose.Confirm, item, $"{_wording.Confirm} {item.ReaskText ?? item.Text}");
        }
        else if (!item.IsSuicideItem && asked.Reasks < item.MaxReasks)
        {
            group.Add(new AnswerInterpreted(item.Id, promptId, answer, IsFinal: false));
            group.Ask(PromptPurpose.Reask, item, item.ReaskText ?? item.Text);
        }
        else if (item.Kind != ItemKind.Consent)
        {
            Settle(group, item, promptId, answer);
        }
        else if (!asked.KeysOffered)
        {
            group.Add(new AnswerInterpreted(item.Id, promptId, answer, IsFinal: false));
            OfferKeys(group, item);
        }
        else
        {
            group.Add(new AnswerInterpreted(item.Id, promptId, answer, IsFinal: true));
            LeaveToPerson(group, "consent_unclear", _wording.LeaveToPerson);
        }
    }

    private static bool IsClosed(Item item) => item.Kind is ItemKind.Consent or ItemKind.YesNo or ItemKind.Frequency;

    /// <summary>Tasks, open questions and "when": the assessment can do without them.</summary>
    private static bool IsOptional(Item item) => item.Kind is ItemKind.Open or ItemKind.LineCheck or ItemKind.Vowel or ItemKind.Reading or ItemKind.When;

    private static ItemAskings Askings(Session session, string itemId) => session.Askings.GetValueOrDefault(itemId) ?? new ItemAskings();

    private static IEnumerable<string> TextsOf(AnswerHeard heard) =>
        heard.Transcripts.Select(transcript => transcript.Text).Append(heard.TypedText ?? "").Where(text => text.Length > 0);

    private List<RiskPhraseMatch> PhrasesIn(AnswerHeard heard) =>
        [.. _lexicon.Match(heard.Transcripts), .. _lexicon.Match(heard.TypedText)];

    private static bool OtherPersonSpeaks(AnswerHeard heard) =>
        TextsOf(heard).Any(text => ControlPhrases.Match(text) is { Phrase: ControlPhrase.OtherPerson });

    /// <summary>What the patient asks for beside answering: keys first, help before everything.</summary>
    private static ControlKind? ControlIn(AnswerHeard heard)
    {
        var keys = heard.Keys;
        var asked = TextsOf(heard).Select(text => ControlPhrases.Match(text)?.Control).OfType<ControlKind>().ToList();
        return keys.Contains('0', StringComparison.Ordinal) || asked.Contains(ControlKind.NeedHelpNow) ? ControlKind.NeedHelpNow
            : keys.Contains("*9", StringComparison.Ordinal) || asked.Contains(ControlKind.StopRecording) ? ControlKind.StopRecording
            : keys.EndsWith('8') ? ControlKind.CannotTalk
            : keys.EndsWith('9') ? ControlKind.Repeat
            : keys.Length > 0 ? null
            : asked.Count > 0 ? asked[0]
            : null;
    }
}
