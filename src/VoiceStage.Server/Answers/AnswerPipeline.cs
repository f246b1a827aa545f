using VoiceStage.Acoustics.Profiles;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Calls;

namespace VoiceStage.Server.Answers;

/// <summary>From the end of a turn to what is told to the rules: words and measures side by side, neither knowing the other.</summary>
/// <remarks>
/// A closed answer waits for its words. An open one waits only so long that words which come at once are weighed before the next
/// question; later words follow as <see cref="AnswerEnriched"/>, as measures always do, so that no patient waits for arithmetic.
/// </remarks>
internal sealed class AnswerPipeline(CallOptions options, TimeProvider time)
{
    /// <summary>Hears one answer.</summary>
    /// <param name="utterance">The answer.</param>
    /// <param name="later">Takes what follows later; always called with a task that ends in bounded time.</param>
    /// <returns>The observation to record now.</returns>
    public async ValueTask<AnswerHeard> HearAsync(Utterance utterance, Action<Task<AnswerEnriched?>> later)
    {
        var profile = utterance.Measured ?? Task.FromResult<VoiceProfile?>(null);
        var observed = utterance.Observed;
        if (utterance.Ears is not { } ears)
        {
            later(EnrichAsync(observed, null, profile));
            return observed;
        }

        var words = BoundedAsync(ears);
        var isClosed = utterance.Listening.Grammar is not null || utterance.Listening.Item.Kind == ItemKind.Consent;
        var waits = observed.Keys.Length == 0 && observed.TypedText is null;
        if (waits && !words.IsCompleted)
        {
            await Task.WhenAny(words, Task.Delay(isClosed ? options.ClosedWordsWithin : options.OpenWordsWithin, time));
        }

        if (words.IsCompleted)
        {
            var heard = await words;
            later(EnrichAsync(observed, null, profile));
            return observed with { Transcripts = heard.Transcripts, RecognitionFault = heard.Fault };
        }

        later(EnrichAsync(observed, words, profile));
        return isClosed && waits
            ? observed with { RecognitionFault = Ear.Slow }
            : observed with { TranscriptPending = true };
    }

    /// <summary>Words of a turn that was given up, for example because a risk phrase ended it: they stay evidence.</summary>
    public Task<AnswerEnriched?> SalvageAsync(string promptId, string itemId, Ears ears) =>
        EnrichAsync(new AnswerHeard { PromptId = promptId, ItemId = itemId, End = TurnEnd.Client }, BoundedAsync(ears), Task.FromResult<VoiceProfile?>(null));

    private async Task<WordsHeard> BoundedAsync(Ears ears)
    {
        using var limit = new CancellationTokenSource(options.LateWordsWithin, time);
        using (ears)
        {
            return await ears.FinishAsync(limit.Token);
        }
    }

    private static async Task<AnswerEnriched?> EnrichAsync(AnswerHeard observed, Task<WordsHeard>? words, Task<VoiceProfile?> profile)
    {
        var heard = words is null ? WordsHeard.None : await words;
        var measured = await profile;
        return words is null && measured is null
            ? null
            : new AnswerEnriched(observed.PromptId, observed.ItemId, heard.Transcripts, measured, heard.Fault);
    }
}
