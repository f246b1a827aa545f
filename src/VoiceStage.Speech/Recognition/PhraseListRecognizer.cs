namespace VoiceStage.Speech.Recognition;

/// <summary>Open answers with a phrase list as a small domain model beside the free one: what is said every day in such calls is heard better, the rest as before.</summary>
/// <remarks>The list's reading is taken where its engine left nothing out and is surer than the free one by a margin; the other reading always stays as an alternative, so that a
/// risk phrase that either heard is found. Costs a second decode of open answers. Closed questions, suicide items and keyphrases pass untouched.</remarks>
public sealed class PhraseListRecognizer : ISpeechRecognizer
{
    private readonly ISpeechRecognizer engine;
    private readonly IReadOnlyList<string> phrases;
    private readonly double margin;

    /// <summary>Makes one.</summary>
    /// <param name="engine">Hears both ways.</param>
    /// <param name="phrases">Lower case, at least one.</param>
    /// <param name="margin">How much surer the list's reading must be, in mean word confidence, -1 to 1.</param>
    public PhraseListRecognizer(ISpeechRecognizer engine, IReadOnlyList<string> phrases, double margin = 0.05)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(phrases);
        ArgumentOutOfRangeException.ThrowIfZero(phrases.Count);
        (this.engine, this.phrases, this.margin) = (engine, phrases, margin);
    }

    /// <inheritdoc/>
    public string Engine => engine.Engine;

    /// <inheritdoc/>
    public IUtteranceRecognition Start(RecognitionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var free = engine.Start(request);
        return request is { Grammar: null, Keyphrases: null, Priority: RecognitionPriority.Open }
            ? new Utterance(free, engine.Start(request with { Grammar = phrases, AlternativeCount = 0 }), margin)
            : free;
    }

    private sealed class Utterance(IUtteranceRecognition free, IUtteranceRecognition listed, double margin) : IUtteranceRecognition
    {
        public void Accept(ReadOnlySpan<float> samples)
        {
            free.Accept(samples);
            listed.Accept(samples);
        }

        public PartialTranscript Partial() => free.Partial();

        public async ValueTask<Transcript> FinishAsync(CancellationToken cancellation)
        {
            var heard = await free.FinishAsync(cancellation);
            Transcript domain;
            try
            {
                domain = await listed.FinishAsync(cancellation);
            }
            catch (SpeechEngineException)
            {
                return heard;
            }

            var isSurer = domain.Confidence - (heard.Confidence ?? 0) >= margin;
            if (domain.Text.Length == 0 || domain.Text.Contains("[unk]", StringComparison.Ordinal) || !isSurer || domain.Text == heard.Text)
            {
                return heard;
            }

            return domain with { Engine = heard.Engine, Alternatives = heard.Text.Length == 0 ? [] : [heard.Text, .. heard.Alternatives] };
        }

        public void Dispose()
        {
            free.Dispose();
            listed.Dispose();
        }
    }
}
