using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.RiskPhrases;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Answers;
using VoiceStage.Server.Turns;
using VoiceStage.V1;

namespace VoiceStage.Server.Calls;

/// <summary>How a prompt goes on when it was cut for nothing, and what of it was really heard.</summary>
internal sealed partial class Call
{
    /// <summary>A prompt that was cut this often for nothing is not cut by sound any more; keys and buttons still do.</summary>
    private const int MostResumes = 2;

    /// <summary>So often heard its own words: the loudspeaker reaches the microphone, and no prompt of this stream is cut by sound any more.</summary>
    private const int MostEchoes = 2;

    /// <summary>Silence after a sound that held no word: longer than the pauses inside a sentence, shorter than the shortest end of a turn.</summary>
    private const double NothingSaidSeconds = 0.9;

    /// <summary>A fit of coughing; what lasts longer is somebody's turn, whatever was understood of it.</summary>
    private const double LongestNoiseSeconds = 3;

    /// <summary>It goes on a little before it was cut, so that the word that was cut is heard whole.</summary>
    private const double CutWordSeconds = 0.5;

    /// <summary>How long the client's word is awaited on what was heard of a prompt that was stopped.</summary>
    private const double ReportWithinSeconds = 1;

    /// <summary>A report of an end that lies farther off is no clock of this stream's.</summary>
    private const double FarthestEndSeconds = 2;

    private readonly List<SpokenPrompt> stopped = [];
    private SpokenPrompt? interrupted;
    private SpokenPrompt? saidLast;
    private int echoes;
    private long playbackEndShift;

    private bool IsCutBySpeech(SpokenPrompt prompt) =>
        prompt.Asked is { IsInterruptible: true, ExpectsAnswer: true } && prompt.Resumes < MostResumes && echoes < MostEchoes;

    /// <summary>Whether the sound that cut a prompt was speech at all; when not, the prompt goes on from where it was.</summary>
    private void PassInterruption()
    {
        if (interrupted is not { } cut)
        {
            return;
        }

        if (turn is not { } current || current.Prompt.PromptId != cut.Asked.PromptId || held is not null || ears is not { } hearing
            || current.SpeechSamples > Samples(LongestNoiseSeconds))
        {
            interrupted = null;
            return;
        }

        var words = hearing.WordsSoFar();
        if (speech.State != SpeechState.Quiet || speech.SilenceSamples < Samples(NothingSaidSeconds) || hearing.LagSamples > 0)
        {
            return;
        }

        interrupted = null;
        var isEcho = Backchannels.AreEcho(words, cut.Asked.Text);
        if (isEcho || Backchannels.AreNothing(words))
        {
            if (isEcho)
            {
                // Our own words: they are no evidence of anything, and are not read again as if they were.
                echoes++;
                ears = null;
                hearing.Dispose();
            }

            GiveUpTurn();
            GoOn(cut);
        }
    }

    /// <summary>Whether a phrase heard outside a turn may be the loudspeaker's: it stands in what was just said. An acute one never counts as that, and none does inside a turn.</summary>
    private bool MayBeEcho(RiskPhraseMatch match) =>
        turn is null && match.Family != RiskWatch.Acute && saidLast?.OwnPhrases.Any(own => own.PhraseId == match.PhraseId) == true;

    /// <summary>The keyphrase ear names no phrase: what it hears of a family that the prompt has words of is left to the other ear.</summary>
    private bool MayBeEcho(string family) => turn is null && family != RiskWatch.Acute && saidLast?.OwnPhrases.Any(own => own.Family == family) == true;

    /// <summary>Says the rest of a prompt.</summary>
    private void GoOn(SpokenPrompt prompt)
    {
        prompt.Resumes++;
        prompt.FinishBy = null;
        prompt.StartedAt = null;
        var message = prompt.Message.Clone();
        prompt.From = 0;
        if (message.AudioSampleCount > 0 && setup.PromptFormat is { } format)
        {
            prompt.From = Math.Clamp(prompt.HeardUpTo - (long)(CutWordSeconds * format.SampleRateHz), 0, message.AudioSampleCount - 1);
            message.Audio = Google.Protobuf.UnsafeByteOperations.UnsafeWrap(prompt.Message.Audio.Memory[(int)(prompt.From * format.BytesPerSample)..]);
            message.AudioSampleCount -= prompt.From;
            message.AudioStartOffset = prompt.From;
        }

        outstanding.Insert(0, prompt);
        Send(new ConverseResponse { Prompt = message });
        BeginNextPrompt();
    }

    /// <summary>What was heard of a prompt that is stopped is the client's to say; what the clock says stands in until then.</summary>
    private void AwaitReport(SpokenPrompt prompt)
    {
        if (prompt.StartedAt is not { } started)
        {
            return;
        }

        prompt.HeardUpTo = Math.Clamp(prompt.From + PromptSamplesOf(Clock - started), 0, prompt.SampleCount);
        prompt.ReportBy = Clock + Samples(ReportWithinSeconds);
        stopped.Add(prompt);
    }

    /// <summary>Takes the client's word on a prompt that was stopped.</summary>
    private async ValueTask<bool> TakeStoppedAsync(Playback playback)
    {
        if (playback.State is not (PlaybackState.Stopped or PlaybackState.Finished)
            || stopped.Find(candidate => candidate.Asked.PromptId == playback.PromptId) is not { } prompt)
        {
            return false;
        }

        stopped.Remove(prompt);
        await RecordPlayedAsync(prompt, playback.State == PlaybackState.Finished, playback.PlayedOffset);
        return true;
    }

    /// <summary>Records by the clock what no client reported in time.</summary>
    private async ValueTask PassStoppedAsync(bool isLast = false)
    {
        while (stopped.Find(candidate => isLast || Clock >= candidate.ReportBy) is { } prompt)
        {
            stopped.Remove(prompt);
            await RecordPlayedAsync(prompt, false, prompt.HeardUpTo);
        }
    }

    private async ValueTask RecordPlayedAsync(SpokenPrompt prompt, bool finished, long played)
    {
        prompt.HeardUpTo = Math.Max(0, played);
        prompt.ReportBy = null;
        if (prompt.IsJournalled)
        {
            await ObserveAsync(new PromptPlayed(prompt.Asked.PromptId, finished, prompt.HeardUpTo));
        }
    }

    /// <summary>Response latency counts from the sample at which the client heard the prompt's end, not from when its word came.</summary>
    private void NotePlaybackEnd(Playback playback)
    {
        var shift = playback.SampleOffset - intake.Position;
        playbackEndShift = playback.SampleOffset > 0 && Math.Abs(shift) <= Samples(FarthestEndSeconds) ? shift : 0;
    }

    private long PromptSamplesOf(long callSamples) => callSamples * (setup.PromptFormat?.SampleRateHz ?? Rate) / Rate;

    private long CallSamplesOf(long promptSamples) => promptSamples * Rate / (setup.PromptFormat?.SampleRateHz ?? Rate);
}
