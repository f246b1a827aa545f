namespace VoiceStage.Speech.Recognition.Scripted;

/// <summary>One scripted utterance: its words appear as the sound passes their times.</summary>
internal sealed class ScriptedUtterance(ScriptedLine line, RecognitionRequest request, TimeProvider clock) : IUtteranceRecognition
{
    private readonly string[] words = line.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    private long sampleCount;
    private bool finished;
    private bool disposed;

    public void Accept(ReadOnlySpan<float> samples)
    {
        ThrowIfOver();
        sampleCount += samples.Length;
    }

    public PartialTranscript Partial()
    {
        ThrowIfOver();
        var seconds = (double)sampleCount / request.SampleRateHz;
        var count = words.Where((_, i) => End(i) <= seconds).Count();
        return new PartialTranscript(string.Join(' ', words.Take(count)), sampleCount);
    }

    public async ValueTask<Transcript> FinishAsync(CancellationToken cancellation)
    {
        ThrowIfOver();
        cancellation.ThrowIfCancellationRequested();
        finished = true;
        if (line.Delay > TimeSpan.Zero)
        {
            await Task.Delay(line.Delay, clock, cancellation);
        }

        if (line.Fault is not null)
        {
            throw line.Fault;
        }

        var heard = Words();
        return new Transcript
        {
            Engine = "scripted",
            Text = string.Join(' ', heard.Select(w => w.Text)),
            Words = heard,
            Alternatives = [.. line.Alternatives.Take(request.AlternativeCount)],
            Confidence = heard.Length == 0 ? null : line.Confidence,
        };
    }

    public void Dispose() => disposed = true;

    private RecognizedWord[] Words()
    {
        // Nothing can be heard in no sound at all.
        var seconds = (double)sampleCount / request.SampleRateHz;
        if (seconds <= 0 || words.Length == 0)
        {
            return [];
        }

        var squeeze = Math.Min(1, seconds / End(words.Length - 1));
        return [.. words.Select((w, i) => new RecognizedWord(w, squeeze * Begin(i), squeeze * End(i), line.Confidence))];
    }

    private double Begin(int word) => line.FirstWordSeconds + word * line.SecondsPerWord;

    private double End(int word) => Begin(word) + line.SecondsPerWord;

    private void ThrowIfOver()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (finished)
        {
            throw new InvalidOperationException("The utterance is finished.");
        }
    }
}
