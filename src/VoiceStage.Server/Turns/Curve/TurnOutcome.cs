namespace VoiceStage.Server.Turns.Curve;

/// <summary>What one policy did to one answer.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="WasCutOff">Whether the turn ended before the patient had.</param>
/// <param name="WasMissed">Whether the turn ended as silence although the patient spoke: the detector's fault, no policy's.</param>
/// <param name="WaitSeconds">From the patient's end to the turn's; negative when cut off.</param>
public readonly record struct TurnOutcome(TurnQuestion Question, bool WasCutOff, bool WasMissed, double WaitSeconds);

/// <summary>A policy over many answers.</summary>
/// <param name="AnswerCount">Answers that count: those whose speech was found at all.</param>
/// <param name="MissedCount">Answers whose speech the detector did not find.</param>
/// <param name="FalseCutoffShare">Share of answers that were cut off, 0 to 1.</param>
/// <param name="MedianWaitSeconds">Median wait after answers that were not cut off; null when there was none.</param>
/// <param name="P95WaitSeconds">95 % of these waits are at most this long.</param>
public sealed record TurnFigures(int AnswerCount, int MissedCount, double FalseCutoffShare, double? MedianWaitSeconds, double? P95WaitSeconds)
{
    /// <summary>Counts outcomes together.</summary>
    public static TurnFigures Of(IReadOnlyCollection<TurnOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        var heard = outcomes.Where(o => !o.WasMissed).ToList();
        var waits = heard.Where(o => !o.WasCutOff).Select(o => o.WaitSeconds).Order().ToList();
        return new(
            heard.Count,
            outcomes.Count - heard.Count,
            heard.Count == 0 ? 0 : (double)heard.Count(o => o.WasCutOff) / heard.Count,
            Place(waits, 0.5),
            Place(waits, 0.95));
    }

    private static double? Place(List<double> sorted, double share) =>
        sorted.Count == 0 ? null : sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];
}
