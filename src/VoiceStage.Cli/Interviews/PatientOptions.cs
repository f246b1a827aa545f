using VoiceStage.V1;

namespace VoiceStage.Cli.Interviews;

/// <summary>How a simulated patient calls.</summary>
internal sealed record PatientOptions
{
    /// <summary>Rate of the call's audio.</summary>
    public int SampleRateHz { get; init; } = 16_000;

    /// <summary>Coding of the call's audio.</summary>
    public AudioEncoding Encoding { get; init; } = AudioEncoding.Linear16;

    /// <summary>Whether audio goes at the speed of life; otherwise as fast as the service grants credit.</summary>
    public bool RealTime { get; init; }

    /// <summary>From the end of a prompt to the first sound of the answer, in seconds.</summary>
    public double ResponseLatencySeconds { get; init; } = 0.7;

    /// <summary>Seed of the room's noise.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How long a broken stream is tried again, in seconds.</summary>
    public double ReconnectSeconds { get; init; } = 90;

    /// <summary>Longest call, in seconds of audio; beyond it the patient hangs up.</summary>
    public double MaxCallSeconds { get; init; } = 2_400;
}

/// <summary>What a call was like from the patient's side.</summary>
internal sealed record PatientCall
{
    /// <summary>Length of the call in seconds of audio.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>Wall-clock milliseconds from "your turn is over" to the next prompt, one per turn.</summary>
    public required IReadOnlyList<double> TurnToPromptMilliseconds { get; init; }

    /// <summary>How many prompts were heard.</summary>
    public required int PromptCount { get; init; }

    /// <summary>How often the stream broke and was resumed.</summary>
    public required int ResumeCount { get; init; }

    /// <summary>Last words that the service said.</summary>
    public string ClosingText { get; init; } = "";
}
