namespace VoiceStage.Speech.Vad;

/// <summary>Where in a stream speech is: 32 ms frames with a probability, from sound cut in any way.</summary>
/// <remarks>The energy gate is asked first, the net only where the gate is open. While the gate is shut the net's state stands still,
/// which costs it a frame or two when speech begins again. One thread at a time; one detector per stream.</remarks>
public sealed class SpeechActivityDetector : IDisposable
{
    private readonly SileroStream net;
    private readonly EnergyGate? gate;
    private readonly float[] frame = new float[SileroVad.FrameSampleCount];
    private readonly List<SpeechFrame> frames = [];
    private int filled;
    private long frameStart;

    /// <summary>Makes one.</summary>
    /// <param name="vad">The shared net.</param>
    /// <param name="gate">Null asks the net about every frame.</param>
    public SpeechActivityDetector(SileroVad vad, EnergyGate? gate)
    {
        ArgumentNullException.ThrowIfNull(vad);
        net = vad.NewStream();
        this.gate = gate;
    }

    /// <summary>Makes one with the default gate.</summary>
    public SpeechActivityDetector(SileroVad vad)
        : this(vad, new EnergyGate((double)SileroVad.FrameSampleCount / SileroVad.SampleRateHz))
    {
    }

    /// <summary>Samples taken so far.</summary>
    public long SampleCount => frameStart + filled;

    /// <summary>Takes sound and gives the frames that it completes.</summary>
    /// <param name="samples">At 16 kHz, in [-1, 1], any count.</param>
    /// <returns>Zero or more frames, in order; valid until the next call.</returns>
    public IReadOnlyList<SpeechFrame> Accept(ReadOnlySpan<float> samples)
    {
        frames.Clear();
        while (!samples.IsEmpty)
        {
            var n = Math.Min(samples.Length, frame.Length - filled);
            for (var i = 0; i < n; i++)
            {
                // One value that is not a number would stay in the net's state for ever.
                frame[filled + i] = float.IsFinite(samples[i]) ? samples[i] : 0f;
            }

            filled += n;
            samples = samples[n..];
            if (filled == frame.Length)
            {
                frames.Add(Judge(frame.Length));
            }
        }

        return frames;
    }

    /// <summary>Ends the stream: the last, incomplete frame, filled up with silence; empty when there is none.</summary>
    public IReadOnlyList<SpeechFrame> Complete()
    {
        frames.Clear();
        if (filled > 0)
        {
            frame.AsSpan(filled).Clear();
            frames.Add(Judge(filled));
        }

        return frames;
    }

    /// <summary>Forgets the stream and begins another at sample 0.</summary>
    public void Reset()
    {
        filled = 0;
        frameStart = 0;
        net.Reset();
        gate?.Reset();
    }

    /// <summary>Frees the stream's part of the net.</summary>
    public void Dispose() => net.Dispose();

    private SpeechFrame Judge(int sampleCount)
    {
        var open = gate is null || gate.IsOpen(frame);
        var probability = 0f;
        if (open)
        {
            probability = net.Next(frame);
        }
        else
        {
            net.Remember(frame);
        }

        var judged = new SpeechFrame(frameStart, sampleCount, probability, open);
        frameStart += sampleCount;
        filled = 0;
        return judged;
    }
}
