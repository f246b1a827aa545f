using VoiceStage.Speech.Recognition;

namespace VoiceStage.Server.Answers;

/// <summary>One engine listening to one utterance. A fault of the engine is kept as a fault: it is never an empty transcript, and never ends a call.</summary>
internal sealed class Ear : IDisposable
{
    internal const string Failed = "RECOGNIZER_FAILED";
    internal const string Slow = "RECOGNIZER_SLOW";
    private readonly IUtteranceRecognition? recognition;
    private readonly SemaphoreSlim oneAtATime = new(1);

    public Ear(ISpeechRecognizer recognizer, RecognitionRequest request)
    {
        try
        {
            recognition = recognizer.Start(request);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Fault = Failed;
        }
    }

    /// <summary>Stable code of what went wrong, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>Samples that the engine had read when it was last asked for its words.</summary>
    public long ReadSamples { get; private set; }

    /// <summary>Takes the next samples.</summary>
    public void Accept(ReadOnlySpan<float> samples)
    {
        if (recognition is null || Fault is not null)
        {
            return;
        }

        try
        {
            recognition.Accept(samples);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Fault = Failed;
        }
    }

    /// <summary>Words so far; empty when there are none.</summary>
    public string Partial()
    {
        if (recognition is null || Fault is not null)
        {
            return "";
        }

        try
        {
            var partial = recognition.Partial();
            ReadSamples = partial.AudioSampleCount;
            return partial.Text;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Fault = Failed;
            return "";
        }
    }

    /// <summary>Ends the utterance.</summary>
    /// <param name="cancellation">Bounds the wait: then the words count as not there.</param>
    /// <returns>What was heard, or null with <see cref="Fault"/> set.</returns>
    public async Task<Transcript?> FinishAsync(CancellationToken cancellation)
    {
        if (recognition is null || Fault is not null)
        {
            return null;
        }

        await oneAtATime.WaitAsync(CancellationToken.None);
        try
        {
            return await recognition.FinishAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            Fault = Slow;
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Fault = Failed;
            return null;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        recognition?.Dispose();
        oneAtATime.Dispose();
    }
}
