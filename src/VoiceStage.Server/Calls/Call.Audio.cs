using VoiceStage.Server.Answers;
using VoiceStage.Server.Errors;
using VoiceStage.Server.Turns;
using VoiceStage.V1;

namespace VoiceStage.Server.Calls;

/// <summary>What happens with each slice of sound.</summary>
internal sealed partial class Call
{
    /// <summary>Decisions fall at most this far apart: short against every timer of the conversation, long against the cost of one step.</summary>
    private const double SliceSeconds = 0.02;
    private const double PartialEverySeconds = 0.2;
    private const double MostLagSeconds = 1;
    private const int NarrowBandRateHz = 8_000;
    private const double HeardSilenceSeconds = 0.6;
    private static readonly TimeSpan LagCheck = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan MostLagWait = TimeSpan.FromSeconds(5);
    private readonly float[] slice = new float[4_096];
    private readonly PatientLevel level = new();
    private Ears? ears;
    private Ears? outsideEars;
    private long earsStart;
    private long earsFedTo;
    private long partialReadAt;
    private long audioSecondsCounted;

    private async ValueTask TakeAudioAsync(Audio audio)
    {
        var format = setup.Format;
        if (audio.Payload.Length > parts.Options.MaxAudioBytes || audio.Payload.Length % format.BytesPerSample != 0 || audio.SampleOffset < 0)
        {
            throw ErrorCodes.InvalidMessage.Refusal(("why", "audio is longer than 32 KiB, not whole samples, or has a negative offset"));
        }

        if (audio.SampleOffset + audio.Payload.Length / format.BytesPerSample > GrantedUpTo)
        {
            throw ErrorCodes.AudioBeyondCredit.Refusal();
        }

        soundlessSince = parts.Time.GetTimestamp();
        MarkMissing(audio.SampleOffset - intake.Position);
        // What was processed already (a resend after a break) is left out.
        var skip = (int)Math.Clamp(intake.Position - audio.SampleOffset, 0, audio.Payload.Length / format.BytesPerSample);
        var payload = audio.Payload.Memory[(skip * format.BytesPerSample)..];
        var most = Math.Min(slice.Length, (int)Samples(SliceSeconds));
        while (!payload.IsEmpty && !IsOver)
        {
            var count = Math.Min(most, payload.Length / format.BytesPerSample);
            format.Decode(payload.Span[..(count * format.BytesPerSample)], slice.AsSpan(0, count));
            payload = payload[(count * format.BytesPerSample)..];
            await StepAsync(count);
        }

        await LetEarsCatchUpAsync();
        await LetRecordingCatchUpAsync();
        CountAudio();
        Grant();
    }

    /// <summary>Missing audio moves the clock and marks the answer; it is never a pause.</summary>
    private void MarkMissing(long missing)
    {
        if (missing <= 0)
        {
            return;
        }

        intake.Skip(missing);
        recording?.Skip(missing);
        if (turn is not null)
        {
            turn.HasGap = true;
        }
    }

    /// <summary>One slice, from sound to whatever it decides.</summary>
    private async ValueTask StepAsync(int count)
    {
        if (intake.Position > Samples(parts.Options.MaxCallSeconds))
        {
            await EndTooLongAsync();
            return;
        }

        Record(slice.AsSpan(0, count));
        var isSpeech = activity.Accept(intake.Take(slice.AsSpan(0, count)));
        var change = speech.Pass(isSpeech, count, intake.Heard);
        Listen(change);
        await ReadPartialsAsync();
        await PassAsync(count, change);
        MeasureSoFar();
        Forget();
    }

    /// <summary>Engines hear from a little before the speech was noticed, so that no first syllable is lost.</summary>
    private void Listen(SpeechChange change)
    {
        if (change == SpeechChange.Began)
        {
            SendActivity(SpeechActivityKind.Begin, speech.BeganAt);
        }
        else if (change == SpeechChange.Ended)
        {
            SendActivity(SpeechActivityKind.End, speech.EndedAt);
        }

        if ((ears ?? outsideEars) is { } hearing)
        {
            Feed(hearing);
        }
        else if (change is SpeechChange.Began or SpeechChange.Resumed)
        {
            BeginEars();
        }
    }

    /// <summary>Engines hear speech and a little silence after it. The rest of a silence is kept for them and heard only when speech goes on: waiting costs no core.</summary>
    private void Feed(Ears hearing)
    {
        var to = intake.Engine.End;
        if (speech.State != SpeechState.Speaking && !speech.IsInDoubt)
        {
            to = Math.Min(to, intake.EngineIndex(speech.EndedAt) + (long)(HeardSilenceSeconds * AudioIntake.EngineRateHz));
        }

        if (to > earsFedTo)
        {
            hearing.Accept(intake.Engine.Between(earsFedTo, to));
            earsFedTo = to;
        }
    }

    private void BeginEars()
    {
        watch.BeginStretch();
        acuteSeenAt = null;
        earsStart = Math.Max(intake.Engine.Start, intake.EngineIndex(speech.BeganAt) - (long)(parts.Options.PreRollSeconds * AudioIntake.EngineRateHz));
        var hearing = new Ears(parts.Recognizer, AudioIntake.EngineRateHz, turn?.Listening, Language, level.Gain, Rate <= NarrowBandRateHz, parts.SecondEar, parts.SecondSpotter);
        earsFedTo = earsStart;
        Feed(hearing);
        if (turn is not null)
        {
            ears = hearing;
        }
        else
        {
            outsideEars = hearing;
        }
    }

    /// <summary>A fast client is held back rather than heard late: risk phrases are read at most about a second behind.</summary>
    private async ValueTask LetEarsCatchUpAsync()
    {
        var began = parts.Time.GetTimestamp();
        while (EarsLag() && !urgent.Task.IsCompleted && parts.Time.GetElapsedTime(began) < MostLagWait)
        {
            await Task.Delay(LagCheck, parts.Time, cancellation);
        }
    }

    private bool EarsLag()
    {
        if ((ears ?? outsideEars) is not { } hearing)
        {
            return false;
        }

        hearing.Partial();
        return hearing.LagSamples > MostLagSeconds * AudioIntake.EngineRateHz;
    }

    private void SendActivity(SpeechActivityKind kind, long heard) =>
        Send(new ConverseResponse { SpeechActivity = new() { Kind = kind, AudioOffset = intake.OffsetOf(heard) } });

    private void CountAudio()
    {
        var seconds = intake.Heard / Rate;
        parts.Metrics.Audio(seconds - audioSecondsCounted);
        audioSecondsCounted = seconds;
    }

    private void Grant(bool isForced = false)
    {
        if (!IsOver && credit.Grant(intake.Position, recording?.DurableOffset ?? intake.Position, isForced) is { } flow)
        {
            Send(new ConverseResponse { Flow = flow });
        }
    }

    /// <summary>Keeps what an answer or a stretch of speech may still need, and a little more for the next one.</summary>
    private void Forget()
    {
        const double KeptSeconds = 2;
        const double MostOutsideSeconds = 20;
        var from = intake.Heard - Samples(KeptSeconds);
        if (turn?.FirstSpeechAt is { } first)
        {
            from = Math.Min(from, first - Samples(KeptSeconds));
        }
        else if (speech.State != SpeechState.Quiet)
        {
            from = Math.Min(from, Math.Max(speech.BeganAt - Samples(KeptSeconds), intake.Heard - Samples(MostOutsideSeconds)));
        }

        intake.Raw.TrimBefore(from);
        intake.Engine.TrimBefore(intake.EngineIndex(Math.Max(0, from)));
    }
}
