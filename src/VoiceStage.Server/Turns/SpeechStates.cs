namespace VoiceStage.Server.Turns;

/// <summary>Hysteresis over the raw decisions of a speech activity detector, counted in samples heard.</summary>
/// <remarks>
/// A sound must last <see cref="StartSeconds"/> to begin an answer and <see cref="ResumeSeconds"/> to interrupt a silence: shorter ones (a click, a
/// cough, a door) leave the silence running. 0.12 s is under the shortest "no" of the offline voices (0.25 s). A hole of up to
/// <see cref="ForgivenSeconds"/> inside a word (the closure of a "t") does not start the count again.
/// </remarks>
internal sealed class SpeechStates(int sampleRateHz)
{
    internal const double StartSeconds = 0.12;
    internal const double ResumeSeconds = 0.10;
    internal const double StopSeconds = 0.30;
    internal const double ForgivenSeconds = 0.06;

    private readonly long startSamples = (long)(StartSeconds * sampleRateHz);
    private readonly long resumeSamples = (long)(ResumeSeconds * sampleRateHz);
    private readonly long stopSamples = (long)(StopSeconds * sampleRateHz);
    private readonly long forgivenSamples = (long)(ForgivenSeconds * sampleRateHz);
    private long speechRun;
    private long silenceRun;
    private long runBeganAt;

    /// <summary>Where speech stands.</summary>
    public SpeechState State { get; private set; }

    /// <summary>Sample at which the last believed stretch of speech began.</summary>
    public long BeganAt { get; private set; }

    /// <summary>Sample at which it paused or ended.</summary>
    public long EndedAt { get; private set; }

    /// <summary>Samples of silence since speech paused or ended; doubtful sounds count as silence. 0 while speaking.</summary>
    public long SilenceSamples { get; private set; }

    /// <summary>Samples of speech in the last believed stretch, pauses left out.</summary>
    public long SpeechSamples { get; private set; }

    /// <summary>Length of the pause that the last <see cref="SpeechChange.Resumed"/> closed.</summary>
    public long LastPauseSamples { get; private set; }

    /// <summary>Whether a sound under way may still turn out to be speech: no decision falls in the middle of it.</summary>
    public bool IsInDoubt => State == SpeechState.Starting || (State == SpeechState.Stopping && speechRun > 0);

    /// <summary>Takes one slice.</summary>
    /// <param name="isSpeech">The detector's raw decision.</param>
    /// <param name="count">Samples in the slice.</param>
    /// <param name="endsAt">One past its last sample.</param>
    public SpeechChange Pass(bool isSpeech, int count, long endsAt)
    {
        Count(isSpeech, count, endsAt);
        switch (State)
        {
            case SpeechState.Quiet when isSpeech:
                SilenceSamples += count;
                State = SpeechState.Starting;
                return Believe(startSamples, SpeechChange.Began, endsAt);
            case SpeechState.Starting:
                SilenceSamples += count;
                if (speechRun == 0)
                {
                    State = SpeechState.Quiet;
                    return SpeechChange.None;
                }

                return Believe(startSamples, SpeechChange.Began, endsAt);
            case SpeechState.Speaking when isSpeech:
                SpeechSamples += count;
                EndedAt = endsAt;
                return SpeechChange.None;
            case SpeechState.Speaking:
                // What was spoken is spent: only new speech resumes.
                State = SpeechState.Stopping;
                speechRun = 0;
                SilenceSamples = count;
                return SpeechChange.None;
            case SpeechState.Stopping when silenceRun >= stopSamples:
                SilenceSamples += count;
                State = SpeechState.Quiet;
                return SpeechChange.Ended;
            case SpeechState.Stopping:
                SilenceSamples += count;
                return speechRun > 0 ? Believe(resumeSamples, SpeechChange.Resumed, endsAt) : SpeechChange.None;
            default:
                SilenceSamples += count;
                return SpeechChange.None;
        }
    }

    private void Count(bool isSpeech, int count, long endsAt)
    {
        if (isSpeech)
        {
            runBeganAt = speechRun == 0 ? endsAt - count : runBeganAt;
            speechRun += count;
            silenceRun = 0;
            return;
        }

        silenceRun += count;
        speechRun = silenceRun >= forgivenSamples ? 0 : speechRun;
    }

    private SpeechChange Believe(long needed, SpeechChange change, long endsAt)
    {
        if (speechRun < needed)
        {
            return SpeechChange.None;
        }

        State = SpeechState.Speaking;
        if (change == SpeechChange.Began)
        {
            BeganAt = runBeganAt;
            SpeechSamples = 0;
        }
        else
        {
            LastPauseSamples = Math.Max(0, runBeganAt - EndedAt);
        }

        SpeechSamples += speechRun;
        EndedAt = endsAt;
        SilenceSamples = 0;
        return change;
    }
}
