using System.Runtime.InteropServices;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Speech.Recognition.Sphinx;

/// <summary>One utterance in the keyphrase engine: resampled, fed in pieces of a fixed length.</summary>
internal sealed class SphinxUtterance : IUtteranceRecognition
{
    // As for the embedded engine: pieces of one length make what is found independent of the caller's cutting.
    private const int BlockSampleCount = SphinxKeyphraseRecognizer.ModelRateHz / 10;
    private const double FramesPerSecond = 100;
    private readonly SphinxDecoderHandle decoder;
    private readonly StreamingResampler? resampler;
    private readonly short[] block = new short[BlockSampleCount];
    private float[] resampled = [];
    private int filled;
    private long fedCount;
    private long acceptedCount;
    private bool finished;
    private bool disposed;

    public SphinxUtterance(SphinxDecoderHandle decoder, RecognitionRequest request)
    {
        this.decoder = decoder;
        if (request.SampleRateHz != SphinxKeyphraseRecognizer.ModelRateHz)
        {
            resampler = new StreamingResampler(request.SampleRateHz, SphinxKeyphraseRecognizer.ModelRateHz);
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
        return new PartialTranscript(string.Join(' ', Found().Select(phrase => phrase.Text)), acceptedCount);
    }

    /// <summary>Works on the caller's thread.</summary>
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
            Process(block.AsSpan(0, filled));
        }

        if (SphinxNative.EndUtterance(decoder) < 0)
        {
            throw new SpeechEngineException("ENGINE_FAULT", "The keyphrase engine failed while it listened.");
        }

        var words = Found().SelectMany(Words).ToList();
        return ValueTask.FromResult(new Transcript { Engine = "pocketsphinx/keyphrases", Text = string.Join(' ', words.Select(word => word.Text)), Words = words });
    }

    public void Dispose()
    {
        disposed = true;
        decoder.Dispose();
    }

    /// <summary>Phrases in time order; of two that overlap the longer one, and the first of two as long.</summary>
    private List<(string Text, double From, double To)> Found()
    {
        var all = new List<(string Text, double From, double To)>();
        for (var segment = SphinxNative.FirstSegment(decoder); segment != 0; segment = SphinxNative.NextSegment(segment))
        {
            SphinxNative.SegmentFrames(segment, out var first, out var last);
            if (Marshal.PtrToStringUTF8(SphinxNative.SegmentText(segment))?.Trim() is { Length: > 0 } text)
            {
                all.Add((text, first / FramesPerSecond, (last + 1) / FramesPerSecond));
            }
        }

        var kept = new List<(string Text, double From, double To)>();
        foreach (var phrase in all.OrderByDescending(phrase => phrase.Text.Length).ThenBy(phrase => phrase.From))
        {
            if (kept.All(other => phrase.From >= other.To || phrase.To <= other.From))
            {
                kept.Add(phrase);
            }
        }

        kept.Sort((one, other) => one.From.CompareTo(other.From));
        return kept;
    }

    /// <summary>The engine times whole phrases: its words share that time by their letters.</summary>
    private IEnumerable<RecognizedWord> Words((string Text, double From, double To) phrase)
    {
        var words = phrase.Text.Split(' ');
        var end = Math.Min(phrase.To, (double)fedCount / SphinxKeyphraseRecognizer.ModelRateHz);
        var perLetter = (end - phrase.From) / words.Sum(word => word.Length);
        var at = phrase.From;
        foreach (var word in words)
        {
            var to = at + (perLetter * word.Length);
            yield return new RecognizedWord(word, at, to, null);
            at = to;
        }
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
        foreach (var sample in samples)
        {
            block[filled++] = float.IsFinite(sample) ? (short)Math.Clamp(sample * 32_768f, short.MinValue, short.MaxValue) : (short)0;
            if (filled == BlockSampleCount)
            {
                Process(block);
                filled = 0;
            }
        }
    }

    private void Process(ReadOnlySpan<short> samples)
    {
        fedCount += samples.Length;
        if (SphinxNative.Process(decoder, samples, (nuint)samples.Length, 0, 0) < 0)
        {
            throw new SpeechEngineException("ENGINE_FAULT", "The keyphrase engine failed while it listened.");
        }
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
