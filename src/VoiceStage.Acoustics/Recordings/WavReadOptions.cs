namespace VoiceStage.Acoustics.Recordings;

/// <summary>How a WAV stream is read.</summary>
public sealed record WavReadOptions
{
    /// <summary>Longest audio that is accepted. Default 2 h: longer than any interview, short enough to stay in memory.</summary>
    /// <remarks>A declared length above it is refused before a sample is read; a stream of unknown length as soon as it passes it.</remarks>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Most samples (after mixing to one channel) that are held, whatever the rate. Default 2 h at 48 kHz.</summary>
    public int MaxSampleCount { get; init; } = 2 * 3600 * 48_000;

    /// <summary>Which channel to take, from 0; null mixes all channels with equal weight. Default null.</summary>
    public int? Channel { get; init; }
}
