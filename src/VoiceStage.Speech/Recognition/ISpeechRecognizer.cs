namespace VoiceStage.Speech.Recognition;

/// <summary>What to listen for.</summary>
public sealed record RecognitionRequest
{
    /// <summary>Rate of the samples that will be given; an engine that needs another resamples inside.</summary>
    public required int SampleRateHz { get; init; }

    /// <summary>Phrases that a closed question accepts, lower case; null for free speech. "[unk]" is added by the engine.</summary>
    public IReadOnlyList<string>? Grammar { get; init; }

    /// <summary>Phrases to spot in running speech: only those said whole come back, everything else is left out. Null for none; not together with <see cref="Grammar"/>.</summary>
    /// <remarks>A second ear for risk phrases. Take phrases of two words and more: single words are heard in everything. An engine that
    /// cannot spot throws <see cref="NotSupportedException"/>.</remarks>
    public IReadOnlyList<string>? Keyphrases { get; init; }

    /// <summary>Whether the sound came over a line that ends at 4 kHz, whatever rate it has now: an engine that knows wide-band sound only may make up for it.</summary>
    public bool IsNarrowBand { get; init; }

    /// <summary>How many other readings are wanted beside the best one, 0 to 8. Default 0: an engine may need a second decode for them.</summary>
    public int AlternativeCount { get; init; }

    /// <summary>Who is heard first when the cores are short; used by the recognition budget, engines ignore it.</summary>
    public RecognitionPriority Priority { get; init; } = RecognitionPriority.Closed;

    /// <summary>BCP-47 tag.</summary>
    public string Language { get; init; } = "en-US";

    /// <summary>Item id, used only by the scripted recogniser to look its line up; real engines ignore it.</summary>
    public string? ItemId { get; init; }
}

/// <summary>Sound to words: one engine, loaded once, many utterances at once. Two real implementations and a scripted one.</summary>
public interface ISpeechRecognizer
{
    /// <summary>Engine name, for example <c>vosk</c>.</summary>
    string Engine { get; }

    /// <summary>Begins one utterance. Safe from many threads.</summary>
    IUtteranceRecognition Start(RecognitionRequest request);
}

/// <summary>One utterance being recognised; one thread at a time. Dispose frees the native handle at once.</summary>
public interface IUtteranceRecognition : IDisposable
{
    /// <summary>Takes the next samples, any count, values in [-1, 1].</summary>
    void Accept(ReadOnlySpan<float> samples);

    /// <summary>What is read so far.</summary>
    PartialTranscript Partial();

    /// <summary>Ends the utterance and returns what was heard; may be called once. An engine fault is an exception for the caller, never an empty text.</summary>
    ValueTask<Transcript> FinishAsync(CancellationToken cancellation);
}
