using System.Collections.Concurrent;

namespace VoiceStage.Speech.Recognition.Vosk;

/// <summary>The embedded recogniser: Vosk/Kaldi on the CPU, one model loaded once, one native recogniser per utterance.</summary>
/// <remarks>Many utterances may run at once. Each costs 0.1 to 0.2 CPU-seconds per second of speech, so a server puts a
/// <see cref="RecognitionBudget"/> in front. The same samples give the same words, however they are cut.</remarks>
public sealed class VoskSpeechRecognizer : ISpeechRecognizer, IDisposable
{
    /// <summary>The only rate the model knows; other rates are resampled.</summary>
    public const int ModelRateHz = 16_000;

    private const int MostAlternatives = 8;
    private readonly VoskModelHandle model;
    private readonly Dither wideBand;
    private readonly Dither narrowBand;
    private readonly Action<string>? unknownWord;
    private readonly ConcurrentDictionary<string, bool> knownWords = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> unknownWords = new(StringComparer.Ordinal);

    /// <summary>Loads the library and the model; takes about a second and 130 MB.</summary>
    /// <exception cref="SpeechEngineException">ENGINE_MISSING or MODEL_MISSING.</exception>
    public VoskSpeechRecognizer(VoskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.DitherSteps);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.DitherSteps, 100);
        ArgumentOutOfRangeException.ThrowIfNegative(options.NarrowBandDitherSteps);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.NarrowBandDitherSteps, 300);
        VoskNative.Load(options.LibraryPath);
        // The library answers a missing folder with null, but a file that is missing inside ends the process.
        foreach (var part in (string[])["am/final.mdl", "conf/mfcc.conf", "conf/model.conf", "graph/HCLr.fst", "graph/Gr.fst", "ivector/final.ie"])
        {
            if (!File.Exists(Path.Combine(options.ModelPath, part)))
            {
                throw new SpeechEngineException("MODEL_MISSING", $"The recogniser model {options.ModelPath} lacks {part}: run ./voicestage setup.");
            }
        }

        using (var folder = TunedModelFolder.Make(options))
        {
            model = new VoskModelHandle(VoskNative.ModelNew(folder.Path));
        }

        if (model.IsInvalid)
        {
            throw new SpeechEngineException("MODEL_MISSING", $"The recogniser model {options.ModelPath} does not load.");
        }

        wideBand = new Dither(options.DitherSteps);
        narrowBand = new Dither(options.NarrowBandDitherSteps);
        unknownWord = options.UnknownWord;
    }

    /// <inheritdoc/>
    public string Engine => "vosk";

    /// <summary>Native recognisers that are alive now: one per utterance that was not yet finished or disposed, two with alternatives.</summary>
    public long AliveHandleCount => Handles.Alive;

    /// <summary>Words that some grammar asked for and that the model does not know, so far; their phrases were left out.</summary>
    public IReadOnlyCollection<string> UnknownGrammarWords => [.. unknownWords.Keys];

    internal VoskHandleCount Handles { get; } = new();

    /// <summary>Whether the model can hear a word; lower case.</summary>
    public bool Knows(string word) => knownWords.GetOrAdd(word, static (w, m) => VoskNative.ModelFindWord(m, w) >= 0, model);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The rate is outside 4 to 384 kHz, more than 8 alternatives are asked, or no phrase of the grammar is known.</exception>
    public IUtteranceRecognition Start(RecognitionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.SampleRateHz, 4_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.SampleRateHz, 384_000);
        ArgumentOutOfRangeException.ThrowIfNegative(request.AlternativeCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.AlternativeCount, MostAlternatives);
        if (request.Grammar is not null && request.Keyphrases is not null)
        {
            throw new ArgumentException("An utterance is heard with a grammar or for keyphrases, not both.", nameof(request));
        }

        var phrases = request.Grammar ?? request.Keyphrases;
        var grammar = phrases is null ? null : Grammar(phrases);
        var dither = request.IsNarrowBand || request.SampleRateHz <= 8_000 ? narrowBand : wideBand;
        var first = NewHandle(grammar);
        VoskNative.SetWords(first, 1);
        VoskRecognizerHandle? second = null;
        if (request.AlternativeCount > 0)
        {
            // A recogniser that gives alternatives gives no word confidence, so they come from a second one.
            try
            {
                second = NewHandle(grammar);
                VoskNative.SetMaxAlternatives(second, request.AlternativeCount + 1);
            }
            catch
            {
                first.Dispose();
                second?.Dispose();
                throw;
            }
        }

        return new VoskUtterance(first, second, request, grammar, dither);
    }

    /// <summary>Frees the model once the last utterance is gone.</summary>
    public void Dispose() => model.Dispose();

    private VoskGrammar Grammar(IReadOnlyList<string> phrases)
    {
        var grammar = VoskGrammar.Build(phrases, Knows);
        foreach (var word in grammar.UnknownWords)
        {
            if (unknownWords.TryAdd(word, 0))
            {
                unknownWord?.Invoke(word);
            }
        }

        return grammar;
    }

    private VoskRecognizerHandle NewHandle(VoskGrammar? grammar)
    {
        var native = grammar is null
            ? VoskNative.RecognizerNew(model, ModelRateHz)
            : VoskNative.RecognizerNewGrammar(model, ModelRateHz, grammar.Json);
        var handle = new VoskRecognizerHandle(native, Handles);
        return handle.IsInvalid ? throw new SpeechEngineException("ENGINE_FAULT", "The recogniser could not begin an utterance.") : handle;
    }
}
