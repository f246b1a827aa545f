namespace VoiceStage.Acoustics.Perturbation;

/// <summary>Which points of the walks are pulses: those that match well enough and are not too faint beside the whole recording.</summary>
internal sealed class PulseChoice(double largestMagnitude)
{
    // Weaker or much fainter matches are no pulse; beyond the end of a stretch more is asked.
    private const double LeastCorrelation = 0.3, LeastCorrelationOutside = 0.7, LeastPeak = 0.01, LeastPeakOutside = 0.023333;

    private readonly List<double> pulses = [];
    private double lastRight = double.NegativeInfinity;

    /// <summary>Chooses from one stretch; stretches come in time order.</summary>
    public void Add(double startSeconds, double endSeconds, double origin, ReadOnlySpan<WalkedPulse> left, ReadOnlySpan<WalkedPulse> right)
    {
        pulses.Add(origin);
        foreach (var at in left)
        {
            if (IsPulse(at, at.TimeSeconds < startSeconds) && at.TimeSeconds - lastRight > PulseWalk.ShortestPeriod / at.Hertz) pulses.Add(at.TimeSeconds);
        }

        foreach (var at in right)
        {
            if (!IsPulse(at, at.TimeSeconds > endSeconds)) continue;
            lastRight = at.TimeSeconds;
            pulses.Add(at.TimeSeconds);
        }
    }

    /// <summary>All pulses, ascending.</summary>
    public double[] Pulses()
    {
        pulses.Sort();
        return [.. pulses];
    }

    private bool IsPulse(WalkedPulse at, bool isOutside) => isOutside
        ? at.Correlation > LeastCorrelationOutside && at.Peak > LeastPeakOutside * largestMagnitude
        : at.Correlation > LeastCorrelation && (at.Peak == 0 || at.Peak > LeastPeak * largestMagnitude);
}
