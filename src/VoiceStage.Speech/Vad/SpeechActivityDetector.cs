namespace VoiceStage.Speech.Vad;

/// <summary>Where in a stream speech is: 32 ms frames with a probability, from sound cut in any way.</summary>
/// <remarks>The energy gate is asked first, the net only where the gate is open. While the gate is shut the net's state stands still,
/// which costs it a frame or two when speech begins again. One thread at a time; one detector per stream.</remarks>
public sealed class SpeechActivityDetector : IDisposable
{
    /// <summary>Noise that the net hears under every sound, uniform and at most this far from 0: -71 dB of full scale.</summary>
    /// <remarks>A line that is digitally silent between words, or empty above 4 kHz, is unlike anything that the net has learned. Of eight synthetic
    /// answers, six in telephone band or very soft, it found 64 to 1248 ms of speech without and 350 to 1216 ms with it; half of it did nothing,
    /// three times as much hid soft words. A real line has more noise than this. The gate does not hear it.</remarks>
    private const float HissAmplitude = 0.0005f;

    /// <summary>Samples of shut gate after which the net begins anew: what stood in its state for seconds made it miss the next word, worse at each turn.</summary>
    private const int StaleSampleCount = SileroVad.SampleRateHz;

    private static readonly float[] Hiss = MakeHiss();
    private readonly float[] heard = new float[SileroVad.FrameSampleCount];
    private int shutSampleCount;
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
        shutSampleCount = 0;
        net.Reset();
        gate?.Reset();
    }

    /// <summary>Frees the stream's part of the net.</summary>
    public void Dispose() => net.Dispose();

    private SpeechFrame Judge(int sampleCount)
    {
        var open = gate is null || gate.IsOpen(frame);
        var probability = 0f;
        var at = (int)(frameStart / SileroVad.FrameSampleCount % (Hiss.Length / SileroVad.FrameSampleCount)) * SileroVad.FrameSampleCount;
        for (var i = 0; i < frame.Length; i++)
        {
            heard[i] = frame[i] + Hiss[at + i];
        }

        if (open)
        {
            probability = net.Next(heard);
            shutSampleCount = 0;
        }
        else
        {
            shutSampleCount = Math.Min(shutSampleCount + frame.Length, StaleSampleCount);
            if (shutSampleCount == StaleSampleCount)
            {
                net.Reset();
            }

            net.Remember(heard);
        }

        var judged = new SpeechFrame(frameStart, sampleCount, probability, open);
        frameStart += sampleCount;
        filled = 0;
        return judged;
    }

    /// <summary>The same for every stream, 97 frames (3.1 s) long: the same samples give the same probabilities.</summary>
    private static float[] MakeHiss()
    {
        var random = new Random(7_919);
        var hiss = new float[97 * SileroVad.FrameSampleCount];
        for (var i = 0; i < hiss.Length; i++)
        {
            hiss[i] = HissAmplitude * (float)((2 * random.NextDouble()) - 1);
        }

        return hiss;
    }
}
