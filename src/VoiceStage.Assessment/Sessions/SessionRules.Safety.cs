using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Escalation;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Assessment.Sessions;

public sealed partial class SessionRules
{
    /// <summary>Confirming questions about ideation in one call; what is heard after that is annotated.</summary>
    private const int IdeationConfirmations = 2;

    /// <summary>A risk phrase, in any polarity, from either ear, in every state. Acute pages at once; ideation is confirmed at the end of the answer.</summary>
    private void PhraseHeard(ResponseGroup group, string itemId, string family, string promptId)
    {
        var session = group.Session;
        if (family == "acute")
        {
            if (session.AcuteDisclosed)
            {
                return;
            }

            Judge(group, acute: true);
            if (session.Closed is null && session.CallEnd is null)
            {
                StayOnTheLine(group, ReasonCodes.AcuteDisclosure, confirm: true);
            }

            return;
        }

        // The answer to a suicide item, or to the confirmation itself, is that item's business: it asks the same thing.
        if (AddedItems.IsAdded(itemId) || IsSuicideScreener(itemId) || session.Ideation is IdeationState.Heard or IdeationState.Disclosed)
        {
            return;
        }

        if (session.Ideation == IdeationState.Denied && Askings(session, AddedItems.ConfirmIdeationId).Count >= IdeationConfirmations)
        {
            Annotate(group, "ideation_phrase_again");
            return;
        }

        var mayStillAsk = !session.IsScriptOver;
        group.Add(new AnswerInterpreted(AddedItems.ConfirmIdeationId, promptId, Answer.Unclear(AnswerSource.Voice, "RISK_PHRASE"), IsFinal: !mayStillAsk));
        if (!mayStillAsk)
        {
            Judge(group);
        }
    }

    private bool IsSuicideScreener(string itemId) =>
        _protocol.ItemOf(itemId) is { } item && (item.IsSuicideItem || (item.Instrument is { } instrument && _suicideInstruments.Contains(instrument)));

    /// <summary>Yes, refused, unclear and silence page; a clear no is a contradiction that stands on the summary.</summary>
    private void IdeationConfirmed(ResponseGroup group, string promptId, Answer answer)
    {
        group.Add(new AnswerInterpreted(AddedItems.ConfirmIdeationId, promptId, answer, IsFinal: true));
        Judge(group);
        Annotate(group, answer.Is("no") ? "ideation_denied_when_asked" : "ideation_confirmed_or_unclear");
        GoOn(group);
    }

    /// <summary>The answer to the question that follows an acute phrase: it annotates the page and never recalls it.</summary>
    private void AcuteConfirmed(ResponseGroup group, AnswerHeard heard)
    {
        var question = group.Session.Question!;
        var answer = AnswerInterpreter.Interpret(ItemAsAsked(group.Session, heard.ItemId, question), heard);
        group.Add(new AnswerInterpreted(AddedItems.ConfirmAcuteId, heard.PromptId, answer, IsFinal: true));
        Annotate(group, $"acute_confirm:{answer.Code}");
        group.Say(PromptPurpose.Handoff, _wording.Handoff, isInterruptible: false);
    }

    /// <summary>Crisis words and the hand-over; the script and every measuring task stop here.</summary>
    private void StayOnTheLine(ResponseGroup group, string reason, bool confirm)
    {
        if (group.Session.Handoff is null)
        {
            group.Add(new HandoffBegun(_site.HandoffLadder[0], reason));
        }

        group.Say(PromptPurpose.Crisis, $"{_wording.Crisis} {_site.CrisisLineText}", isInterruptible: false);
        if (confirm)
        {
            var item = AddedItems.Of(AddedItems.ConfirmAcuteId, _wording.ConfirmAcute);
            group.Ask(PromptPurpose.Confirm, item, item.Text);
        }
        else
        {
            group.Say(PromptPurpose.Handoff, _wording.Handoff, isInterruptible: false);
        }
    }

    /// <summary>"I need help now", by key, button or words: a person at once, in every state, also before consent and after the end.</summary>
    private void HelpAsked(ResponseGroup group)
    {
        var session = group.Session;
        if (session.Handoff is not null || session.Closed is not null)
        {
            Annotate(group, ReasonCodes.HelpRequested);
            if (session.Handoff is null)
            {
                group.Add(new HandoffBegun(_site.HandoffLadder[^1], ReasonCodes.HelpRequested));
                Judge(group);
            }

            group.Say(PromptPurpose.Crisis, $"{(session.Closed is null ? _wording.Handoff : _wording.CrisisLine)} {_site.CrisisLineText}", isInterruptible: false);
            return;
        }

        PutThrough(group, _site.HandoffLadder[0], ReasonCodes.HelpRequested, _wording.Handoff);
    }

    private static void Annotate(ResponseGroup group, string code)
    {
        if (group.Session.EscalationId is { } id && !group.Session.Annotations.Contains(code))
        {
            group.Add(new EscalationAnnotated(id, code));
        }
    }

    private void Faulted(ResponseGroup group, FaultNoticed fault)
    {
        // Measures, the second ear and the model may be absent: the questions carry the call. Everything else ends it with a person.
        var isNeeded = fault.Component is not ("measures" or "second_ear" or "risk_model" or "recording");
        if (group.Session.Closed is not null || group.Session.Handoff is not null || group.Session.CallEnd is not null)
        {
            Judge(group);
            Annotate(group, $"fault:{fault.Component}");
            return;
        }

        if (isNeeded)
        {
            LeaveToPerson(group, "fault", _wording.Fault);
        }
        else
        {
            Judge(group);
        }
    }
}
