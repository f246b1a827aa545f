namespace VoiceStage.Acoustics.Cepstrum;

/// <summary>Weights with which neighbours enter a running mean of the straight-line interpolated curve, for any place on a grid of points.</summary>
/// <remarks>The curve goes on flat for half a step beyond its ends, and the mean is taken over what exists of the interval.</remarks>
internal static class AveragingWeights
{
    /// <summary>Weights of points <c>index − reach … index + reach</c>; they sum to 1, and points outside the grid have weight 0.</summary>
    /// <param name="index">The point in the middle.</param>
    /// <param name="count">Points on the grid.</param>
    /// <param name="halfWidth">Half of the interval in steps of the grid.</param>
    /// <param name="weights">Shape [2·reach + 1], reach = ceil(halfWidth).</param>
    public static void Fill(int index, int count, double halfWidth, Span<float> weights)
    {
        var reach = weights.Length / 2;
        var from = Math.Max(-0.5, index - halfWidth);
        var to = Math.Min(count - 0.5, index + halfWidth);
        Span<double> sums = stackalloc double[weights.Length];
        sums.Clear();
        // Segment s lies between points s and s + 1; those before the first and after the last point are flat.
        for (var s = Math.Max(-1, index - reach - 1); s <= Math.Min(count - 1, index + reach); s++)
        {
            var a = Math.Max(from, s) - s;
            var b = Math.Min(to, s + 1) - s;
            if (b <= a)
            {
                continue;
            }

            // ∫(1 − u)du and ∫u du over [a, b]
            var right = (b * b - a * a) / 2;
            var left = b - a - right;
            Add(sums, s < 0 ? 0 : s, left);
            Add(sums, s + 1 >= count ? count - 1 : s + 1, right);
        }

        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)(sums[i] / (to - from));
        }

        void Add(Span<double> at, int point, double value) => at[point - index + reach] += value;
    }
}
