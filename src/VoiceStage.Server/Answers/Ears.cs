using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.RiskPhrases;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Server.Answers;

/// <summary>The engines that listen to one utterance: the question's grammar when it is closed, and always the free model and a keyphrase ear, because a risk phrase may come with any answer and either of them may miss it.</summary>
internal sealed class Ears : IDisposable
{
    /// <summary>Least mean confidence with which a grammar's answer may end a turn early.</summary>
    internal const double CertainConfidence = 0.75;

    /// <summary>Item id under which a scripted recogniser finds what it hears outside a turn.</summary>
    internal const string OutsideTurn = "outside-turn";

    /// <summary>Suffix of the item id for the free ear beside a grammar.</summary>
    internal const string FreeSuffix = "/free";

    /// <summary>Suffix of the item id for the keyphrase ear.</summary>
    internal const string SpotterSuffix = "/keyphrases";

    private readonly ISpeechRecognizer recognizer;
    private readonly RecognitionRequest request;
    private readonly float gain;
    private float[] louder = [];
    private readonly Ear free;
    private readonly Ear spotter;
    private readonly RecognitionRequest spotting;
    private readonly Ear? secondSpotter;
    private SecondEar? second;
    private Ear? grammar;
    private Transcript? grammarHeard;

    /// <summary>Begins to listen.</summary>
    /// <param name="recognizer">Engine.</param>
    /// <param name="sampleRateHz">Rate of the samples that will be given.</param>
    /// <param name="listening">How to listen; null outside a turn, where only risk and help words matter.</param>
    /// <param name="language">BCP-47 tag.</param>
    /// <param name="gain">Factor that brings this patient's voice to the level that engines are used to, 1 or more.</param>
    /// <param name="isNarrowBand">Whether the line ends at 4 kHz.</param>
    /// <param name="secondRecognizer">Hears open answers beside the others, or null.</param>
    /// <param name="otherSpotter">Keyphrase engine of another make for open answers, or null.</param>
    public Ears(ISpeechRecognizer recognizer, int sampleRateHz, Listening? listening, string language, float gain = 1, bool isNarrowBand = false, ISpeechRecognizer? secondRecognizer = null, ISpeechRecognizer? otherSpotter = null)
    {
        (this.recognizer, this.gain) = (recognizer, gain);
        request = new RecognitionRequest
        {
            SampleRateHz = sampleRateHz,
            Grammar = listening?.Grammar,
            Language = language,
            IsNarrowBand = isNarrowBand,
            ItemId = listening?.Item.Id ?? OutsideTurn,
            Priority = listening switch
            {
                null or { Item.IsSuicideItem: true } => RecognitionPriority.Risk,
                { Grammar: null } => RecognitionPriority.Open,
                _ => RecognitionPriority.Closed,
            },
        };
        free = new Ear(recognizer, request with { Grammar = null, ItemId = request.Grammar is null ? request.ItemId : request.ItemId + FreeSuffix });
        grammar = request.Grammar is null ? null : new Ear(recognizer, request);
        spotting = request with
        {
            Grammar = null,
            Keyphrases = SpottedPhrases.All,
            Priority = RecognitionPriority.Risk,
            ItemId = request.ItemId + SpotterSuffix,
        };
        spotter = new Ear(recognizer, spotting);
        if (listening is { Item.Kind: ItemKind.Open })
        {
            second = secondRecognizer is null ? null : new SecondEar(secondRecognizer, request);
            secondSpotter = otherSpotter is null ? null : new Ear(otherSpotter, spotting);
        }
    }

    /// <summary>Samples that the free ear has not read yet.</summary>
    public long LagSamples => free.Fault is null ? AcceptedSamples - free.ReadSamples : 0;

    /// <summary>Samples taken.</summary>
    public long AcceptedSamples { get; private set; }

    /// <summary>Takes the next samples.</summary>
    public void Accept(ReadOnlySpan<float> samples)
    {
        AcceptedSamples += samples.Length;
        samples = Louder(samples);
        free.Accept(samples);
        grammar?.Accept(samples);
        spotter.Accept(samples);
        secondSpotter?.Accept(samples);
        second?.Accept(samples);
    }

    /// <summary>The second ear with all that it was given; it is the caller's now. Null when none listens.</summary>
    public SecondEar? TakeSecond()
    {
        var taken = second;
        second = null;
        return taken;
    }

    /// <summary>Whether the keyphrase ear reads an acute phrase as things stand. In five of 58 answers of the demo it read one that was gone at the end.</summary>
    public bool MayHoldAcute() => SpottedPhrases.FamilyOf(spotter.Partial()) == RiskWatch.Acute;

    /// <summary>What the keyphrase ear would make of the latest sound if it ended here: another one hears it again and is asked for its last word.</summary>
    /// <param name="latest">The last seconds of what was given.</param>
    /// <param name="cancellation">Bounds the wait; then nothing was found yet.</param>
    public async ValueTask<string> SpottedInAsync(ReadOnlyMemory<float> latest, CancellationToken cancellation)
    {
        using var again = new Ear(recognizer, spotting);
        again.Accept(Louder(latest.Span));
        return (await again.FinishAsync(cancellation))?.Text ?? "";
    }

    /// <summary>What the free ear reads so far; empty when there are no words.</summary>
    public string Partial() => free.Partial();

    /// <summary>What either ear reads so far, the free one first; empty when neither has words.</summary>
    public string WordsSoFar() => free.Partial() is { Length: > 0 } words ? words : grammar?.Partial() ?? "";

    /// <summary>Whether the grammar has heard any phrase yet; true when there is no grammar or it failed, so that nothing waits for it.</summary>
    public bool HasWords() => grammar is null || grammar.Fault is not null || grammar.Partial().Split(' ').Any(word => word.Length > 0 && word != "[unk]");

    /// <summary>Whether the grammar holds a complete and certain answer. Asked in a silence, at most once per stretch of speech.</summary>
    /// <param name="sinceStart">All samples given so far, for listening on when it does not.</param>
    /// <param name="cancellation">Bounds the wait.</param>
    public async ValueTask<bool> IsCompleteAsync(ReadOnlyMemory<float> sinceStart, CancellationToken cancellation)
    {
        if (grammar is null || !AnswerGrammar.IsComplete(request.Grammar!, grammar.Partial()))
        {
            return false;
        }

        var heard = await grammar.FinishAsync(cancellation);
        if (heard is { Confidence: >= CertainConfidence } && AnswerGrammar.IsComplete(request.Grammar!, heard.Text))
        {
            grammarHeard = heard;
            return true;
        }

        // An engine cannot take back its end of utterance: another one hears the same again and goes on.
        grammar.Dispose();
        grammar = new Ear(recognizer, request);
        grammar.Accept(Louder(sinceStart.Span));
        return false;
    }

    private ReadOnlySpan<float> Louder(ReadOnlySpan<float> samples)
    {
        if (gain == 1)
        {
            return samples;
        }

        louder = louder.Length < samples.Length ? new float[samples.Length] : louder;
        for (var i = 0; i < samples.Length; i++)
        {
            louder[i] = samples[i] * gain;
        }

        return louder.AsSpan(0, samples.Length);
    }

    /// <summary>Ends the utterance.</summary>
    /// <param name="cancellation">Bounds the wait.</param>
    /// <param name="ready">Is told of each ear's words as they are ready: one that hangs must not hold back what another heard.</param>
    public async Task<WordsHeard> FinishAsync(CancellationToken cancellation, Action<Transcript>? ready = null)
    {
        var transcripts = new List<Transcript>(2);
        var words = await Task.WhenAll(
            grammarHeard is not null ? Task.FromResult<Transcript?>(grammarHeard) : grammar is { } closed ? ToldAsync(closed.FinishAsync(cancellation)) : Task.FromResult<Transcript?>(null),
            ToldAsync(free.FinishAsync(cancellation)),
            ToldAsync(SpottedAsync(spotter, cancellation)),
            secondSpotter is { } other ? ToldAsync(SpottedAsync(other, cancellation)) : Task.FromResult<Transcript?>(null));
        transcripts.AddRange(words.OfType<Transcript>());
        return new(transcripts, grammar?.Fault ?? free.Fault);

        async Task<Transcript?> ToldAsync(Task<Transcript?> finishing)
        {
            var transcript = await finishing;
            if (transcript is not null)
            {
                ready?.Invoke(transcript);
            }

            return transcript;
        }
    }

    /// <summary>Only a phrase that was found is worth keeping; an engine that cannot spot is no fault of the answer's.</summary>
    private static async Task<Transcript?> SpottedAsync(Ear spotter, CancellationToken cancellation) =>
        await spotter.FinishAsync(cancellation) is { Text.Length: > 0 } spotted ? spotted : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        second?.Dispose();
        secondSpotter?.Dispose();
        spotter.Dispose();
        free.Dispose();
        grammar?.Dispose();
    }
}
