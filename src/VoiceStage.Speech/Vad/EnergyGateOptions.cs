namespace VoiceStage.Speech.Vad;

/// <summary>When the energy gate lets a frame through to the net.</summary>
public sealed record EnergyGateOptions
{
    /// <summary>How far above the noise floor a frame must lie, in dB. Default 3: soft speech is 6 dB above the noise and more.</summary>
    public double OpenAboveFloorDb { get; init; } = 3;

    /// <summary>Level under which nothing is speech, in dB of full scale. Default -75: below the noise of any line or microphone.</summary>
    public double SilenceDb { get; init; } = -75;

    /// <summary>How fast the floor rises when the sound stays above it, in dB per second. Default 2: 30 s of speech without a pause would raise it as far as speech lies above the noise.</summary>
    public double RiseDbPerSecond { get; init; } = 2;

    /// <summary>How long the gate stays open after the last loud frame, in seconds. Default 0.5: the net sees the soft ends of words.</summary>
    public double HoldSeconds { get; init; } = 0.5;
}
