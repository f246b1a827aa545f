using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Cli.Interviews;

/// <summary>What comes out of the simulated patient's microphone: speech when there is some to say, else the faint noise of a quiet room.</summary>
/// <remarks>A real line is never digitally silent; noise at -72 dBFS lets the service meet the noise floor it will meet in life. Deterministic by seed.</remarks>
internal sealed class PatientVoice(int seed)
{
    private const double NoiseAmplitude = 8;
    private readonly Random random = new(seed);
    private readonly Queue<(short[] Samples, long StartSample)> pending = new();
    private int position;

    /// <summary>Whether something is still to be said.</summary>
    public bool IsSpeaking => pending.Count > 0;

    /// <summary>Says this, not before a sample offset.</summary>
    public void Say(Recording recording, long startSample)
    {
        var samples = new short[recording.SampleCount];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = WavWriter.ToInt16(recording.Samples.Span[i]);
        }

        pending.Enqueue((samples, startSample));
    }

    /// <summary>Falls silent at once.</summary>
    public void Stop()
    {
        pending.Clear();
        position = 0;
    }

    /// <summary>The next samples of the microphone.</summary>
    public void Fill(Span<short> samples, long offset)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            var value = (random.NextDouble() - 0.5) * 2 * NoiseAmplitude;
            if (pending.TryPeek(out var saying) && offset + i >= saying.StartSample)
            {
                value += saying.Samples[position++];
                if (position == saying.Samples.Length)
                {
                    pending.Dequeue();
                    position = 0;
                }
            }

            samples[i] = (short)Math.Clamp(Math.Round(value), short.MinValue, short.MaxValue);
        }
    }
}
