namespace VoiceStage.Acoustics.Quality;

/// <summary>How much of a recording was cut off at the top because it was too loud for the line or the converter.</summary>
public static class Clipping
{
    // The largest G.711 values are 0.980 (mu-law) and 0.984 (A-law) of full scale.
    private const float FullScale = 0.98f;
    private const float LowestTop = 0.05f;
    private const float Tolerance = 1e-4f;
    private const float EdgeDrop = 0.01f;

    /// <summary>Clipped samples over all samples.</summary>
    /// <remarks>A sample is clipped when it belongs to a flat top: at least two neighbours (three below 98 % of full scale) equal to within
    /// 1e-4 of the largest value of their sign, entered or left by a step of more than 1 % of it. Cut tops that were made quieter afterwards are
    /// found too; smooth crests of slow tones, single full-scale samples and the coarse steps of G.711 are not.
    /// Limit in use: 1e-4, as in published recording-quality toolkits.</remarks>
    /// <param name="samples">Shape [n].</param>
    /// <returns>A ratio in [0, 1]; 0 for no samples.</returns>
    public static double Fraction(ReadOnlySpan<float> samples)
    {
        if (samples.IsEmpty)
        {
            return 0;
        }

        float high = 0, low = 0;
        foreach (var x in samples)
        {
            high = Math.Max(high, x);
            low = Math.Min(low, x);
        }

        return (double)(CountFlatTops(samples, high, 1) + CountFlatTops(samples, -low, -1)) / samples.Length;
    }

    /// <summary>Samples in flat tops of one sign (1 or −1) at a top level.</summary>
    internal static long CountFlatTops(ReadOnlySpan<float> samples, float top, int sign)
    {
        if (top < LowestTop)
        {
            return 0;
        }

        var wall = top * (1 - Tolerance);
        var shortest = top >= FullScale ? 2 : 3;
        var edge = top * (1 - EdgeDrop);
        long count = 0;
        for (var i = 0; i < samples.Length; i++)
        {
            if (sign * samples[i] < wall)
            {
                continue;
            }

            var first = i;
            while (i + 1 < samples.Length && sign * samples[i + 1] >= wall)
            {
                i++;
            }

            var steep = (first > 0 && sign * samples[first - 1] < edge) || (i + 1 < samples.Length && sign * samples[i + 1] < edge);
            if (i - first + 1 >= shortest && steep)
            {
                count += i - first + 1;
            }
        }

        return count;
    }
}
