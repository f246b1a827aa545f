using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Turns;

/// <summary>One turn of the patient: from the end of a prompt to the end of the answer. Knows when it is over; what was said is not its concern.</summary>
/// <remarks>All counts are samples heard, at the client's rate: a recorded call ends its turns at the same samples again.</remarks>
internal sealed class Turn
{
    private readonly int sampleRateHz;
    private readonly PatientPauses pauses;
    private long waitedSamples;
    private long answerSamples;
    private long silenceSamples;
    private long earlyTriedAtSpeech = -1;
    private double wordlessSeconds;

    public Turn(PromptAsked prompt, Listening listening, TurnTiming timing, PatientPauses pauses, int sampleRateHz, long openedAt)
    {
        (Prompt, Listening, Timing, this.pauses, this.sampleRateHz, OpenedAt) = (prompt, listening, timing, pauses, sampleRateHz, openedAt);
    }

    /// <summary>The prompt that is answered.</summary>
    public PromptAsked Prompt { get; }

    /// <summary>How it is listened for.</summary>
    public Listening Listening { get; }

    /// <summary>How long it waits; grows with the pauses of this very answer.</summary>
    public TurnTiming Timing { get; private set; }

    /// <summary>Heard sample at which it opened: the end of playback.</summary>
    public long OpenedAt { get; }

    /// <summary>Heard sample of the first speech, or null.</summary>
    public long? FirstSpeechAt { get; private set; }

    /// <summary>Heard sample at which the last speech ended.</summary>
    public long LastSpeechAt { get; private set; }

    /// <summary>Samples in which speech was found.</summary>
    public long SpeechSamples { get; private set; }

    /// <summary>Whether audio inside it is missing.</summary>
    public bool HasGap { get; set; }

    /// <summary>Silence that now runs, in samples.</summary>
    public long SilenceSamples => silenceSamples;

    /// <summary>Waits on, once, because what was said so far is no answer ("um …"): half of the answers to suicide items that were cut off by the floor were just begun.</summary>
    /// <returns>Whether the turn goes on; false for an open question, where every word is an answer, and the second time.</returns>
    public bool WaitsForWords()
    {
        if (Timing.IsOpen || wordlessSeconds > 0)
        {
            return false;
        }

        wordlessSeconds = TurnTiming.WordlessSeconds;
        return true;
    }

    /// <summary>Takes what a slice changed and says whether the turn is over.</summary>
    /// <param name="speech">State after the slice.</param>
    /// <param name="change">What the slice changed.</param>
    /// <param name="count">Samples in the slice.</param>
    public TurnVerdict Pass(SpeechStates speech, SpeechChange change, int count)
    {
        if (change == SpeechChange.Resumed && FirstSpeechAt is not null)
        {
            Learn(speech.LastPauseSamples);
        }
        else if (change == SpeechChange.Began && FirstSpeechAt is not null)
        {
            Learn(speech.BeganAt - LastSpeechAt);
        }

        if (speech.State is SpeechState.Speaking or SpeechState.Stopping)
        {
            FirstSpeechAt ??= speech.BeganAt;
            LastSpeechAt = speech.EndedAt;
        }

        if (speech.State == SpeechState.Speaking)
        {
            SpeechSamples += count;
        }

        silenceSamples = speech.SilenceSamples;
        return Wait(count, speech.IsInDoubt || speech.State == SpeechState.Speaking);
    }

    /// <summary>Time without any sound from the client; drives the same timers.</summary>
    public TurnVerdict PassWithoutSound(long count)
    {
        silenceSamples += count;
        return Wait(count, isUnderWay: false);
    }

    private void Learn(long pauseSamples)
    {
        pauses.Learn((double)pauseSamples / sampleRateHz);
        Timing = Timing.After(pauses);
    }

    private TurnVerdict Wait(long count, bool isUnderWay)
    {
        if (FirstSpeechAt is null)
        {
            waitedSamples += count;
            return !isUnderWay && waitedSamples >= Samples(Timing.NoSpeechSeconds) ? TurnVerdict.Over(TurnEnd.NoSpeech) : TurnVerdict.GoesOn;
        }

        answerSamples += count;
        if (answerSamples >= Samples(Timing.MaxAnswerSeconds))
        {
            return TurnVerdict.Over(TurnEnd.MaxLength);
        }

        if (isUnderWay)
        {
            return TurnVerdict.GoesOn;
        }

        if (silenceSamples >= Samples(Timing.EndSilenceSeconds + wordlessSeconds))
        {
            return TurnVerdict.Over(TurnEnd.Silence);
        }

        if (Timing.EarlyEndSeconds is { } early && silenceSamples >= Samples(early) && earlyTriedAtSpeech != LastSpeechAt)
        {
            earlyTriedAtSpeech = LastSpeechAt;
            return TurnVerdict.MayBeComplete;
        }

        return TurnVerdict.GoesOn;
    }

    private long Samples(double seconds) => (long)(seconds * sampleRateHz);
}
