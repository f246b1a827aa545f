using System.Numerics.Tensors;
using VoiceStage.Acoustics.Framing;

namespace VoiceStage.Acoustics.Perturbation;

/// <summary>Finds where about one period of the waveform repeats best.</summary>
internal sealed class PulseSearch(int sampleRateHz)
{
    private readonly double samplePeriod = 1.0 / sampleRateHz;
    private double[] correlations = [], segment = [], energyBefore = [];

    /// <summary>Time of the sample of largest magnitude in an interval, refined by a parabola.</summary>
    public double Extremum(ReadOnlySpan<float> x, double startSeconds, double endSeconds)
    {
        var first = Math.Max(0, SampleTime.LowIndex(startSeconds, samplePeriod));
        var last = Math.Min(x.Length - 1, SampleTime.HighIndex(endSeconds, samplePeriod));
        if (first > last) return 0.5 * (startSeconds + endSeconds);
        var (low, high) = (first, first);
        for (var i = first; i <= last; i++)
        {
            if (x[i] < x[low]) low = i;
            if (x[i] > x[high]) high = i;
        }
        var best = x[low] == x[high] ? (first + last) / 2 : Math.Abs((double)x[low]) > Math.Abs((double)x[high]) ? low : high;
        var place = (double)best;
        if (best > first && best < last)
        {
            double before = x[best - 1], at = x[best], after = x[best + 1];
            var bend = 2 * at - before - after;
            if (bend != 0) place += Math.Clamp(0.5 * (after - before) / bend, -1, 1);
        }
        return SampleTime.Of(place, samplePeriod);
    }

    /// <summary>The best match of the window around a time with windows centred in a range.</summary>
    public PulseMatch Match(ReadOnlySpan<float> x, double timeSeconds, double windowSeconds, double fromSeconds, double toSeconds)
    {
        var half = 0.5 * windowSeconds;
        var left = SampleTime.NearestIndex(timeSeconds - half, samplePeriod);
        var right = SampleTime.NearestIndex(timeSeconds + half, samplePeriod);
        var from = SampleTime.LowIndex(fromSeconds - half, samplePeriod);
        var to = SampleTime.HighIndex(toSeconds - half, samplePeriod);
        var positions = Correlate(x, left, right, from, to);
        double best = -1, place = 0, height = 0, peak = 0;
        // What comes before the first position counts as uncorrelated, so the first may be the best; the last may not.
        double before = 0, at = 0;
        for (var i = from; i <= to; i++)
        {
            var after = positions[i - from];
            if (at >= before && at >= after && at > best)
            {
                best = at;
                var slope = 0.5 * (after - before);
                var bend = 2 * at - before - after;
                place = i - 1 + (bend == 0 ? 0 : slope / bend);
                height = bend == 0 ? at : at + 0.5 * slope * slope / bend;
                peak = Peak(x, i, right - left + 1);
            }
            (before, at) = (at, after);
        }
        return best < 0 ? default : new PulseMatch(true, timeSeconds + (place - left) * samplePeriod, height, peak);
    }

    // The normalised correlation of samples left..right with as many from each position on; no mean is subtracted.
    private ReadOnlySpan<double> Correlate(ReadOnlySpan<float> x, int left, int right, int from, int to)
    {
        var count = Math.Max(0, to - from + 1);
        var length = right - left + 1;
        if (correlations.Length < count) correlations = new double[2 * count];
        var (first, end) = (Math.Min(left, from), Math.Max(right, to + length - 1) + 1);
        if (first < 0 || end > x.Length)
        {
            for (var i = 0; i < count; i++) correlations[i] = AtTheEdge(x, left, right, from + i);
            return correlations.AsSpan(0, count);
        }
        if (segment.Length < end - first) (segment, energyBefore) = (new double[2 * (end - first)], new double[2 * (end - first) + 1]);
        var part = segment.AsSpan(0, end - first);
        TensorPrimitives.ConvertTruncating<float, double>(x[first..end], part);
        var moving = part.Slice(from - first, count + length - 1);
        for (var i = 0; i < moving.Length; i++) energyBefore[i + 1] = energyBefore[i] + moving[i] * moving[i];
        ReadOnlySpan<double> window = part.Slice(left - first, length);
        var energy = TensorPrimitives.SumOfSquares(window);
        for (var i = 0; i < count; i++)
        {
            var product = TensorPrimitives.Dot(window, moving.Slice(i, length));
            correlations[i] = product == 0 ? 0 : product / Math.Sqrt(energy * (energyBefore[i + length] - energyBefore[i]));
        }
        return correlations.AsSpan(0, count);
    }

    // Where a window leaves the recording, only the pairs inside count.
    private static double AtTheEdge(ReadOnlySpan<float> x, int left, int right, int other)
    {
        double product = 0, energy = 0, otherEnergy = 0;
        for (var i = left; i <= right; i++)
        {
            var j = other + i - left;
            if (i < 0 || i >= x.Length || j < 0 || j >= x.Length) continue;
            double a = x[i], b = x[j];
            product += a * b;
            energy += a * a;
            otherEnergy += b * b;
        }
        return product == 0 ? 0 : product / Math.Sqrt(energy * otherEnergy);
    }

    private static double Peak(ReadOnlySpan<float> x, int start, int count)
    {
        var (first, end) = (Math.Max(0, start), Math.Min(x.Length, start + count));
        return end > first ? Math.Abs(TensorPrimitives.MaxMagnitude(x[first..end])) : 0;
    }
}

/// <summary>Where a period repeats best, how well, and the magnitude there.</summary>
internal readonly record struct PulseMatch(bool Found, double TimeSeconds, double Correlation, double Peak);
