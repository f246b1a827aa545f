using VoiceStage.Speech;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Server.Answers;

/// <summary>A site's own speech service beside the embedded ears. Nothing waits for it, and it keeps its sound to itself until it is asked.</summary>
internal sealed class SecondEar : IDisposable
{
    /// <summary>It heard nothing where the embedded engine heard words.</summary>
    internal const string Empty = "SERVICE_EMPTY";
    private const string Failed = "SERVICE_FAILED";
    private const string Slow = "SERVICE_TIMEOUT";
    private readonly IUtteranceRecognition? recognition;
    private string? fault;

    public SecondEar(ISpeechRecognizer recognizer, RecognitionRequest request)
    {
        try
        {
            recognition = recognizer.Start(request);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            fault = CodeOf(e);
        }
    }

    /// <summary>Takes the next samples.</summary>
    public void Accept(ReadOnlySpan<float> samples)
    {
        if (fault is not null)
        {
            return;
        }

        try
        {
            recognition!.Accept(samples);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            fault = CodeOf(e);
        }
    }

    /// <summary>Asks the service.</summary>
    /// <param name="cancellation">Bounds the wait.</param>
    /// <returns>Its words, or the stable code why there are none: never both, never neither.</returns>
    public async Task<(Transcript? Words, string? Fault)> FinishAsync(CancellationToken cancellation)
    {
        if (fault is not null)
        {
            return (null, fault);
        }

        try
        {
            return (await recognition!.FinishAsync(cancellation), null);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return (null, CodeOf(e));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => recognition?.Dispose();

    private static string CodeOf(Exception e) => e is SpeechEngineException named ? named.Code : e is OperationCanceledException ? Slow : Failed;
}
