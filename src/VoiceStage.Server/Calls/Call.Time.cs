using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Errors;
using VoiceStage.Server.Turns;

namespace VoiceStage.Server.Calls;

/// <summary>Timers. Those of the conversation run on the audio clock; the given clock only notices that no audio comes and then drives the same timers.</summary>
internal sealed partial class Call
{
    private long soundlessSince;
    private long lastSoundAt;

    /// <summary>Called about twice a second by the clock, whatever the client does.</summary>
    public async ValueTask TickAsync()
    {
        if (IsOver)
        {
            return;
        }

        await NoticeRecordingFaultAsync();
        await RetryStoreAsync();
        await CheckSoundlessAsync();
    }

    /// <summary>The call begins to wait for sound.</summary>
    public void BeginClock()
    {
        soundlessSince = parts.Time.GetTimestamp();
        lastSoundAt = soundlessSince;
    }

    private async ValueTask CheckSoundlessAsync()
    {
        var elapsed = parts.Time.GetElapsedTime(soundlessSince);
        if (elapsed < parts.Options.NoAudio || !credit.LetsSend(intake.Position))
        {
            return;
        }

        soundlessSince = parts.Time.GetTimestamp();
        var since = Clock;
        soundlessSamples += Samples(elapsed.TotalSeconds);
        if (setup.HasMicrophone && soundlessSamples - soundlessAtSound > Samples(parts.Options.MaxSilentStream.TotalSeconds))
        {
            throw new StreamSilentException();
        }

        // The rules climb the ladder of silence themselves; here only an answer that was under way comes to its end.
        if (closing is null && failing is null)
        {
            await ObserveAsync(new TimePassed("no_audio", (double)(soundlessSamples - soundlessAtSound) / Rate));
        }

        await PassWithoutSoundAsync(Clock - since);
    }

    private long soundlessAtSound;

    private async ValueTask PassWithoutSoundAsync(long count)
    {
        var verdict = turn is { FirstSpeechAt: not null } && MayListen ? turn.PassWithoutSound(count) : TurnVerdict.GoesOn;
        await PassTimersAsync(count, verdict);
    }

    /// <summary>After each slice of sound.</summary>
    private async ValueTask PassAsync(int count, SpeechChange change)
    {
        soundlessAtSound = soundlessSamples;
        var verdict = turn is not null && MayListen ? turn.Pass(speech, change, count) : TurnVerdict.GoesOn;
        await PassTimersAsync(count, verdict);
    }

    private async ValueTask PassTimersAsync(long count, TurnVerdict verdict)
    {
        await SayHeldAsync();
        await PassStoppedAsync();
        PassInterruption();
        await PassTurnAsync(verdict);
        await PassPromptAsync();
        await PassWaitAsync();
        await PassStallAsync(count);
    }

    /// <summary>A pause or a wait for a person is told to the rules at intervals, so that neither lasts for ever.</summary>
    private async ValueTask PassWaitAsync()
    {
        if (wait is { } waiting && outstanding.Count == 0 && turn is null && Clock - waiting.ToldAt >= Samples(parts.Options.WaitTick.TotalSeconds))
        {
            wait = waiting with { ToldAt = Clock };
            await ObserveAsync(new TimePassed(waiting.Cause, (double)(Clock - waiting.Since) / Rate));
        }
    }

    /// <summary>Some timer or some input is always pending. Where none is, something is wrong with us: it is recorded and the rules decide.</summary>
    private async ValueTask PassStallAsync(long count)
    {
        if (turn is not null || outstanding.Count > 0 || held is not null || wait is not null || closing is not null || failing is not null)
        {
            idleSamples = 0;
            return;
        }

        idleSamples += count;
        if (idleSamples < Samples(StallSeconds))
        {
            return;
        }

        idleSamples = 0;
        if (++stalls > MostStalls)
        {
            throw ErrorCodes.Internal.Refusal();
        }

        await ObserveAsync(new FaultNoticed("call", "STALLED"));
        await BeginTurnAsync();
    }

    private async ValueTask EndTooLongAsync()
    {
        GiveUpTurn();
        await ObserveAsync(new FaultNoticed("call", "TOO_LONG"));
        if (pen.State.Closed is null)
        {
            await ObserveAsync(new CallEnded("too_long"));
        }

        closing ??= new() { Text = parts.Options.CrisisLineText };
        outstanding.Clear();
        await FinishWhenSaidAsync();
    }
}
