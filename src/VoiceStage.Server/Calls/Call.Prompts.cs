using VoiceStage.Acoustics.Recordings;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Turns;
using VoiceStage.V1;

namespace VoiceStage.Server.Calls;

/// <summary>What is said, what was heard of it, and what may cut it.</summary>
internal sealed partial class Call
{
    private const double SecondsPerCharacterRead = 0.08;
    private const double PauseBeforeSpeakingSeconds = 0.8;
    private readonly List<SpokenPrompt> outstanding = [];
    private IReadOnlyList<PromptAsked>? held;
    private long heldUntil;
    private long turnOverTimestamp;

    /// <summary>Says prompts, or holds them until the patient comes to a pause.</summary>
    private async ValueTask SayAsync(IReadOnlyList<PromptAsked> prompts, bool kindly)
    {
        if (kindly && speech.State is SpeechState.Speaking or SpeechState.Stopping)
        {
            held = [.. held ?? [], .. prompts];
            heldUntil = Clock + Samples(parts.Options.KindEndSeconds);
            return;
        }

        GiveUpTurn();
        if (wait is { Cause: Paused } && prompts.Any(prompt => prompt.ExpectsAnswer))
        {
            wait = null;
        }

        StopSuperseded(prompts.Any(IsUrgent));
        foreach (var prompt in prompts)
        {
            await SendPromptAsync(prompt, isJournalled: true);
        }

        if (turnOverTimestamp != 0)
        {
            parts.Metrics.TurnToPrompt(parts.Time.GetElapsedTime(turnOverTimestamp).TotalSeconds);
            turnOverTimestamp = 0;
        }
    }

    /// <summary>Says what was held once the patient pauses, or when the time for it is over.</summary>
    private async ValueTask SayHeldAsync()
    {
        if (held is not { } prompts || (speech.SilenceSamples < Samples(PauseBeforeSpeakingSeconds) && Clock < heldUntil))
        {
            return;
        }

        held = null;
        await SayAsync(prompts, kindly: false);
        await FinishWhenSaidAsync();
    }

    private async ValueTask SendPromptAsync(PromptAsked asked, bool isJournalled)
    {
        var message = PatientMessages.From(asked);
        var seconds = asked.Text.Length * SecondsPerCharacterRead;
        if (setup.PromptFormat is { } format && await SoundOfAsync(asked.Text) is { } sound)
        {
            var resampled = Resampler.Resample(sound, format.SampleRateHz);
            message.Audio = Google.Protobuf.UnsafeByteOperations.UnsafeWrap(format.Encode(resampled.Samples.Span));
            message.AudioFormat = format.ToMessage();
            message.AudioSampleCount = resampled.SampleCount;
            seconds = resampled.DurationSeconds;
        }

        outstanding.Add(new SpokenPrompt(asked, Samples(seconds), isJournalled) { Message = message, OwnPhrases = parts.FindRisk(asked.Text) });
        Send(new ConverseResponse { Prompt = message });
        BeginNextPrompt();
    }

    private async ValueTask<Recording?> SoundOfAsync(string text)
    {
        try
        {
            return pen.Rules.GreetingOf(pen.State) is { } greeting && text.StartsWith(greeting + " ", StringComparison.Ordinal)
                ? await parts.Prompts.SoundOfPersonalAsync(greeting, text[(greeting.Length + 1)..], cancellation)
                : await parts.Prompts.SoundOfAsync(text, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException and not OutOfMemoryException)
        {
            CallLog.NoSound(parts.Log, setup.AssessmentId, e.GetType().Name);
            Warn("PROMPT_WITHOUT_SOUND", "A prompt could not be spoken; its text is in the message.");
            return null;
        }
    }

    private void BeginNextPrompt()
    {
        if (outstanding is [{ FinishBy: null } next, ..])
        {
            next.FinishBy = LatestEndOf(next);
        }
    }

    private long LatestEndOf(SpokenPrompt prompt) =>
        Clock + prompt.CallSamples - CallSamplesOf(prompt.From) + Samples(parts.Options.ForcedFinishSeconds + parts.Options.CreditSeconds);

    /// <summary>Crisis words and the way to a person wait for nothing, not even for consent that is being asked.</summary>
    private static bool IsUrgent(PromptAsked prompt) => prompt.Purpose is PromptPurpose.Crisis or PromptPurpose.Handoff;

    /// <summary>New words make older ones needless, except those that must be heard to their end.</summary>
    private void StopSuperseded(bool forUrgent)
    {
        foreach (var prompt in outstanding.Where((prompt, i) =>
            prompt.Asked.IsInterruptible || (i > 0 && prompt.Asked.ExpectsAnswer) || (forUrgent && !IsUrgent(prompt.Asked))).ToArray())
        {
            Stop(prompt);
        }
    }

    private void Stop(SpokenPrompt prompt)
    {
        outstanding.Remove(prompt);
        Send(new ConverseResponse { StopPrompt = new() { PromptId = prompt.Asked.PromptId } });
        AwaitReport(prompt);
        BeginNextPrompt();
    }

    private async ValueTask TakePlaybackAsync(Playback playback)
    {
        if (await TakeStoppedAsync(playback))
        {
            return;
        }

        if (outstanding.Find(candidate => candidate.Asked.PromptId == playback.PromptId) is not { } prompt)
        {
            // Of a prompt that we stopped or gave up waiting for.
            return;
        }

        switch (playback.State)
        {
            case PlaybackState.Started:
                saidLast = prompt;
                prompt.StartedAt = Clock;
                prompt.FinishBy = LatestEndOf(prompt);
                break;
            case PlaybackState.Finished:
                NotePlaybackEnd(playback);
                await FinishPromptAsync(prompt, true, playback.PlayedOffset);
                break;
            case PlaybackState.Stopped when !prompt.Asked.IsInterruptible && prompt.Resumes < MostResumes:
                // Consent and crisis text are heard to their end: what was cut goes on.
                outstanding.Remove(prompt);
                await RecordPlayedAsync(prompt, false, playback.PlayedOffset);
                GoOn(prompt);
                break;
            case PlaybackState.Stopped:
                await FinishPromptAsync(prompt, false, playback.PlayedOffset);
                break;
            default:
                throw Errors.ErrorCodes.InvalidMessage.Refusal(("why", "playback without a state"));
        }
    }

    private async ValueTask FinishPromptAsync(SpokenPrompt prompt, bool finished, long playedSamples)
    {
        outstanding.Remove(prompt);
        BeginNextPrompt();
        await RecordPlayedAsync(prompt, finished, playedSamples);
        await BeginTurnAsync();
        await FinishWhenSaidAsync();
    }

    /// <summary>Forced ends and interruptions, after each slice or stretch without sound.</summary>
    private async ValueTask PassPromptAsync()
    {
        if (outstanding is not [var playing, ..])
        {
            return;
        }

        if (playing.FinishBy is { } by && Clock >= by)
        {
            await FinishPromptAsync(playing, true, playing.SampleCount);
        }
        else if (IsCutBySpeech(playing) && outstanding.Count == 1 && held is null
            && speech.State == SpeechState.Speaking && speech.SpeechSamples >= Samples(parts.Options.BargeInSeconds))
        {
            Stop(playing);
            interrupted = playing;
            await BeginTurnAsync();
        }
    }
}
