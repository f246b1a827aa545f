namespace VoiceStage.Acoustics.Perturbation;

/// <summary>A point that a walk through a voiced stretch came to, and how well the waveform matched there; whether it is a pulse is decided later.</summary>
/// <param name="TimeSeconds">When.</param>
/// <param name="Correlation">With the period before (or after), about −1 to 1; 0 where no match was found.</param>
/// <param name="Peak">Largest magnitude in the matching window.</param>
/// <param name="Hertz">F0 where the step began.</param>
internal readonly record struct WalkedPulse(double TimeSeconds, double Correlation, double Peak, double Hertz);

/// <summary>Walks from the middle of a voiced stretch to both its ends in steps of one best-matching period.</summary>
/// <remarks>The walk hangs on the stretch alone, so a stream can take it as soon as a stretch has ended; the limits that hang on the whole
/// recording come after it.</remarks>
internal static class PulseWalk
{
    // A next period is sought between 0.8 and 1.25 of the expected one.
    internal const double ShortestPeriod = 0.8, LongestPeriod = 1.25;

    // Where a period is only two or three samples long a match can lie on the very point it is sought from: a walk that takes it never ends.
    private const double LeastStep = 0.4;

    // What one step looks at on either side, in periods: 1.25 to the farthest window's middle, half a window, and a little.
    private const double ReachPeriods = 2;

    /// <summary>Takes the walk; each list ends with the first point beyond its end of the stretch, if the walk came so far.</summary>
    /// <param name="view">The samples.</param>
    /// <param name="search">Finds the matches.</param>
    /// <param name="startSeconds">Where the stretch begins.</param>
    /// <param name="endSeconds">Where it ends.</param>
    /// <param name="hertzAt">F0 at a time, or null.</param>
    /// <param name="left">Takes the points before the origin, going left.</param>
    /// <param name="right">Takes the points after it.</param>
    /// <returns>The origin, or null when there is no voice in the middle.</returns>
    public static double? Take(
        SampleView view, PulseSearch search, double startSeconds, double endSeconds, Func<double, double?> hertzAt, Action<WalkedPulse> left, Action<WalkedPulse> right)
    {
        var middle = 0.5 * (startSeconds + endSeconds);
        if (hertzAt(middle) is not { } middleHz) return null;
        var samples = view.About(middle - 1 / middleHz, middle + 1 / middleHz, out var base0);
        var origin = base0 + search.Extremum(samples, middle - 0.5 / middleHz - base0, middle + 0.5 / middleHz - base0);
        for (var time = origin; hertzAt(time) is { } hertz;)
        {
            var match = Match(view, search, time, hertz, time - LongestPeriod / hertz, time - ShortestPeriod / hertz);
            time = match.Found && time - match.TimeSeconds >= LeastStep / hertz ? match.TimeSeconds : time - 1 / hertz;
            left(new WalkedPulse(time, match.Correlation, match.Peak, hertz));
            if (time < startSeconds) break;
        }

        for (var time = origin; hertzAt(time) is { } hertz;)
        {
            var match = Match(view, search, time, hertz, time + ShortestPeriod / hertz, time + LongestPeriod / hertz);
            time = match.Found && match.TimeSeconds - time >= LeastStep / hertz ? match.TimeSeconds : time + 1 / hertz;
            right(new WalkedPulse(time, match.Correlation, match.Peak, hertz));
            if (time > endSeconds) break;
        }

        return origin;
    }

    private static PulseMatch Match(SampleView view, PulseSearch search, double time, double hertz, double from, double to)
    {
        var samples = view.About(time - ReachPeriods / hertz, time + ReachPeriods / hertz, out var start);
        var match = search.Match(samples, time - start, 1 / hertz, from - start, to - start);
        return match with { TimeSeconds = match.TimeSeconds + start };
    }
}
