using VoiceStage.Acoustics.Profiles;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Answers;
using VoiceStage.Server.Turns;
using VoiceStage.V1;

namespace VoiceStage.Server.Calls;

/// <summary>The answer is measured while it is spoken: its speech with a margin, with consent, and only when none of it is missing.</summary>
/// <remarks>Silence is handed over only when speech goes on after it, so the wait at the end of a turn is not part of the answer.</remarks>
internal sealed partial class Call
{
    /// <summary>Sound kept around the speech of an answer when it is measured.</summary>
    private const double MeasuredMarginSeconds = 0.2;

    /// <summary>Least audio between two views of the voice: five a second are smooth enough for an eye.</summary>
    private const double ShownEverySeconds = 0.2;

    private AnswerMeasuring? measuring;
    private double shownSeconds;
    private long measuredFrom;
    private long measuredTo;

    private void MeasureSoFar()
    {
        if (turn is { } current)
        {
            MeasureSoFar(current);
        }
    }

    private void MeasureSoFar(Turn current)
    {
        if (pen.State.Consent != ConsentState.Given || current.Listening.Item.VoiceTask is null || current.HasGap || current.FirstSpeechAt is not { } first)
        {
            return;
        }

        if (measuring is null)
        {
            measuring = parts.Measuring.Open(Rate);
            shownSeconds = 0;
            measuredFrom = measuredTo = Math.Max(intake.Raw.Start, first - Samples(MeasuredMarginSeconds));
        }

        var to = Math.Min(intake.Heard, current.LastSpeechAt + Samples(MeasuredMarginSeconds));
        if (to > measuredTo)
        {
            measuring.Take(intake.Raw.Between(measuredTo, to));
            measuredTo = to;
        }

        ShowVoice(measuring);
    }

    // What was worked off beside the call is shown when it is there; nothing waits for it.
    private void ShowVoice(AnswerMeasuring answer)
    {
        if (!setup.ShowsVoice || answer.Live is not { } live || live.CapturedSeconds - shownSeconds < ShownEverySeconds)
        {
            return;
        }

        shownSeconds = live.CapturedSeconds;
        var shown = new LiveVoice
        {
            AudioOffset = intake.OffsetOf(measuredFrom + Samples(live.CapturedSeconds)),
            LevelDbfs = live.LevelDbfs,
            IsSpeaking = live.IsSpeaking,
            PauseCount = live.PauseCount,
            PauseTotalSeconds = live.PauseSeconds,
            SilenceSeconds = live.SilenceSeconds,
        };
        if (live.F0Hz is { } hertz)
        {
            shown.F0Hz = hertz;
        }

        Send(new ConverseResponse { LiveVoice = shown });
    }

    private Task<VoiceProfile?>? FinishMeasuring(Turn current)
    {
        MeasureSoFar(current);
        if (current.HasGap || measuring is not { } answer)
        {
            LeaveMeasuringOut();
            return null;
        }

        measuring = null;
        // Whoever began before the question was over was not waited for.
        return answer.CompleteAsync(current.FirstSpeechAt >= current.OpenedAt ? (double)(current.OpenedAt - measuredFrom) / Rate : null);
    }

    private void LeaveMeasuringOut()
    {
        measuring?.LeaveOut();
        measuring = null;
    }
}
