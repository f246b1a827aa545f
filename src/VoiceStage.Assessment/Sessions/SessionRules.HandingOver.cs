using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Escalation;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Assessment.Sessions;

public sealed partial class SessionRules
{
    /// <summary>Begins a live hand-over: the case is opened first, then the patient is told.</summary>
    private void PutThrough(ResponseGroup group, string target, string reason, string words)
    {
        group.Add(new HandoffBegun(target, reason));
        Judge(group);
        OpenCase(group);
        if (group.Session.Level == CareLevel.Imminent)
        {
            StayOnTheLine(group, reason, confirm: false);
        }
        else
        {
            group.Say(PromptPurpose.Handoff, $"{words} {_site.CrisisLineText}", isInterruptible: false);
        }
    }

    /// <summary>Timers that no sound drives.</summary>
    private void Timed(ResponseGroup group, TimePassed passed)
    {
        var session = group.Session;
        if (session.Closed is not null || session.Connection is null)
        {
            return;
        }

        switch (passed.Cause)
        {
            case "handoff" when session.Handoff is { } handoff:
                Sought(group, handoff, passed.ElapsedSeconds);
                break;
            case "paused" when session.IsPaused:
                Paused(group, passed.ElapsedSeconds);
                break;
            case "stream_lost" when passed.ElapsedSeconds >= _site.ResumeWithinSeconds:
                HungUp(group, session, "not_resumed");
                break;
            case "no_audio":
                NoAudio(group);
                break;
            default:
                break;
        }
    }

    /// <summary>Nobody took it yet: the next rung, and a word to the patient each time; after the last one the crisis line has the call.</summary>
    private void Sought(ResponseGroup group, HandoffUnderWay handoff, double elapsedSeconds)
    {
        // The clock of the journal stands beside the caller's, so that a timer that was restarted does not make anybody wait twice.
        var elapsed = Math.Max(elapsedSeconds, (group.Moment.Time - handoff.BegunTime).TotalSeconds);
        var due = (int)Math.Min(elapsed / _site.HandoffRungSeconds, _site.HandoffLadder.Count);
        while (group.Session.Handoff!.Steps < Math.Min(due + 1, _site.HandoffLadder.Count))
        {
            var target = _site.HandoffLadder[group.Session.Handoff.Steps];
            var isLast = group.Session.Handoff.Steps == _site.HandoffLadder.Count - 1;
            group.Add(new HandoffBegun(target, "not_taken"));
            group.Say(PromptPurpose.Handoff, isLast ? $"{_wording.CrisisLine} {_site.CrisisLineText}" : _wording.Hold, isInterruptible: false);
        }

        if (due >= _site.HandoffLadder.Count)
        {
            if (group.Session.Question?.ItemId == AddedItems.ConfirmAcuteId)
            {
                Annotate(group, "acute_confirm:missing");
            }

            // The crisis line was named a moment ago; what is new is that a call-back is booked.
            group.Say(PromptPurpose.Closing, $"{_wording.LeaveToPerson} {_site.CrisisLineText}", isInterruptible: false);
            Close(group, "handed_over", callBackNow: true);
        }
    }

    private void Paused(ResponseGroup group, double elapsedSeconds)
    {
        if (elapsedSeconds >= _site.PauseLimitSeconds)
        {
            LeaveToPerson(group, "paused", _wording.LeaveToPerson);
        }
        else if ((int)(elapsedSeconds / _site.PauseReminderSeconds) >= group.Session.NoticeCount)
        {
            group.Say(PromptPurpose.Notice, _wording.Pause);
        }
    }

    /// <summary>No audio arrives (or there is no microphone): the same ladder as silence, on the watchdog's clock.</summary>
    private void NoAudio(ResponseGroup group)
    {
        var session = group.Session;
        if (session.Handoff is not null || session.IsPaused || session.Question is not { ItemId: { } id } question)
        {
            return;
        }

        // Reading and touching takes longer than answering aloud; a prompt whose end is never reported holds the line 30 s.
        var item = ItemAsAsked(session, id, question);
        var limit = !session.PromptFinished ? 30 : session.Connection is { HasMicrophone: false } ? Math.Max(20, item.NoSpeechSeconds) : item.NoSpeechSeconds;
        if (session.NoAudioSeconds - session.NoAudioHandledSeconds < limit)
        {
            return;
        }

        var silence = Answer.Missing("NO_AUDIO");
        if (id == AddedItems.ConfirmIdeationId)
        {
            IdeationConfirmed(group, question.PromptId, silence);
        }
        else if (id == AddedItems.OfferPersonId)
        {
            PersonOffered(group, question.PromptId, silence);
        }
        else
        {
            Take(group, item with { Text = ItemOf(session, id)!.Text }, question.PromptId, silence);
        }
    }
}
