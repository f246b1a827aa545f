using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Server.Calls;

/// <summary>The patient's audio as it arrives: places it on the audio clock, marks what is missing, and gives it at the engines' rate.</summary>
/// <remarks>
/// Two counts: <see cref="Position"/> is the offset in the assessment's audio, as the client counts it, and goes on across streams;
/// <see cref="Heard"/> counts only samples that really came on this stream, so that missing audio is never taken for a pause.
/// </remarks>
internal sealed class AudioIntake
{
    internal const int EngineRateHz = 16_000;
    private readonly StreamingResampler resampler;
    private float[] resampled = new float[1_024];

    public AudioIntake(int sampleRateHz, long position)
    {
        SampleRateHz = sampleRateHz;
        Position = position;
        resampler = new StreamingResampler(sampleRateHz, EngineRateHz);
    }

    /// <summary>Rate of the client's audio.</summary>
    public int SampleRateHz { get; }

    /// <summary>Offset of the next sample.</summary>
    public long Position { get; private set; }

    /// <summary>Samples heard on this stream.</summary>
    public long Heard { get; private set; }

    /// <summary>The newest audio at the client's rate, by heard sample.</summary>
    public SampleWindow Raw { get; } = new();

    /// <summary>The newest audio at <see cref="EngineRateHz"/>.</summary>
    public SampleWindow Engine { get; } = new();

    /// <summary>Index in <see cref="Engine"/> at which a heard sample stands.</summary>
    public long EngineIndex(long heard) => heard * EngineRateHz / SampleRateHz;

    /// <summary>Offset in the assessment's audio of a heard sample, when nothing was missing since.</summary>
    public long OffsetOf(long heard) => Position - Heard + heard;

    /// <summary>Takes the next slice.</summary>
    /// <returns>The same at <see cref="EngineRateHz"/>; valid until the next call.</returns>
    public ReadOnlySpan<float> Take(ReadOnlySpan<float> samples)
    {
        Raw.Append(samples);
        var most = resampler.LargestOutputCount(samples.Length);
        if (most > resampled.Length)
        {
            resampled = new float[most];
        }

        var written = resampled.AsSpan(0, resampler.Write(samples, resampled));
        Engine.Append(written);
        Position += samples.Length;
        Heard += samples.Length;
        return written;
    }

    /// <summary>Marks samples as missing: the clock goes on, nothing was heard.</summary>
    public void Skip(long missing) => Position += missing;
}
