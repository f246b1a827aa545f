using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Assessment.Sessions;

public sealed partial class SessionRules
{
    private const int CallbackAttempts = 2;

    /// <summary>Everything due is answered: a high level is offered a person, then the closing words.</summary>
    private void Finish(ResponseGroup group)
    {
        if (group.Session.Level == CareLevel.High && Askings(group.Session, AddedItems.OfferPersonId).Count == 0)
        {
            Offer(group, _wording.OfferPerson);
            return;
        }

        group.Say(PromptPurpose.Closing, _protocol.ClosingWords, isInterruptible: false);
        Close(group, "protocol_finished", callBackNow: false);
    }

    private static void Offer(ResponseGroup group, string words)
    {
        var item = AddedItems.Of(AddedItems.OfferPersonId, words);
        group.Ask(PromptPurpose.Question, item, words);
    }

    private void PersonOffered(ResponseGroup group, string promptId, Answer answer)
    {
        group.Add(new AnswerInterpreted(AddedItems.OfferPersonId, promptId, answer, IsFinal: true));
        if (answer.Is("yes"))
        {
            PutThrough(group, _site.HandoffLadder[0], "accepted_offer", _wording.Handoff);
        }
        else if (group.Session.Consent is ConsentState.Refused or ConsentState.Withdrawn)
        {
            group.Say(PromptPurpose.Closing, $"{_wording.LeaveToPerson} {_site.CrisisLineText}", isInterruptible: false);
            Close(group, group.Session.Consent == ConsentState.Refused ? "consent_refused" : "withdrawn", callBackNow: true);
        }
        else
        {
            Finish(group);
        }
    }

    /// <summary>Consent is refused or withdrawn: nothing more is recorded or asked, a person is offered, no level is lowered.</summary>
    private void ConsentEnds(ResponseGroup group, ConsentState state)
    {
        group.Add(new ConsentRecorded(state, _protocol.ConsentWordingVersion, _protocol.Language));
        Judge(group);
        OpenCase(group);
        if (group.Session.Handoff is not null)
        {
            // A person is being sought already; that goes on.
            group.Say(PromptPurpose.Handoff, _wording.Handoff, isInterruptible: false);
        }
        else if (group.Session.Level == CareLevel.Imminent)
        {
            StayOnTheLine(group, "imminent", confirm: false);
        }
        else
        {
            Offer(group, _wording.OfferPersonWithoutConsent);
        }
    }

    /// <summary>The machine can do no more: the case goes to a person, the patient hears where help is, nobody is lost.</summary>
    private void LeaveToPerson(ResponseGroup group, string why, string words)
    {
        group.Add(new HandoffBegun(_site.HandoffLadder[0], why));
        Weigh(group);
        Judge(group);
        OpenCase(group);
        if (group.Session.Level == CareLevel.Imminent)
        {
            StayOnTheLine(group, why, confirm: false);
            return;
        }

        group.Say(PromptPurpose.Closing, $"{words} {_site.CrisisLineText}", isInterruptible: false);
        Close(group, why, callBackNow: true);
    }

    /// <summary>The patient hung up, or the stream never came back: what was not answered is unknown, never "no".</summary>
    private void HungUp(ResponseGroup group, Session before, string reason)
    {
        if (group.Session.Closed is not null || before.CallEnd is not null)
        {
            return;
        }

        Weigh(group);
        Close(group, reason == "transferred" ? "handed_over" : reason == "not_resumed" ? "not_resumed" : "hung_up", callBackNow: reason != "transferred");
    }

    /// <summary>Ends the session: the level for good, a case at that level, a call-back, the closing event.</summary>
    private void Close(ResponseGroup group, string why, bool callBackNow)
    {
        Judge(group, atEnd: true);
        OpenCase(group);
        var level = group.Session.Level;
        // Only a transfer that somebody took needs no call-back: a crisis line does not know whether the patient reached it.
        var isTaken = why == "handed_over" && !callBackNow;
        if (!group.Session.CallbackIsBooked && !isTaken && level > CareLevel.Low)
        {
            var within = callBackNow || level is CareLevel.Unknown or >= CareLevel.High ? TimeSpan.Zero : _site.For(level).Contact;
            group.Add(new CallbackBooked(why, within.TotalSeconds, CallbackAttempts));
        }

        var isComplete = group.Session.Consent == ConsentState.Given && _protocol.NextItem(group.Session.Answers, ContextOf(group.Session)) is null;
        group.Add(new SessionClosed(isComplete ? SessionOutcome.Completed : SessionOutcome.Stopped, why));
    }
}
