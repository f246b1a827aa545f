using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Acoustics.Perturbation;

/// <summary>How much consecutive glottal periods differ: five classic measures over the same periods.</summary>
/// <remarks>
/// <para>Meant for sustained vowels; running speech reads two to three times as much (2–3 %), because of phrase edges and voiced fricatives:
/// compare only with the same task. Source: the manual of Praat 6.3, "Voice 2. Jitter".</para>
/// <para>Withheld as <see cref="Unmeasured.TooFewPeriods"/> when not one group of periods can be compared.</para>
/// </remarks>
public sealed record Jitter
{
    /// <summary>Mean period in seconds over the intervals that are periods.</summary>
    public required Reading MeanPeriodSeconds { get; init; }

    /// <summary>Mean absolute difference of consecutive periods over the mean period; a ratio, 0.01 is 1 %. Also Jitt (MDVP), jitterLocal.</summary>
    public required Reading LocalRatio { get; init; }

    /// <summary>Mean absolute difference of consecutive periods, in seconds. Also Jita (MDVP).</summary>
    public required Reading LocalAbsoluteSeconds { get; init; }

    /// <summary>Relative average perturbation: a period against the mean of itself and its two neighbours; a ratio. Also RAP (MDVP).</summary>
    public required Reading Rap { get; init; }

    /// <summary>Five-point period perturbation quotient: a period against the mean of five; a ratio. Also PPQ (MDVP).</summary>
    public required Reading Ppq5 { get; init; }

    /// <summary>Mean absolute difference between consecutive differences of periods, a ratio: three times <see cref="Rap"/>.</summary>
    public required Reading Ddp { get; init; }

    /// <summary>Measures the jitter of a pulse train.</summary>
    /// <param name="pulseTimesSeconds">Pulse times, ascending, shape [n].</param>
    /// <param name="options">Null takes <see cref="PerturbationOptions.Default"/>.</param>
    public static Jitter Of(ReadOnlySpan<double> pulseTimesSeconds, PerturbationOptions? options = null)
    {
        options ??= PerturbationOptions.Default;
        var periods = new double[Math.Max(0, pulseTimesSeconds.Length - 1)];
        for (var i = 0; i < periods.Length; i++) periods[i] = pulseTimesSeconds[i + 1] - pulseTimesSeconds[i];
        var mean = MeanPeriod(periods, options);
        var absolute = MeanDeviation(periods, 2, options);
        var rap = Over(MeanDeviation(periods, 3, options), mean);
        return new Jitter
        {
            MeanPeriodSeconds = Value(mean),
            LocalAbsoluteSeconds = Value(absolute),
            LocalRatio = Value(Over(absolute, mean)),
            Rap = Value(rap),
            Ppq5 = Value(Over(MeanDeviation(periods, 5, options), mean)),
            Ddp = Value(3 * rap),
        };
    }

    private static double? MeanPeriod(double[] periods, PerturbationOptions options)
    {
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < periods.Length; i++)
        {
            if (!options.IsPeriod(periods[i])) continue;
            // An interval that fits neither neighbour is no period; at an end there is one neighbour only, and it is accepted.
            var isolated = i > 0 && i < periods.Length - 1
                && !options.AreComparable(periods[i], periods[i - 1]) && !options.AreComparable(periods[i], periods[i + 1]);
            if (isolated) continue;
            sum += periods[i];
            count++;
        }
        return count == 0 ? null : sum / count;
    }

    // Mean distance of a period from the one before it (group of 2), or of the middle one from its group's mean (3, 5).
    private static double? MeanDeviation(double[] periods, int group, PerturbationOptions options)
    {
        var (sum, count) = (0.0, 0);
        for (var first = 0; first + group <= periods.Length; first++)
        {
            var members = periods.AsSpan(first, group);
            if (!Comparable(members, options)) continue;
            sum += group == 2 ? Math.Abs(members[1] - members[0]) : Math.Abs(members[group / 2] - Mean(members));
            count++;
        }
        return count == 0 ? null : sum / count;
    }

    private static bool Comparable(ReadOnlySpan<double> members, PerturbationOptions options)
    {
        for (var i = 0; i < members.Length; i++)
        {
            if (!options.IsPeriod(members[i]) || (i > 0 && !options.AreComparable(members[i], members[i - 1]))) return false;
        }
        return true;
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }

    private static double? Over(double? a, double? b) => b > 0 ? a / b : null;

    private static Reading Value(double? value) => value is { } v ? Reading.Of(v) : Reading.Withheld(Unmeasured.TooFewPeriods);
}
