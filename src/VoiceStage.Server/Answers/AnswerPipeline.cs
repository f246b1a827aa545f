using VoiceStage.Acoustics.Profiles;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.RiskPhrases;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Calls;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Server.Answers;

/// <summary>From the end of a turn to what is told to the rules: words and measures side by side, neither knowing the other.</summary>
/// <remarks>
/// A closed answer waits for its words. An open one waits only so long that words which come at once are weighed before the next
/// question; later words follow as <see cref="AnswerEnriched"/>, as measures always do, so that no patient waits for arithmetic. An acute phrase does not
/// wait there for a slower ear: it follows by itself the moment its ear is ready.
/// </remarks>
internal sealed class AnswerPipeline(CallOptions options, FindRiskPhrases findRisk, FindControlWords findControl, TimeProvider time)
{
    /// <summary>Hears one answer.</summary>
    /// <param name="utterance">The answer.</param>
    /// <param name="urgent">Ends when something else cannot wait: then the words count as late.</param>
    /// <param name="later">Takes what follows later; always called with a task that ends in bounded time.</param>
    /// <param name="maySend">Whether, at that moment, sound may go to the second ear; safe from another thread.</param>
    /// <returns>The observation to record now.</returns>
    public async ValueTask<AnswerHeard> HearAsync(Utterance utterance, Task urgent, Action<Task<SessionObservation?>> later, Func<bool> maySend)
    {
        var profile = utterance.Measured ?? Task.FromResult<VoiceProfile?>(null);
        var observed = utterance.Observed;
        if (utterance.Ears is not { } ears)
        {
            later(EnrichAsync(observed, null, profile));
            return observed;
        }

        var second = ears.TakeSecond();
        var (words, acute) = Listen(ears, observed);
        if (second is not null)
        {
            later(SecondAsync(second, observed, words, maySend));
        }

        var isClosed = utterance.Listening.Grammar is not null || utterance.Listening.Item.Kind == ItemKind.Consent;
        var waits = observed.Keys.Length == 0 && observed.TypedText is null;
        if (waits && !words.IsCompleted)
        {
            await Task.WhenAny(words, Task.Delay(isClosed ? options.ClosedWordsWithin : options.OpenWordsWithin, time), HereAsync(urgent));
        }

        if (words.IsCompleted)
        {
            var heard = await words;
            later(EnrichAsync(observed, null, profile));
            return observed with { Transcripts = heard.Transcripts, RecognitionFault = heard.Fault };
        }

        later(acute);
        later(EnrichAsync(observed, words, profile));
        return isClosed && waits
            ? observed with { RecognitionFault = Ear.Slow }
            : observed with { TranscriptPending = true };
    }

    /// <summary>Ends with the task, on the thread that waits: a task which continues elsewhere takes <see cref="Task.WhenAny(Task[])"/> with it, off a simulation's one thread.</summary>
    private static async Task HereAsync(Task task) => await task;

    /// <summary>Words of a turn that was given up, for example because a risk phrase ended it: they stay evidence.</summary>
    public void Salvage(string promptId, string itemId, long sample, Ears ears, Action<Task<SessionObservation?>> later)
    {
        var observed = new AnswerHeard { PromptId = promptId, ItemId = itemId, End = TurnEnd.Client, EndSample = sample };
        var (words, acute) = Listen(ears, observed);
        later(acute);
        later(EnrichAsync(observed, words, Task.FromResult<VoiceProfile?>(null)));
    }

    /// <summary>The words of all ears, and the first acute phrase of any: null when none has one.</summary>
    private (Task<WordsHeard> Words, Task<SessionObservation?> Acute) Listen(Ears ears, AnswerHeard observed)
    {
        var acute = new TaskCompletionSource<SessionObservation?>(TaskCreationOptions.RunContinuationsAsynchronously);
        return (BoundedAsync(ears, observed, acute), acute.Task);
    }

    private async Task<WordsHeard> BoundedAsync(Ears ears, AnswerHeard observed, TaskCompletionSource<SessionObservation?> acute)
    {
        using var limit = new CancellationTokenSource(options.LateWordsWithin, time);
        try
        {
            using (ears)
            {
                return await ears.FinishAsync(limit.Token, Ready);
            }
        }
        finally
        {
            acute.TrySetResult(null);
        }

        void Ready(Transcript transcript)
        {
            // What only the keyphrase ear heard waits for the free ear, which may contradict it.
            if (!SpottedPhrases.AreFrom(transcript.Engine) && findRisk(transcript.Text).FirstOrDefault(match => match.Family == RiskWatch.Acute) is { } match)
            {
                acute.TrySetResult(new RiskPhraseHeard(observed.ItemId, match.Family, match.PhraseId, transcript.Engine, observed.EndSample));
            }
        }
    }

    /// <summary>The second ear is asked when the embedded ones are done: a patient who says "stop" in an answer has not sent it anywhere, and no core or line is waited for twice.</summary>
    private async Task<SessionObservation?> SecondAsync(SecondEar second, AnswerHeard observed, Task<WordsHeard> words, Func<bool> maySend)
    {
        using (second)
        {
            var first = await words;
            if (observed.Keys.Length > 0 || observed.TypedText is not null || !maySend()
                || first.Transcripts.Any(transcript => findControl(transcript.Text) == ControlKind.StopRecording))
            {
                return null;
            }

            using var limit = new CancellationTokenSource(options.LateWordsWithin, time);
            var (heard, fault) = await second.FinishAsync(limit.Token);
            if (heard is { Text.Length: 0 })
            {
                return first.Transcripts.Any(transcript => transcript.Text.Length > 0) ? new SecondEarHeard(observed.PromptId, observed.ItemId, null, SecondEar.Empty) : null;
            }

            return new SecondEarHeard(observed.PromptId, observed.ItemId, heard, fault);
        }
    }

    private static async Task<SessionObservation?> EnrichAsync(AnswerHeard observed, Task<WordsHeard>? words, Task<VoiceProfile?> profile)
    {
        var heard = words is null ? WordsHeard.None : await words;
        var measured = await profile;
        return words is null && measured is null
            ? null
            : new AnswerEnriched(observed.PromptId, observed.ItemId, heard.Transcripts, measured, heard.Fault);
    }
}
