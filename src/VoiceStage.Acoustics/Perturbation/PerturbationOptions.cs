namespace VoiceStage.Acoustics.Perturbation;

/// <summary>Which periods and amplitudes are compared. The defaults are Praat's: 0.0001, 0.02, 1.3, 1.6.</summary>
public sealed record PerturbationOptions
{
    /// <summary>The defaults.</summary>
    public static PerturbationOptions Default { get; } = new();

    /// <summary>Shortest interval that counts as a period, in seconds. Default 0.0001.</summary>
    public double ShortestPeriodSeconds { get; init; } = 0.0001;

    /// <summary>Longest interval that counts as a period, in seconds; a voice below 50 Hz is not counted. Default 0.02.</summary>
    public double LongestPeriodSeconds { get; init; } = 0.02;

    /// <summary>Neighbouring periods whose ratio exceeds this are not compared: more likely a missed pulse than a voice. Default 1.3.</summary>
    public double LargestPeriodRatio { get; init; } = 1.3;

    /// <summary>Neighbouring amplitudes whose ratio exceeds this are not compared. Default 1.6.</summary>
    public double LargestAmplitudeRatio { get; init; } = 1.6;

    internal bool IsPeriod(double seconds) => seconds >= ShortestPeriodSeconds && seconds <= LongestPeriodSeconds;

    internal bool AreComparable(double a, double b) => Ratio(a, b) <= LargestPeriodRatio;

    internal static double Ratio(double a, double b) => a > b ? a / b : b / a;
}
