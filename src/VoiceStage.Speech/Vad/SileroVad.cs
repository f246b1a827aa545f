using Microsoft.ML.OnnxRuntime;

namespace VoiceStage.Speech.Vad;

/// <summary>Silero's speech detector on ONNX Runtime: one session for all streams, one small state per stream.</summary>
/// <remarks>Weights: silero_vad_16k_op15.onnx, MIT, 1.3 MB. About 0.1 ms per 32 ms frame on one thread.</remarks>
public sealed class SileroVad : IDisposable
{
    /// <summary>The only rate it knows.</summary>
    public const int SampleRateHz = 16_000;

    /// <summary>New samples of a frame: 32 ms.</summary>
    public const int FrameSampleCount = 512;

    internal static readonly string[] InputNames = ["input", "state", "sr"];
    internal static readonly string[] OutputNames = ["output", "stateN"];
    private readonly InferenceSession session;

    /// <summary>Loads the weights.</summary>
    /// <param name="weightsPath">silero_vad_16k_op15.onnx.</param>
    /// <exception cref="SpeechEngineException">MODEL_MISSING: the file is not there or is not this net.</exception>
    public SileroVad(string weightsPath)
    {
        if (!File.Exists(weightsPath))
        {
            throw new SpeechEngineException("MODEL_MISSING", $"No speech detector weights at {weightsPath}: run ./voicestage setup.");
        }

        // Streams run side by side already; more threads inside one tiny net only cost.
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        try
        {
            session = new InferenceSession(weightsPath, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new SpeechEngineException("MODEL_MISSING", $"The speech detector weights {weightsPath} do not load.", e);
        }

        if (!InputNames.All(session.InputMetadata.ContainsKey) || !OutputNames.All(session.OutputMetadata.ContainsKey))
        {
            session.Dispose();
            throw new SpeechEngineException("MODEL_MISSING", $"{weightsPath} is not the speech detector that is expected here.");
        }
    }

    /// <summary>Begins a stream. Streams are independent and may run on different threads.</summary>
    public SileroStream NewStream() => new(session);

    /// <summary>Frees the session; no stream may be used afterwards.</summary>
    public void Dispose() => session.Dispose();
}
