namespace VoiceStage.Acoustics.Recordings;

/// <summary>One channel of sound: samples in [-1, 1] at a fixed rate. Immutable; the unit that every measure takes.</summary>
/// <remarks>A 16-bit value v is v / 32768, so full scale is just below 1. Sample i stands at time (i + 0.5) / <see cref="SampleRateHz"/> seconds.</remarks>
public sealed class Recording
{
    /// <summary>Wraps samples without copying them; the caller no longer writes to the array.</summary>
    /// <param name="samples">Shape [n], n ≥ 0, finite values, nominally in [-1, 1].</param>
    /// <param name="sampleRateHz">Samples per second, 4 000 to 384 000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside its range.</exception>
    public Recording(ReadOnlyMemory<float> samples, int sampleRateHz)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRateHz, 4_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sampleRateHz, 384_000);
        Samples = samples;
        SampleRateHz = sampleRateHz;
    }

    /// <summary>The samples, shape [n].</summary>
    public ReadOnlyMemory<float> Samples { get; }

    /// <summary>Samples per second.</summary>
    public int SampleRateHz { get; }

    /// <summary>How many channels the source had before it was mixed or picked; 1 when it was made mono.</summary>
    public int SourceChannelCount { get; init; } = 1;

    /// <summary>Number of samples.</summary>
    public int SampleCount => Samples.Length;

    /// <summary>Length in seconds.</summary>
    public double DurationSeconds => (double)SampleCount / SampleRateHz;

    /// <summary>A part of this recording, by sample index, sharing memory.</summary>
    /// <param name="sampleIndex">First sample, 0 to <see cref="SampleCount"/>.</param>
    /// <param name="sampleCount">How many, within the recording.</param>
    public Recording Slice(int sampleIndex, int sampleCount) =>
        new(Samples.Slice(sampleIndex, sampleCount), SampleRateHz) { SourceChannelCount = SourceChannelCount };
}
