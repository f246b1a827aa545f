namespace VoiceStage.Acoustics.Framing;

/// <summary>Quantiles as Praat takes them: value i of n (from 1) stands at (i − ½)/n, straight lines between and beyond.</summary>
/// <remarks>Beyond the outermost values the first or last line is continued, so an extreme quantile of few values may lie outside their range.
/// This is type 5 of Hyndman and Fan (1996) but for those ends.</remarks>
public static class Quantile
{
    /// <summary>Quantile of values that are already sorted upwards.</summary>
    /// <param name="sorted">Shape [n], n ≥ 1, ascending.</param>
    /// <param name="quantile">0 to 1; the median is 0.5.</param>
    /// <returns>The quantile in the values' unit; NaN for no values.</returns>
    public static double OfSorted(ReadOnlySpan<double> sorted, double quantile)
    {
        if (sorted.Length == 0) return double.NaN;
        if (sorted.Length == 1) return sorted[0];
        var place = quantile * sorted.Length + 0.5;
        var left = (int)Math.Clamp(Math.Floor(place), 1, sorted.Length - 1);
        return sorted[left - 1] + (place - left) * (sorted[left] - sorted[left - 1]);
    }

    /// <summary>Quantile of values in any order; the span is sorted in place.</summary>
    /// <inheritdoc cref="OfSorted"/>
    public static double OfUnsorted(Span<double> values, double quantile)
    {
        values.Sort();
        return OfSorted(values, quantile);
    }
}
