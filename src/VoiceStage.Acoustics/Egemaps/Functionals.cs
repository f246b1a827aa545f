using VoiceStage.Acoustics.Framing;
using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Acoustics.Egemaps;

/// <summary>Sums tracks up into single values, each withheld when nothing is there to sum up.</summary>
internal sealed class Functionals(Dictionary<string, Reading> readings, Unmeasured whenEmpty)
{
    /// <summary>Arithmetic mean and coefficient of variation (standard deviation over mean).</summary>
    public void MeanAndVariation(string name, double[] values)
    {
        Mean(name + "_amean", values);
        var mean = values.Length > 0 ? values.Average() : 0;
        readings[name + "_stddevNorm"] = values.Length > 0 ? Reading.Of(Deviation(values) / mean) : Reading.Withheld(whenEmpty);
    }

    public void Mean(string key, IReadOnlyList<double> values) =>
        readings[key] = values.Count > 0 ? Reading.Of(values.Average()) : Reading.Withheld(whenEmpty);

    /// <summary>Mean and standard deviation under two keys.</summary>
    public void MeanAndDeviation(string meanKey, string deviationKey, IReadOnlyList<double> values)
    {
        Mean(meanKey, values);
        readings[deviationKey] = values.Count > 0 ? Reading.Of(Deviation(values)) : Reading.Withheld(whenEmpty);
    }

    public void PercentilesAndSlopes(string name, double[] values, double[] contour, double stepSeconds, double threshold)
    {
        var sorted = values.Order().ToArray();
        Reading At(double q) => sorted.Length > 0 ? Reading.Of(Math.Clamp(Quantile.OfSorted(sorted, q), sorted[0], sorted[^1])) : Reading.Withheld(whenEmpty);
        var (low, high) = (At(0.2), At(0.8));
        readings[name + "_percentile20.0"] = low;
        readings[name + "_percentile50.0"] = At(0.5);
        readings[name + "_percentile80.0"] = high;
        readings[name + "_pctlrange0-2"] = low.HasValue ? Reading.Of(high.Value - low.Value) : low;
        var (rising, falling) = ContourSlopes.Of(contour, stepSeconds, threshold);
        // A level contour has values but no rising part: that is undefined, not silent.
        new Functionals(readings, values.Length > 0 ? Unmeasured.Undefined : whenEmpty).Slopes(name, rising, falling);
    }

    private void Slopes(string name, List<double> rising, List<double> falling)
    {
        MeanAndDeviation(name + "_meanRisingSlope", name + "_stddevRisingSlope", rising);
        MeanAndDeviation(name + "_meanFallingSlope", name + "_stddevFallingSlope", falling);
    }

    private static double Deviation(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Count);
    }
}
