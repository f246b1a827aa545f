using VoiceStage.Acoustics.Framing;

namespace VoiceStage.Acoustics.Perturbation;

/// <summary>Finds where about one period of the waveform repeats best.</summary>
internal sealed class PulseSearch(int sampleCount, int sampleRateHz, double largestMagnitude)
{
        private readonly double samplePeriod = 1.0 / sampleRateHz;

    /// <summary>Largest magnitude of the recording.</summary>
    public double LargestMagnitude => largestMagnitude;

    /// <summary>Time of the sample of largest magnitude in an interval, refined by a parabola.</summary>
    public double Extremum(ReadOnlySpan<float> x, double startSeconds, double endSeconds)
    {
        var first = Math.Max(0, SampleTime.LowIndex(startSeconds, samplePeriod));
        var last = Math.Min(sampleCount - 1, SampleTime.HighIndex(endSeconds, samplePeriod));
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
        double best = -1, place = 0, height = 0, peak = 0;
        // What comes before the first position counts as uncorrelated, so the first may be the best; the last may not.
        double before = 0, at = 0;
        for (var i = from; i <= to; i++)
        {
            var after = Correlation(x, left, right, i);
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

    private static double Correlation(ReadOnlySpan<float> x, int left, int right, int other)
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
        double peak = 0;
        for (var i = Math.Max(0, start); i < Math.Min(x.Length, start + count); i++) peak = Math.Max(peak, Math.Abs((double)x[i]));
        return peak;
    }
}

/// <summary>Where a period repeats best, how well, and the magnitude there.</summary>
internal readonly record struct PulseMatch(bool Found, double TimeSeconds, double Correlation, double Peak);
