namespace VoiceStage.Cli.Evaluations.Turns;

/// <summary>How one kind of patient times an answer. Spreads are of the logarithm; pauses are bounded at both ends.</summary>
/// <param name="Name">As it is printed.</param>
/// <param name="LatencyMedianSeconds">Time from the end of the question to the first sound.</param>
/// <param name="PauseShare">Share of the places between phrases at which the patient pauses.</param>
/// <param name="PauseMedianSeconds">Median of these pauses.</param>
/// <param name="PauseSpread">Standard deviation of the pauses' logarithm.</param>
/// <param name="LongestPauseSeconds">No pause is longer.</param>
/// <param name="FillerShare">Share of answers that begin with "um" or "well" and a pause.</param>
/// <param name="CorrectionShare">Share of closed answers that are taken back: a complete answer, a pause, another one.</param>
/// <param name="Stretch">Length of the sounds against the voice's own.</param>
internal sealed record SpeakerKind(
    string Name,
    double LatencyMedianSeconds,
    double PauseShare,
    double PauseMedianSeconds,
    double PauseSpread,
    double LongestPauseSeconds,
    double FillerShare,
    double CorrectionShare,
    double Stretch)
{
    /// <summary>Level of the voice in dB of full scale (RMS of its loud parts).</summary>
    public double LevelDb { get; init; } = -24;

    /// <summary>How far pink noise lies below the voice, in dB.</summary>
    public double NoiseBelowDb { get; init; } = 35;

    /// <summary>Whether the voice comes over a telephone line: 8 kHz, mu-law.</summary>
    public bool IsTelephone { get; init; }

    /// <summary>The kinds that are judged. Pauses within answers follow what is published of conversation (medians about half a second, long tails)
    /// and of depressed speakers (more and longer ones, to three seconds and more); they are settings of this evaluation, not norms.</summary>
    public static IReadOnlyList<SpeakerKind> All { get; } =
    [
        new("brisk", 0.4, 0.25, 0.30, 0.30, 0.7, 0.05, 0.01, 0.9),
        new("usual", 0.8, 0.50, 0.55, 0.45, 1.8, 0.20, 0.03, 1.0),
        new("hesitant", 1.2, 0.70, 1.00, 0.45, 2.8, 0.50, 0.06, 1.1),
        new("slow", 1.8, 0.80, 1.60, 0.40, 3.4, 0.20, 0.03, 1.35),
        new("telephone", 0.8, 0.50, 0.55, 0.45, 1.8, 0.20, 0.03, 1.0) { IsTelephone = true, NoiseBelowDb = 20 },
        new("soft", 1.2, 0.60, 0.80, 0.45, 2.5, 0.20, 0.03, 1.1) { LevelDb = -44, NoiseBelowDb = 15 },
    ];
}
