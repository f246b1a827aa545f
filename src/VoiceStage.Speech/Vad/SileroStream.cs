using Microsoft.ML.OnnxRuntime;

namespace VoiceStage.Speech.Vad;

/// <summary>One stream's memory: the net's state and the last samples. One thread at a time.</summary>
public sealed class SileroStream : IDisposable
{
    // Samples of the frame before, put in front of each frame. Without them the net answers below 0.06 for all speech, without an error.
    private const int ContextSampleCount = 64;
    private const int StateLength = 2 * 128;
    private readonly InferenceSession session;
    private readonly float[] input = new float[ContextSampleCount + SileroVad.FrameSampleCount];
    private readonly float[] state = new float[StateLength];
    private readonly long[] rate = [SileroVad.SampleRateHz];
    private readonly float[] probability = new float[1];
    private readonly float[] nextState = new float[StateLength];
    private readonly OrtValue[] inputs;
    private readonly OrtValue[] outputs;
    private readonly RunOptions run = new();

    internal SileroStream(InferenceSession session)
    {
        this.session = session;
        inputs =
        [
            OrtValue.CreateTensorValueFromMemory(input, [1, input.Length]),
            OrtValue.CreateTensorValueFromMemory(state, [2, 1, 128]),
            OrtValue.CreateTensorValueFromMemory(rate, []),
        ];
        outputs =
        [
            OrtValue.CreateTensorValueFromMemory(probability, [1, 1]),
            OrtValue.CreateTensorValueFromMemory(nextState, [2, 1, 128]),
        ];
    }

    /// <summary>The probability in [0, 1] that the next frame holds speech.</summary>
    /// <param name="frame">Exactly <see cref="SileroVad.FrameSampleCount"/> samples at 16 kHz.</param>
    public float Next(ReadOnlySpan<float> frame)
    {
        if (frame.Length != SileroVad.FrameSampleCount)
        {
            throw new ArgumentException($"A frame has {SileroVad.FrameSampleCount} samples, not {frame.Length}.", nameof(frame));
        }

        frame.CopyTo(input.AsSpan(ContextSampleCount));
        session.Run(run, SileroVad.InputNames, inputs, SileroVad.OutputNames, outputs);
        nextState.CopyTo(state, 0);
        Remember(frame);
        return probability[0];
    }

    /// <summary>Takes a frame's end as context without asking the net.</summary>
    internal void Remember(ReadOnlySpan<float> frame) => frame[^ContextSampleCount..].CopyTo(input);

    /// <summary>Forgets everything heard.</summary>
    public void Reset()
    {
        Array.Clear(input);
        Array.Clear(state);
    }

    /// <summary>Frees the stream's buffers.</summary>
    public void Dispose()
    {
        foreach (var value in inputs.Concat(outputs))
        {
            value.Dispose();
        }

        run.Dispose();
    }
}
