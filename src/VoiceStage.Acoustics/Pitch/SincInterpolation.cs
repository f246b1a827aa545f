namespace VoiceStage.Acoustics.Pitch;

/// <summary>Values between samples: a sinc under a raised cosine that ends at the last sample used on either side.</summary>
/// <remarks>Where only two samples are left on a side the cubic through four points is taken, where only one the straight line.</remarks>
internal static class SincInterpolation
{
    /// <summary>The value at a real index.</summary>
    /// <param name="y">Shape [n].</param>
    /// <param name="x">0 to n − 1; outside, the end value is returned.</param>
    /// <param name="depth">Samples used on either side, where there are so many.</param>
    public static double ValueAt(ReadOnlySpan<double> y, double x, int depth)
    {
        var low = (int)Math.Floor(x);
        if (low < 0) return y[0];
        if (low >= y.Length - 1) return y[^1];
        if (x == low) return y[low];
        depth = Math.Min(depth, Math.Min(low + 1, y.Length - 1 - low));
        var toLeft = x - low;
        if (depth == 1) return y[low] + toLeft * (y[low + 1] - y[low]);
        if (depth == 2) return Cubic(y, low, toLeft);
        var toRight = 1 - toLeft;
        double sum = 0;
        for (var k = 0; k < depth; k++)
        {
            var left = toLeft + k;
            var right = toRight + k;
            var sign = (k & 1) == 0 ? 1 : -1;
            sum += sign * (y[low - k] / left * (1 + Math.Cos(Math.PI * left / (toLeft + depth)))
                + y[low + 1 + k] / right * (1 + Math.Cos(Math.PI * right / (toRight + depth))));
        }
        return sum * Math.Sin(Math.PI * toLeft) / (2 * Math.PI);
    }

    // With two samples on a side: the cubic whose slopes at both neighbours are the central differences.
    private static double Cubic(ReadOnlySpan<double> y, int low, double toLeft)
    {
        var (leftSlope, rightSlope) = (0.5 * (y[low + 1] - y[low - 1]), 0.5 * (y[low + 2] - y[low]));
        var rise = y[low + 1] - y[low];
        return y[low] + toLeft * rise
            - toLeft * (1 - toLeft) * (0.5 * (rightSlope - leftSlope) + (toLeft - 0.5) * (leftSlope + rightSlope - 2 * rise));
    }

    /// <summary>The greatest value within one sample of a local maximum, and where it is.</summary>
    public static (double Index, double Value) Peak(ReadOnlySpan<double> y, int index, int depth)
    {
        // Brent's minimisation without derivatives, on the negated interpolation.
        const double Golden = 0.381966011250105;
        double a = index - 1, b = index + 1;
        double x = a + Golden * (b - a), w = x, v = x;
        double fx = -ValueAt(y, x, depth), fw = fx, fv = fx, step = 0, last = 0;
        for (var iteration = 0; iteration < 60; iteration++)
        {
            var middle = 0.5 * (a + b);
            var tolerance = 1e-10 + 1.5e-8 * Math.Abs(x) * 1e-3;
            if (Math.Abs(x - middle) <= 2 * tolerance - 0.5 * (b - a)) break;
            var golden = true;
            if (Math.Abs(last) > tolerance)
            {
                var r = (x - w) * (fx - fv);
                var q = (x - v) * (fx - fw);
                var p = (x - v) * q - (x - w) * r;
                q = 2 * (q - r);
                if (q > 0) p = -p;
                q = Math.Abs(q);
                if (Math.Abs(p) < Math.Abs(0.5 * q * last) && p > q * (a - x) && p < q * (b - x))
                {
                    (last, step) = (step, p / q);
                    var u0 = x + step;
                    if (u0 - a < 2 * tolerance || b - u0 < 2 * tolerance) step = Math.CopySign(tolerance, middle - x);
                    golden = false;
                }
            }
            if (golden)
            {
                last = x >= middle ? a - x : b - x;
                step = Golden * last;
            }
            var u = Math.Abs(step) >= tolerance ? x + step : x + Math.CopySign(tolerance, step);
            var fu = -ValueAt(y, u, depth);
            if (fu <= fx)
            {
                if (u >= x) a = x; else b = x;
                (v, w, x) = (w, x, u);
                (fv, fw, fx) = (fw, fx, fu);
            }
            else
            {
                if (u < x) a = u; else b = u;
                if (fu <= fw || w == x) (v, w, fv, fw) = (w, u, fw, fu);
                else if (fu <= fv || v == x || v == w) (v, fv) = (u, fu);
            }
        }
        return (x, -fx);
    }
}
