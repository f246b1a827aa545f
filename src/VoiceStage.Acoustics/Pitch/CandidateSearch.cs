namespace VoiceStage.Acoustics.Pitch;

/// <summary>Finds the local maxima of one frame's correlation and refines them between the lags.</summary>
/// <remarks>What cannot change the path is not computed: first heights are looked up only when there are more maxima than places, and a
/// maximum that lies above the ceiling wherever its refined lag falls is left as it is, since it counts as unvoiced.</remarks>
internal sealed class CandidateSearch
{
    // Depths of the interpolation: a first look, the ordinary refinement, the deep one.
    private const int FirstDepth = 30, OrdinaryDepth = 70, DeepDepth = 700;

    private readonly PitchOptions options;
    private readonly double sampleRateHz;
    private readonly double ceilingHz;
    private readonly int largestLag;
    private readonly int lagCount;
    private readonly double[] mirrored;
    private readonly int[] maxima;
    private readonly int[] kept;

    /// <param name="options">Thresholds.</param>
    /// <param name="sampleRateHz">Samples per second.</param>
    /// <param name="ceilingHz">Above it a candidate counts as unvoiced.</param>
    /// <param name="largestLag">Maxima are looked for below this lag.</param>
    /// <param name="lagCount">Lags known beside lag 0, for interpolation.</param>
    /// <param name="candidateCount">Candidates a frame holds at most, the unvoiced one included.</param>
    public CandidateSearch(PitchOptions options, double sampleRateHz, double ceilingHz, int largestLag, int lagCount, int candidateCount)
    {
        (this.options, this.sampleRateHz, this.ceilingHz, this.largestLag, this.lagCount) = (options, sampleRateHz, ceilingHz, largestLag, lagCount);
        mirrored = new double[2 * lagCount + 1];
        maxima = new int[Math.Max(1, lagCount)];
        kept = new int[candidateCount];
    }

    /// <summary>The correlation at lags 0..lagCount, to be filled before <see cref="Find"/>.</summary>
    public Span<double> Lags => mirrored.AsSpan(lagCount);

    /// <summary>Writes the voiced candidates of a frame behind the unvoiced one.</summary>
    public void Find(PitchCandidates candidates, int frame)
    {
        Mirror();
        var count = FindMaxima(0.5 * options.VoicingThreshold);
        var hertz = candidates.FrequencyHz(frame);
        var strength = candidates.Strength(frame);
        var places = candidates.LargestCount - 1;
        if (count > places) count = KeepStrongest(hertz, strength, count);
        else maxima.AsSpan(0, count).CopyTo(kept.AsSpan(1));
        var lowestLag = sampleRateHz / ceilingHz;
        for (var k = 1; k <= count; k++)
        {
            var lag = kept[k];
            if (lag + 1 < lowestLag)
            {
                (hertz[k], strength[k]) = (sampleRateHz / lag, Reflected(Lags[lag]));
                continue;
            }
            var depth = options.DeepInterpolation || sampleRateHz / FirstLag(lag) > 0.3 * sampleRateHz ? DeepDepth : OrdinaryDepth;
            var (refined, value) = SincPeak.At(mirrored, lag, depth);
            (hertz[k], strength[k]) = (sampleRateHz / refined, Reflected(value));
        }
        candidates.Count[frame] = count + 1;
    }

    /// <summary>The strongest candidate below the ceiling at the deepest interpolation, or null when none exceeds <paramref name="least"/>.</summary>
    /// <param name="least">What must be exceeded.</param>
    /// <param name="searching">Refine by the searching twin, to the last bit.</param>
    /// <param name="sharp">False when the winner hardly stands out of its neighbours, so that rounding may have made it.</param>
    public double? Strongest(double least, bool searching, out bool sharp)
    {
        sharp = true;
        // Only a maximum that may reach the highest sample can win. The first look at depth 30 differs from the deep one by far less than the margin.
        const double Margin = 0.1, CoarseFactor = 1.5, LeastBend = 1e-9;
        // Next to the main peak three samples say nothing of the height between them.
        const int SteepestLag = 5;
        Mirror();
        var count = FindMaxima(0);
        var floor = least;
        // A maximum whose refined lag may lie above the ceiling does not raise the bar.
        for (var k = 0; k < count; k++)
        {
            if (maxima[k] - 1 >= sampleRateHz / ceilingHz) floor = Math.Max(floor, Math.Min(1, Lags[maxima[k]]));
        }
        double? best = null;
        for (var k = 0; k < count; k++)
        {
            var lag = maxima[k];
            if (lag > SteepestLag && LargestHeight(lag) * CoarseFactor + Margin < floor) continue;
            if (SincPeak.At(mirrored, lag, FirstDepth).Value + Margin < floor) continue;
            var (refined, value) = searching ? SearchedPeak(lag) : SincPeak.At(mirrored, lag, DeepDepth);
            value = Reflected(value);
            if (sampleRateHz / refined >= ceilingHz || value <= least || value <= best) continue;
            best = value;
            sharp = 2 * Lags[lag] - Lags[lag - 1] - Lags[lag + 1] > LeastBend;
            floor = Math.Max(floor, value);
        }
        return best;
    }

    private (double Lag, double Value) SearchedPeak(int lag)
    {
        var (index, value) = SincInterpolation.Peak(mirrored, lagCount + lag, DeepDepth);
        return (index - lagCount, value);
    }

    private void Mirror()
    {
        mirrored.AsSpan(lagCount + 1).CopyTo(mirrored);
        mirrored.AsSpan(0, lagCount).Reverse();
    }

    private int FindMaxima(double threshold)
    {
        var r = Lags;
        var count = 0;
        for (var i = 2; i < Math.Min(largestLag, lagCount); i++)
        {
            if (r[i] > threshold && r[i] > r[i - 1] && r[i] >= r[i + 1]) maxima[count++] = i;
        }
        return count;
    }

    private double FirstLag(int i)
    {
        var r = Lags;
        return i + 0.5 * (r[i + 1] - r[i - 1]) / (2 * r[i] - r[i - 1] - r[i + 1]);
    }

    // How high the curve may rise at a maximum: that of the parabola or of the sinusoid through three samples, whichever is higher. Near half the
    // sample rate the samples may miss nearly all of a peak, and no bound is given.
    private double LargestHeight(int i)
    {
        var r = Lags;
        var slope = 0.5 * (r[i + 1] - r[i - 1]);
        var bend = 2 * r[i] - r[i - 1] - r[i + 1];
        var parabola = r[i] + 0.5 * slope * slope / bend;
        var cosine = 0.5 * (r[i + 1] + r[i - 1]) / r[i];
        if (cosine < -0.9) return double.PositiveInfinity;
        return cosine >= 0.99 ? parabola : Math.Max(parabola, Math.Sqrt(r[i] * r[i] + slope * slope / (1 - cosine * cosine)));
    }

    // Interpolation may overshoot; a correlation cannot.
    private static double Reflected(double strength) => strength > 1 ? 1 / strength : strength;

    // More maxima than places: in the order of lags each next one takes the place of the weakest, if it is stronger.
    private int KeepStrongest(Span<double> hertz, Span<double> strength, int count)
    {
        var places = hertz.Length - 1;
        for (var n = 0; n < count; n++)
        {
            var lag = FirstLag(maxima[n]);
            var height = Reflected(SincPeak.ValueAt(mirrored, lag, FirstDepth));
            var place = n < places ? n + 1 : Weakest(hertz, strength, height, sampleRateHz / lag);
            if (place > 0) (hertz[place], strength[place], kept[place]) = (sampleRateHz / lag, height, maxima[n]);
        }
        return places;
    }

    private int Weakest(Span<double> hertz, Span<double> strength, double newStrength, double newHertz)
    {
        var (lowest, place) = (newStrength - options.OctaveCost * Math.Log2(options.FloorHz / newHertz), 0);
        for (var k = 1; k < hertz.Length; k++)
        {
            var value = strength[k] - options.OctaveCost * Math.Log2(options.FloorHz / hertz[k]);
            if (value < lowest) (lowest, place) = (value, k);
        }
        return place;
    }
}
