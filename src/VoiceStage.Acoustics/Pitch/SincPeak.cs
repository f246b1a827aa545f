using System.Numerics;

namespace VoiceStage.Acoustics.Pitch;

/// <summary>Refines the maxima of a mirrored correlation (lag 0 in the middle) between the lags: fast, and equal to <see cref="SincInterpolation.Peak"/>.</summary>
internal static class SincPeak
{
    // With so few samples the curve is visibly broken at the sample between its two halves, and is searched as a whole.
    private const int ShallowDepth = 16;

    /// <summary>The interpolation at a real lag.</summary>
    /// <param name="mirrored">Lags −L..L.</param>
    /// <param name="lag">0 to L.</param>
    /// <param name="depth">Samples on either side, at most <see cref="SincKernel.LargestDepth"/>.</param>
    public static double ValueAt(ReadOnlySpan<double> mirrored, double lag, int depth)
    {
        var centre = mirrored.Length / 2;
        var low = (int)Math.Floor(lag);
        depth = Math.Min(depth, centre - low);
        if (depth < SincKernel.SmallestDepth || lag == low) return SincInterpolation.ValueAt(mirrored, centre + lag, depth);
        Span<double> c = stackalloc double[SincKernel.Terms];
        SincKernel.OfDepth(depth).Curve(mirrored, centre + low, c);
        return Polynomial(c, 2 * (lag - low) - 1);
    }

    /// <summary>The greatest value within one lag of a local maximum, and where it is.</summary>
    public static (double Lag, double Value) At(ReadOnlySpan<double> mirrored, int lag, int depth)
    {
        var centre = mirrored.Length / 2;
        // The peak lies on the side of the higher neighbour; when the curve says otherwise, on the other.
        var rightFirst = mirrored[centre + lag + 1] >= mirrored[centre + lag - 1];
        var low = rightFirst ? lag : lag - 1;
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var reach = Math.Min(depth, centre - low);
            if (Math.Min(depth, centre - lag) < ShallowDepth) break;
            var (place, value, inside) = reach <= SincKernel.LargestDepth
                ? OnCurve(mirrored, centre, low, reach, lag == low)
                : BySteps(mirrored, centre, low, reach, lag == low);
            if (inside) return (place, value);
            low = low == lag ? lag - 1 : lag;
        }
        var (index, height) = SincInterpolation.Peak(mirrored, centre + lag, depth);
        return (index - centre, height);
    }

    private static (double Lag, double Value, bool Inside) OnCurve(ReadOnlySpan<double> mirrored, int centre, int low, int depth, bool peakIsRight)
    {
        Span<double> c = stackalloc double[SincKernel.Terms];
        SincKernel.OfDepth(depth).Curve(mirrored, centre + low, c);
        // From the sample of the maximum inwards the curve must rise first.
        var start = peakIsRight ? -1.0 : 1.0;
        var (slope, _) = Derivatives(c, start);
        if (slope * start > 0) return (0, 0, false);
        double from = -1, to = 1;
        var z = start * 0.5;
        for (var i = 0; i < 40; i++)
        {
            var (d1, d2) = Derivatives(c, z);
            if (d1 > 0) from = z; else to = z;
            var next = d2 < 0 ? z - d1 / d2 : double.NaN;
            if (!(next > from && next < to)) next = 0.5 * (from + to);
            var done = Math.Abs(next - z) < 1e-10;
            z = next;
            if (done) break;
        }
        return (low + 0.5 * (z + 1), Polynomial(c, z), true);
    }

    private static double Polynomial(ReadOnlySpan<double> c, double z)
    {
        var value = c[^1];
        for (var p = c.Length - 2; p >= 0; p--) value = value * z + c[p];
        return value;
    }

    private static (double First, double Second) Derivatives(ReadOnlySpan<double> c, double z)
    {
        double value = c[^1], first = 0, second = 0;
        for (var p = c.Length - 2; p >= 0; p--)
        {
            second = second * z + first;
            first = first * z + value;
            value = value * z + c[p];
        }
        return (first, 2 * second);
    }

    // Deeper than any table: parabolas through three points, ever closer, from the peak of the shallower curve.
    private static (double Lag, double Value, bool Inside) BySteps(ReadOnlySpan<double> mirrored, int centre, int low, int depth, bool peakIsRight)
    {
        var (lag, _, inside) = OnCurve(mirrored, centre, low, SincKernel.LargestDepth, peakIsRight);
        if (!inside) return (0, 0, false);
        var t = lag - low;
        for (var step = 0.05; step > 1e-3; step *= 0.2)
        {
            // Both ends stay inside the interval: beyond it other samples take part.
            var middle = Math.Clamp(t, step + 1e-9, 1 - step - 1e-9);
            var (a, b, c) = (Deep(mirrored, centre, low, middle - step, depth), Deep(mirrored, centre, low, middle, depth), Deep(mirrored, centre, low, middle + step, depth));
            var bend = 2 * b - a - c;
            t = bend > 0 ? Math.Clamp(middle + 0.5 * step * (c - a) / bend, 1e-9, 1 - 1e-9) : (a > c ? middle - step : middle + step);
        }
        // At the end of the interval the peak may lie beyond it.
        return (low + t, Deep(mirrored, centre, low, t, depth), t is > 1e-4 and < 1 - 1e-4);
    }

    /// <summary>The interpolation at low + t, 0 &lt; t &lt; 1, at any depth. The cosines of the window come from a recurrence over whole vectors.</summary>
    private static double Deep(ReadOnlySpan<double> mirrored, int centre, int low, double t, int depth)
    {
        // Mirrored: the samples to the left, going left, are those right of −low, going right.
        var left = Side(mirrored.Slice(centre - low, depth), t, depth);
        var right = Side(mirrored.Slice(centre + low + 1, depth), 1 - t, depth);
        return (left + right) * Math.Sin(Math.PI * t) / (2 * Math.PI);
    }

    // Σ (−1)^k·y[k]/(d + k)·(1 + cos(π(d + k)/(d + depth))).
    private static double Side(ReadOnlySpan<double> y, double d, int depth)
    {
        var turn = Math.PI / (d + depth);
        var lanes = Vector<double>.Count;
        Span<double> first = stackalloc double[2 * lanes];
        for (var k = 0; k < 2 * lanes; k++) first[k] = Math.Cos(turn * (d + k));
        var sum = Vector<double>.Zero;
        var cosine = new Vector<double>(first);
        var nextCosine = new Vector<double>(first[lanes..]);
        var twice = new Vector<double>(2 * Math.Cos(turn * lanes));
        var distance = Vector.CreateSequence(d, 1.0);
        var advance = new Vector<double>(lanes);
        var ones = Vector<double>.One;
        var signs = Alternating(lanes);
        var i = 0;
        for (; i + lanes <= depth; i += lanes)
        {
            sum += new Vector<double>(y[i..]) * signs * (ones + cosine) / distance;
            (cosine, nextCosine) = (nextCosine, twice * nextCosine - cosine);
            distance += advance;
        }
        var total = Vector.Sum(sum);
        for (; i < depth; i++) total += ((i & 1) == 0 ? y[i] : -y[i]) / (d + i) * (1 + Math.Cos(turn * (d + i)));
        return total;
    }

    private static Vector<double> Alternating(int lanes)
    {
        Span<double> signs = stackalloc double[lanes];
        for (var k = 0; k < lanes; k++) signs[k] = (k & 1) == 0 ? 1 : -1;
        return new Vector<double>(signs);
    }
}
