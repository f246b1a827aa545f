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
    private double longestUsualSeconds;

    /// <summary>What is waited beyond a floor of 0, before bounding.</summary>
    internal double LearnedSeconds => longestUsualSeconds * Margin;

    /// <summary>A pause after which the patient went on.</summary>
    public void Learn(double pauseSeconds)
    {
        if (pauseSeconds > longestUsualSeconds)
        {
            longestUsualSeconds = Math.Min(pauseSeconds, longestUsualSeconds + StepSeconds);
            return;
        }

        // Forgets slowly: after about twenty shorter pauses two thirds of the difference is gone.
        longestUsualSeconds += 0.05 * (pauseSeconds - longestUsualSeconds);
    }

    /// <summary>Silence that ends an answer now.</summary>
    /// <param name="floorSeconds">The item's own.</param>
    /// <param name="isOpen">Open answers give room for the whole extra, closed ones for half of it.</param>
    public double EndSilenceSeconds(double floorSeconds, bool isOpen) =>
        Math.Clamp(LearnedSeconds, floorSeconds, floorSeconds + (isOpen ? MostExtraSeconds : MostExtraSeconds / 2));
}
