using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Speech.Recognition.Vosk;

/// <summary>One utterance in the embedded recogniser: resampled, dithered, fed in pieces of a fixed length, collected by segment.</summary>
internal sealed class VoskUtterance : IUtteranceRecognition
{
    // The engine looks for endpoints and silence once per call, so its words depend on how sound is cut. Pieces of 100 ms make them
    // independent of the caller's cutting and are short enough for a partial result.
    private const int BlockSampleCount = VoskSpeechRecognizer.ModelRateHz / 10;

    private readonly VoskRecognizerHandle words;
    private readonly VoskRecognizerHandle? alternatives;
    private readonly VoskGrammar? grammar;
    private readonly int alternativeCount;
    private readonly bool spots;
    private readonly StreamingResampler? resampler;
    private readonly Dither dither;
    private readonly float[] block = new float[BlockSampleCount];
    private readonly List<RecognizedWord> heard = [];
    private readonly List<List<string>> readings = [];
    private float[] resampled = [];
    private int filled;
    private long fedCount;
    private long acceptedCount;
    private bool finished;
    private bool disposed;

    public VoskUtterance(
        VoskRecognizerHandle words, VoskRecognizerHandle? alternatives, RecognitionRequest request, VoskGrammar? grammar, Dither dither)
    {
        this.words = words;
        this.alternatives = alternatives;
        this.grammar = grammar;
        this.dither = dither;
        alternativeCount = request.AlternativeCount;
        spots = request.Keyphrases is not null;
        if (request.SampleRateHz != VoskSpeechRecognizer.ModelRateHz)
        {
            resampler = new StreamingResampler(request.SampleRateHz, VoskSpeechRecognizer.ModelRateHz);
        }
    }

    public void Accept(ReadOnlySpan<float> samples)
    {
        ThrowIfOver();
        acceptedCount += samples.Length;
        if (resampler is null)
        {
            Feed(samples);
            return;
        }

        var room = Room(samples.Length);
        Feed(room[..resampler.Write(samples, room)]);
    }

    public PartialTranscript Partial()
    {
        ThrowIfOver();
        var now = VoskResult.Partial(VoskNative.PartialResult(words));
        var text = string.Join(' ', heard.Select(w => w.Text).Append(now).Where(t => t.Length > 0));
        return new PartialTranscript(spots ? Keyphrases.Find(text, grammar!.Phrases) : text, acceptedCount);
    }

    /// <summary>Works on the caller's thread: the rest of the sound and the last pass are CPU time.</summary>
    public ValueTask<Transcript> FinishAsync(CancellationToken cancellation)
    {
        ThrowIfOver();
        cancellation.ThrowIfCancellationRequested();
        finished = true;
        if (resampler is not null)
        {
            var room = Room(0);
            Feed(room[..resampler.Complete(room)]);
        }

        if (filled > 0)
        {
            FeedBlock(block.AsSpan(0, filled));
        }

        heard.AddRange(VoskResult.Words(VoskNative.FinalResult(words)));
        if (alternatives is not null)
        {
            readings.Add(VoskResult.Readings(VoskNative.FinalResult(alternatives)));
        }

        return ValueTask.FromResult(Transcribe());
    }

    public void Dispose()
    {
        disposed = true;
        words.Dispose();
        alternatives?.Dispose();
    }

    private Span<float> Room(int inputSampleCount)
    {
        var count = resampler!.LargestOutputCount(inputSampleCount);
        if (resampled.Length < count)
        {
            resampled = new float[count];
        }

        return resampled;
    }

    private void Feed(ReadOnlySpan<float> samples)
    {
        while (!samples.IsEmpty)
        {
            var n = Math.Min(samples.Length, BlockSampleCount - filled);
            samples[..n].CopyTo(block.AsSpan(filled));
            filled += n;
            samples = samples[n..];
            if (filled == BlockSampleCount)
            {
                FeedBlock(block);
                filled = 0;
            }
        }
    }

    private void FeedBlock(Span<float> samples)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            // The engine takes 16-bit values as floats and would carry a NaN into every later frame.
            var sample = samples[i];
            samples[i] = float.IsFinite(sample) ? Math.Clamp(sample, -1f, 1f) * 32_768f : 0f;
        }

        dither.AddTo(samples, fedCount);
        fedCount += samples.Length;
        if (HasEnded(words, samples))
        {
            heard.AddRange(VoskResult.Words(VoskNative.Result(words)));
        }

        if (alternatives is not null && HasEnded(alternatives, samples))
        {
            readings.Add(VoskResult.Readings(VoskNative.Result(alternatives)));
        }
    }

    private static bool HasEnded(VoskRecognizerHandle recognizer, ReadOnlySpan<float> samples)
    {
        var state = VoskNative.AcceptWaveform(recognizer, samples, samples.Length);
        return state >= 0 ? state == 1 : throw new SpeechEngineException("ENGINE_FAULT", "The recogniser failed while it listened.");
    }

    private Transcript Transcribe()
    {
        var settled = grammar is null ? heard : spots ? Keyphrases.Find(heard, grammar.Phrases) : Homophones.Settle(heard, grammar.Phrases);
        var text = string.Join(' ', settled.Select(w => w.Text));
        var known = settled.Where(w => w.Text != VoskGrammar.Reject && w.Confidence is not null).ToList();
        return new Transcript
        {
            Engine = grammar is null ? "vosk/free" : spots ? "vosk/keyphrases" : "vosk/grammar",
            Text = text,
            Words = settled.ToArray(),
            Alternatives = spots ? [] : Alternatives(text),
            Confidence = known.Count == 0 ? null : known.Average(w => w.Confidence!.Value),
        };
    }

    /// <summary>The whole utterance with one segment read otherwise, best segment readings first.</summary>
    private List<string> Alternatives(string text)
    {
        var found = new List<string>();
        var segments = readings.Where(r => r.Count > 0).ToList();
        for (var rank = 0; rank <= alternativeCount; rank++)
        {
            for (var s = 0; s < segments.Count && found.Count < alternativeCount; s++)
            {
                if (rank < segments[s].Count)
                {
                    var other = string.Join(' ', segments.Select((r, i) => r[i == s ? rank : 0]));
                    if (other != text && !found.Contains(other))
                    {
                        found.Add(other);
                    }
                }
            }
        }

        return found;
    }

    private void ThrowIfOver()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (finished)
        {
            throw new InvalidOperationException("The utterance is finished.");
        }
    }
}
