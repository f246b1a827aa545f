namespace VoiceStage.Server.Turns;

/// <summary>How long this patient pauses inside answers, and how much longer than the floor we therefore wait.</summary>
/// <remarks>
/// Only upward, from pauses after which the patient went on speaking, so that nothing but the patient's own speech teaches it. One pause moves
/// the wait by at most <see cref="StepSeconds"/> and all of them by at most <see cref="MostExtraSeconds"/>: elsewhere one cough drove a learned
/// wait to its maximum. Not kept across streams: a resumed call begins at the floor again.
/// </remarks>
internal sealed class PatientPauses
{
    internal const double StepSeconds = 0.4;
    internal const double MostExtraSeconds = 2.0;
    internal const double Margin = 1.3;

    /// <summary>The early end may learn faster: however wrong a step is, it waits no longer than the item's own floor.</summary>
    internal const double EarlyStepSeconds = 0.8;
    internal const double EarlyMargin = 1.1;
    private double longestUsualSeconds;
    private double longestForEarlySeconds;

    /// <summary>What is waited beyond a floor of 0, before bounding.</summary>
    internal double LearnedSeconds => longestUsualSeconds * Margin;

    /// <summary>A pause after which the patient went on.</summary>
    public void Learn(double pauseSeconds)
    {
        longestUsualSeconds = Longest(longestUsualSeconds, pauseSeconds, StepSeconds);
        longestForEarlySeconds = Longest(longestForEarlySeconds, pauseSeconds, EarlyStepSeconds);
    }

    /// <summary>Silence after which a complete answer ends a turn: a patient who pauses inside answers may yet take it back ("several days … no, nearly every day").</summary>
    /// <param name="leastSeconds">For a patient who does not pause.</param>
    /// <param name="floorSeconds">The item's own end silence: never longer.</param>
    public double EarlyEndSeconds(double leastSeconds, double floorSeconds) =>
        Math.Min(Math.Max(leastSeconds, longestForEarlySeconds * EarlyMargin), floorSeconds);

    /// <summary>Silence that ends an answer now.</summary>
    /// <param name="floorSeconds">The item's own.</param>
    /// <param name="isOpen">Open answers give room for the whole extra, closed ones for half of it.</param>
    public double EndSilenceSeconds(double floorSeconds, bool isOpen) =>
        Math.Clamp(LearnedSeconds, floorSeconds, floorSeconds + (isOpen ? MostExtraSeconds : MostExtraSeconds / 2));

    /// <summary>Forgets slowly: after about twenty shorter pauses two thirds of the difference is gone.</summary>
    private static double Longest(double before, double pauseSeconds, double step) =>
        pauseSeconds > before ? Math.Min(pauseSeconds, before + step) : before + (0.05 * (pauseSeconds - before));
}
