namespace VoiceStage.Acoustics.Pitch;

/// <summary>Finds the local maxima of one frame's correlation and refines them between the lags.</summary>
internal sealed class CandidateSearch
{
    // Depths of the interpolation: a first look, the ordinary refinement, the deep one.
    private const int FirstDepth = 30, OrdinaryDepth = 70, DeepDepth = 700;

    private readonly PitchOptions options;
    private readonly double sampleRateHz;
    private readonly int largestLag;
    private readonly int lagCount;
    private readonly double[] mirrored;
    private readonly int[] lagIndex;

    /// <param name="options">Thresholds.</param>
    /// <param name="sampleRateHz">Samples per second.</param>
    /// <param name="largestLag">Maxima are looked for below this lag.</param>
    /// <param name="lagCount">Lags known beside lag 0, for interpolation.</param>
    /// <param name="candidateCount">Candidates a frame holds at most, the unvoiced one included.</param>
    public CandidateSearch(PitchOptions options, double sampleRateHz, int largestLag, int lagCount, int candidateCount)
    {
        (this.options, this.sampleRateHz, this.largestLag, this.lagCount) = (options, sampleRateHz, largestLag, lagCount);
        mirrored = new double[2 * lagCount + 1];
        lagIndex = new int[candidateCount];
    }

    /// <summary>The correlation at lags 0..lagCount, to be filled before <see cref="Find"/>.</summary>
    public Span<double> Lags => mirrored.AsSpan(lagCount);

    /// <summary>Writes the voiced candidates of a frame behind the unvoiced one.</summary>
    public void Find(PitchCandidates candidates, int frame)
    {
        for (var lag = 1; lag <= lagCount; lag++) mirrored[lagCount - lag] = mirrored[lagCount + lag];
        var hertz = candidates.FrequencyHz(frame);
        var strength = candidates.Strength(frame);
        var count = 1;
        var r = Lags;
        for (var i = 2; i < Math.Min(largestLag, lagCount); i++)
        {
            if (!(r[i] > 0.5 * options.VoicingThreshold) || !(r[i] > r[i - 1]) || !(r[i] >= r[i + 1])) continue;
            var slope = 0.5 * (r[i + 1] - r[i - 1]);
            var bend = 2 * r[i] - r[i - 1] - r[i + 1];
            var lag = i + slope / bend;
            var height = Reflected(SincInterpolation.ValueAt(mirrored, lagCount + lag, FirstDepth));
            var place = count < candidates.LargestCount ? count++ : Weakest(hertz, strength, height, sampleRateHz / lag);
            if (place == 0) continue;
            (hertz[place], strength[place], lagIndex[place]) = (sampleRateHz / lag, height, i);
        }
        for (var k = 1; k < count; k++)
        {
            var depth = options.DeepInterpolation || hertz[k] > 0.3 * sampleRateHz ? DeepDepth : OrdinaryDepth;
            var (index, value) = SincInterpolation.Peak(mirrored, lagCount + lagIndex[k], depth);
            (hertz[k], strength[k]) = (sampleRateHz / (index - lagCount), Reflected(value));
        }
        candidates.Count[frame] = count;
    }

    // Interpolation may overshoot; a correlation cannot.
    private static double Reflected(double strength) => strength > 1 ? 1 / strength : strength;

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
