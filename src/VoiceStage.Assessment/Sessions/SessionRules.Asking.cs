using System.Text;
using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Assessment.Sessions;

public sealed partial class SessionRules
{
    /// <summary>After an answer stands: the safety path when the level is imminent, else what comes next.</summary>
    private void GoOn(ResponseGroup group)
    {
        if (group.Session.Level == CareLevel.Imminent)
        {
            StayOnTheLine(group, "imminent", confirm: false);
        }
        else
        {
            AskNext(group);
        }
    }

    /// <summary>Asks what is due: a confirmation of an ideation phrase, then the protocol's next item, then the end.</summary>
    private void AskNext(ResponseGroup group)
    {
        if (group.Session.Ideation == IdeationState.Heard)
        {
            var confirm = AddedItems.Of(AddedItems.ConfirmIdeationId, _wording.ConfirmIdeation);
            group.Ask(PromptPurpose.Confirm, confirm, confirm.Text);
            return;
        }

        var item = NextItem(group.Session);
        while (item is not null && CannotGive(group.Session, item))
        {
            group.Add(new AnswerInterpreted(item.Id, group.Session.Prompt?.PromptId ?? "", Answer.Missing("CANNOT_TALK"), IsFinal: true));
            item = NextItem(group.Session);
        }

        if (item is null)
        {
            Finish(group);
        }
        else
        {
            group.Ask(PromptPurpose.Question, item, WordsFor(group.Session, item));
        }
    }

    /// <summary>How many items may still be asked: an upper bound, because what is not known yet may bring items or spare them.</summary>
    /// <param name="session">State.</param>
    /// <returns>0 once the session is closed, refused, or on its way to a person.</returns>
    public int RemainingCount(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.Opened is null || session.Closed is not null || session.Handoff is not null || session.Consent is ConsentState.Refused or ConsentState.Withdrawn ? 0
            : _protocol.PossibleItems(session.Answers, ContextOf(session)).Count(item => !session.Answers.ContainsKey(item.Id) && !CannotGive(session, item));
    }

    private Item? NextItem(Session session)
    {
        if (session.Ideation == IdeationState.Disclosed)
        {
            // A disclosure goes straight to the suicide items, whatever the protocol would ask first.
            var screener = _protocol.PossibleItems(session.Answers, ContextOf(session))
                .FirstOrDefault(item => !session.Answers.ContainsKey(item.Id) && item.Instrument is { } instrument && _suicideInstruments.Contains(instrument));
            if (screener is not null)
            {
                return screener;
            }
        }

        return _protocol.NextItem(session.Answers, ContextOf(session));
    }

    /// <summary>A task for the voice makes no sense for somebody who answers by keys or has no microphone.</summary>
    private static bool CannotGive(Session session, Item item) =>
        (session.UsesKeysOnly && IsOptional(item) && item.Choices.Count == 0)
        || (session.Connection is { HasMicrophone: false } && item.Kind is ItemKind.LineCheck or ItemKind.Vowel or ItemKind.Reading);

    private void OfferKeys(ResponseGroup group, Item item)
    {
        var text = new StringBuilder(item.ReaskText ?? item.Text);
        if (item.Choices.Count > 0 && !text.ToString().Contains("press", StringComparison.OrdinalIgnoreCase))
        {
            text.Append(" Press ").AppendJoin(", ", item.Choices.Select(choice => $"{choice.Key} for {choice.Text}")).Append('.');
        }

        group.Ask(PromptPurpose.OfferKeys, item, $"{_wording.OfferKeys} {text}");
    }

    /// <summary>A button, a key or words that ask for something beside an answer.</summary>
    private void Controlled(ResponseGroup group, Session before, ControlKind control)
    {
        var session = group.Session;
        if (control == ControlKind.NeedHelpNow)
        {
            HelpAsked(group);
            return;
        }

        if (session.Closed is not null)
        {
            return;
        }

        if (control == ControlKind.StopRecording && session.Consent is ConsentState.NotAsked or ConsentState.Given)
        {
            ConsentEnds(group, session.Consent == ConsentState.Given ? ConsentState.Withdrawn : ConsentState.Refused);
            return;
        }

        if (session.Handoff is not null || session.Question is not { ItemId: { } id } question)
        {
            if (control == ControlKind.Repeat && before.Prompt is { } last)
            {
                group.Repeat(last);
            }

            return;
        }

        var item = ItemOf(session, id)!;
        switch (control)
        {
            case ControlKind.Repeat when Askings(session, id).Repeats >= FreeRepeats && !AddedItems.IsAdded(id):
                Silent(group, item, question.PromptId, Answer.Missing("REPEATED_ONLY"));
                break;
            case ControlKind.Repeat:
                group.Repeat(question);
                break;
            case ControlKind.Resume when before.IsPaused:
                group.Repeat(question);
                break;
            case ControlKind.Pause when !before.IsPaused:
                group.Say(PromptPurpose.Notice, _wording.Pause);
                break;
            case ControlKind.Skip:
                Skipped(group, item, question.PromptId);
                break;
            case ControlKind.CannotTalk:
                CannotTalk(group, item, question.PromptId);
                break;
            default:
                break;
        }
    }

    private void Skipped(ResponseGroup group, Item item, string promptId)
    {
        var refused = Answer.Refused(AnswerSource.Key);
        if (item.Id == AddedItems.ConfirmIdeationId)
        {
            IdeationConfirmed(group, promptId, refused);
        }
        else if (item.Id == AddedItems.OfferPersonId)
        {
            PersonOffered(group, promptId, refused);
        }
        else
        {
            Take(group, item, promptId, refused);
        }
    }

    /// <summary>Key 8: keys are offered for the question that stands; asked once more, a person calls back.</summary>
    private void CannotTalk(ResponseGroup group, Item item, string promptId)
    {
        if (AddedItems.IsAdded(item.Id))
        {
            Skipped(group, item, promptId);
        }
        else if (IsOptional(item) && item.Choices.Count == 0)
        {
            Settle(group, item, promptId, Answer.Missing("CANNOT_TALK"));
        }
        else if (!Askings(group.Session, item.Id).KeysOffered)
        {
            group.Add(new AnswerInterpreted(item.Id, promptId, Answer.Missing("CANNOT_TALK"), IsFinal: false));
            OfferKeys(group, item);
        }
        else
        {
            group.Add(new AnswerInterpreted(item.Id, promptId, Answer.Missing("CANNOT_TALK"), IsFinal: true));
            LeaveToPerson(group, "cannot_talk", _wording.LeaveToPerson);
        }
    }
}
