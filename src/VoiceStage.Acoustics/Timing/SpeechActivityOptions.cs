namespace VoiceStage.Acoustics.Timing;

/// <summary>How speech is told from silence in a whole recording.</summary>
public sealed record SpeechActivityOptions
{
    /// <summary>Shortest silence between two stretches of speech that counts as a pause, in seconds. Default 0.25, below which stop closures lie
    /// (Goldman-Eisler 1968).</summary>
    public double ShortestPauseSeconds { get; init; } = 0.25;

    /// <summary>Shortest stretch of speech, in seconds; shorter ones are clicks. Default 0.1.</summary>
    public double ShortestSpeechSeconds { get; init; } = 0.1;

    /// <summary>How far below the loud parts a frame may lie and still be speech, in dB. Default 30.</summary>
    public double DepthDb { get; init; } = 30;

    /// <summary>How far above the noise floor a frame must lie, as a share of the distance from floor to loud parts. Default 0.35.</summary>
    public double FloorShare { get; init; } = 0.35;
}
