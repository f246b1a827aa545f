using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VoiceStage.Acoustics.Spectra;

/// <summary>The passes of Stockham's self-sorting radix-4 transform on split real and imaginary arrays.</summary>
/// <remarks>
/// A pass of length n and stride s = M/n reads x[q + s(p + k·n/4)] and writes y[q + s(4p + k)], k = 0..3. From the second pass on the inner
/// index q runs over at least four neighbours and is vectorised as it stands; the first pass (s = 1) is vectorised over p and
/// transposes 4 × 4 blocks on the way out.
/// </remarks>
internal static class StockhamPasses
{
    /// <summary>Transforms (re, im) using (re2, im2) as the other side; returns the pair that holds the result.</summary>
    public static (T[] Real, T[] Imaginary) Transform<T>(FftTables<T> tables, T[] re, T[] im, T[] re2, T[] im2)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var size = re.Length;
        var stride = 1;
        for (var i = 0; i < tables.RadixFour.Length; i++)
        {
            RadixFour(tables.RadixFour[i], size / stride, stride, re, im, re2, im2);
            (re, re2) = (re2, re);
            (im, im2) = (im2, im);
            stride *= 4;
        }
        if (!tables.EndsWithRadixTwo) return (re, im);
        RadixTwo(stride, re, im, re2, im2);
        return (re2, im2);
    }

    private static void RadixFour<T>(FftTables<T>.Pass w, int n, int s, T[] xr, T[] xi, T[] yr, T[] yi)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector256.IsHardwareAccelerated && s % Vector256<T>.Count == 0) Strided256(w, n, s, xr, xi, yr, yi);
        else if (Vector128.IsHardwareAccelerated && s % Vector128<T>.Count == 0) Strided128(w, n, s, xr, xi, yr, yi);
        else if (s == 1 && n / 4 % 4 == 0 && Lanes.CanTranspose<T>()) First(w, n, xr, xi, yr, yi);
        else Scalar(w, n, s, xr, xi, yr, yi);
    }

    private static void Scalar<T>(FftTables<T>.Pass w, int n, int s, T[] xr, T[] xi, T[] yr, T[] yi)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var quarter = n / 4;
        for (var p = 0; p < quarter; p++)
        {
            for (var q = 0; q < s; q++)
            {
                int a = q + s * p, b = a + s * quarter, c = b + s * quarter, d = c + s * quarter, y = q + 4 * s * p;
                var (acR, acI, amR, amI) = (xr[a] + xr[c], xi[a] + xi[c], xr[a] - xr[c], xi[a] - xi[c]);
                var (bdR, bdI, bmR, bmI) = (xr[b] + xr[d], xi[b] + xi[d], xr[b] - xr[d], xi[b] - xi[d]);
                (yr[y], yi[y]) = (acR + bdR, acI + bdI);
                (yr[y + s], yi[y + s]) = Times(amR + bmI, amI - bmR, w.W1R[p], w.W1I[p]);
                (yr[y + 2 * s], yi[y + 2 * s]) = Times(acR - bdR, acI - bdI, w.W2R[p], w.W2I[p]);
                (yr[y + 3 * s], yi[y + 3 * s]) = Times(amR - bmI, amI + bmR, w.W3R[p], w.W3I[p]);
            }
        }
    }

    private static (T, T) Times<T>(T ar, T ai, T br, T bi) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (ar * br - ai * bi, ar * bi + ai * br);

    private static void Strided256<T>(FftTables<T>.Pass w, int n, int s, T[] xr, T[] xi, T[] yr, T[] yi)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var quarter = n / 4;
        ref T inR = ref xr[0], inI = ref xi[0], outR = ref yr[0], outI = ref yi[0];
        nuint step = (nuint)(s * quarter), stride = (nuint)s;
        for (var p = 0; p < quarter; p++)
        {
            var (w1r, w1i) = (Vector256.Create(w.W1R[p]), Vector256.Create(w.W1I[p]));
            var (w2r, w2i) = (Vector256.Create(w.W2R[p]), Vector256.Create(w.W2I[p]));
            var (w3r, w3i) = (Vector256.Create(w.W3R[p]), Vector256.Create(w.W3I[p]));
            for (nuint q = 0; q < stride; q += (nuint)Vector256<T>.Count)
            {
                nuint a = q + stride * (nuint)p, b = a + step, c = b + step, d = c + step, y = q + 4 * stride * (nuint)p;
                var aR = Vector256.LoadUnsafe(ref inR, a);
                var aI = Vector256.LoadUnsafe(ref inI, a);
                var bR = Vector256.LoadUnsafe(ref inR, b);
                var bI = Vector256.LoadUnsafe(ref inI, b);
                var cR = Vector256.LoadUnsafe(ref inR, c);
                var cI = Vector256.LoadUnsafe(ref inI, c);
                var dR = Vector256.LoadUnsafe(ref inR, d);
                var dI = Vector256.LoadUnsafe(ref inI, d);
                var (acR, acI, amR, amI) = (aR + cR, aI + cI, aR - cR, aI - cI);
                var (bdR, bdI, bmR, bmI) = (bR + dR, bI + dI, bR - dR, bI - dI);
                (acR + bdR).StoreUnsafe(ref outR, y);
                (acI + bdI).StoreUnsafe(ref outI, y);
                var (tR, tI) = (amR + bmI, amI - bmR);
                (tR * w1r - tI * w1i).StoreUnsafe(ref outR, y + stride);
                (tR * w1i + tI * w1r).StoreUnsafe(ref outI, y + stride);
                (tR, tI) = (acR - bdR, acI - bdI);
                (tR * w2r - tI * w2i).StoreUnsafe(ref outR, y + 2 * stride);
                (tR * w2i + tI * w2r).StoreUnsafe(ref outI, y + 2 * stride);
                (tR, tI) = (amR - bmI, amI + bmR);
                (tR * w3r - tI * w3i).StoreUnsafe(ref outR, y + 3 * stride);
                (tR * w3i + tI * w3r).StoreUnsafe(ref outI, y + 3 * stride);
            }
        }
    }

    private static void Strided128<T>(FftTables<T>.Pass w, int n, int s, T[] xr, T[] xi, T[] yr, T[] yi)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var quarter = n / 4;
        ref T inR = ref xr[0], inI = ref xi[0], outR = ref yr[0], outI = ref yi[0];
        nuint step = (nuint)(s * quarter), stride = (nuint)s;
        for (var p = 0; p < quarter; p++)
        {
            var (w1r, w1i) = (Vector128.Create(w.W1R[p]), Vector128.Create(w.W1I[p]));
            var (w2r, w2i) = (Vector128.Create(w.W2R[p]), Vector128.Create(w.W2I[p]));
            var (w3r, w3i) = (Vector128.Create(w.W3R[p]), Vector128.Create(w.W3I[p]));
            for (nuint q = 0; q < stride; q += (nuint)Vector128<T>.Count)
            {
                nuint a = q + stride * (nuint)p, b = a + step, c = b + step, d = c + step, y = q + 4 * stride * (nuint)p;
                Butterfly(Vector128.LoadUnsafe(ref inR, a), Vector128.LoadUnsafe(ref inI, a), Vector128.LoadUnsafe(ref inR, b), Vector128.LoadUnsafe(ref inI, b),
                    Vector128.LoadUnsafe(ref inR, c), Vector128.LoadUnsafe(ref inI, c), Vector128.LoadUnsafe(ref inR, d), Vector128.LoadUnsafe(ref inI, d),
                    out var y0R, out var y0I, out var y1R, out var y1I, out var y2R, out var y2I, out var y3R, out var y3I);
                y0R.StoreUnsafe(ref outR, y);
                y0I.StoreUnsafe(ref outI, y);
                (y1R * w1r - y1I * w1i).StoreUnsafe(ref outR, y + stride);
                (y1R * w1i + y1I * w1r).StoreUnsafe(ref outI, y + stride);
                (y2R * w2r - y2I * w2i).StoreUnsafe(ref outR, y + 2 * stride);
                (y2R * w2i + y2I * w2r).StoreUnsafe(ref outI, y + 2 * stride);
                (y3R * w3r - y3I * w3i).StoreUnsafe(ref outR, y + 3 * stride);
                (y3R * w3i + y3I * w3r).StoreUnsafe(ref outI, y + 3 * stride);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Butterfly<T>(Vector128<T> aR, Vector128<T> aI, Vector128<T> bR, Vector128<T> bI, Vector128<T> cR, Vector128<T> cI, Vector128<T> dR, Vector128<T> dI,
        out Vector128<T> y0R, out Vector128<T> y0I, out Vector128<T> y1R, out Vector128<T> y1I, out Vector128<T> y2R, out Vector128<T> y2I, out Vector128<T> y3R, out Vector128<T> y3I)
    {
        var (acR, acI, amR, amI) = (aR + cR, aI + cI, aR - cR, aI - cI);
        var (bdR, bdI, bmR, bmI) = (bR + dR, bI + dI, bR - dR, bI - dI);
        (y0R, y0I) = (acR + bdR, acI + bdI);
        (y1R, y1I) = (amR + bmI, amI - bmR);
        (y2R, y2I) = (acR - bdR, acI - bdI);
        (y3R, y3I) = (amR - bmI, amI + bmR);
    }

    private static void First<T>(FftTables<T>.Pass w, int n, T[] xr, T[] xi, T[] yr, T[] yi)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
            FirstFloat(w as FftTables<float>.Pass, n, xr as float[], xi as float[], yr as float[], yi as float[]);
        else
            FirstDouble(w as FftTables<double>.Pass, n, xr as double[], xi as double[], yr as double[], yi as double[]);
    }

    private static void FirstFloat(FftTables<float>.Pass? w, int n, float[]? xr, float[]? xi, float[]? yr, float[]? yi)
    {
        var quarter = (nuint)(n / 4);
        ref float inR = ref xr![0], inI = ref xi![0], outR = ref yr![0], outI = ref yi![0];
        for (nuint p = 0; p < quarter; p += 4)
        {
            nuint b = p + quarter, c = b + quarter, d = c + quarter;
            Butterfly(Vector128.LoadUnsafe(ref inR, p), Vector128.LoadUnsafe(ref inI, p), Vector128.LoadUnsafe(ref inR, b), Vector128.LoadUnsafe(ref inI, b),
                Vector128.LoadUnsafe(ref inR, c), Vector128.LoadUnsafe(ref inI, c), Vector128.LoadUnsafe(ref inR, d), Vector128.LoadUnsafe(ref inI, d),
                out var y0R, out var y0I, out var y1R, out var y1I, out var y2R, out var y2I, out var y3R, out var y3I);
            var (w1r, w1i) = (Vector128.LoadUnsafe(ref w!.W1R[0], p), Vector128.LoadUnsafe(ref w.W1I[0], p));
            var (w2r, w2i) = (Vector128.LoadUnsafe(ref w.W2R[0], p), Vector128.LoadUnsafe(ref w.W2I[0], p));
            var (w3r, w3i) = (Vector128.LoadUnsafe(ref w.W3R[0], p), Vector128.LoadUnsafe(ref w.W3I[0], p));
            Lanes.StoreTransposed(y0R, y1R * w1r - y1I * w1i, y2R * w2r - y2I * w2i, y3R * w3r - y3I * w3i, ref outR, 4 * p);
            Lanes.StoreTransposed(y0I, y1R * w1i + y1I * w1r, y2R * w2i + y2I * w2r, y3R * w3i + y3I * w3r, ref outI, 4 * p);
        }
    }

    private static void FirstDouble(FftTables<double>.Pass? w, int n, double[]? xr, double[]? xi, double[]? yr, double[]? yi)
    {
        var quarter = (nuint)(n / 4);
        ref double inR = ref xr![0], inI = ref xi![0], outR = ref yr![0], outI = ref yi![0];
        for (nuint p = 0; p < quarter; p += 4)
        {
            nuint b = p + quarter, c = b + quarter, d = c + quarter;
            var (aR, aI) = (Vector256.LoadUnsafe(ref inR, p), Vector256.LoadUnsafe(ref inI, p));
            var (bR, bI) = (Vector256.LoadUnsafe(ref inR, b), Vector256.LoadUnsafe(ref inI, b));
            var (cR, cI) = (Vector256.LoadUnsafe(ref inR, c), Vector256.LoadUnsafe(ref inI, c));
            var (dR, dI) = (Vector256.LoadUnsafe(ref inR, d), Vector256.LoadUnsafe(ref inI, d));
            var (acR, acI, amR, amI) = (aR + cR, aI + cI, aR - cR, aI - cI);
            var (bdR, bdI, bmR, bmI) = (bR + dR, bI + dI, bR - dR, bI - dI);
            var (y1R, y1I, y2R, y2I, y3R, y3I) = (amR + bmI, amI - bmR, acR - bdR, acI - bdI, amR - bmI, amI + bmR);
            var (w1r, w1i) = (Vector256.LoadUnsafe(ref w!.W1R[0], p), Vector256.LoadUnsafe(ref w.W1I[0], p));
            var (w2r, w2i) = (Vector256.LoadUnsafe(ref w.W2R[0], p), Vector256.LoadUnsafe(ref w.W2I[0], p));
            var (w3r, w3i) = (Vector256.LoadUnsafe(ref w.W3R[0], p), Vector256.LoadUnsafe(ref w.W3I[0], p));
            Lanes.StoreTransposed(acR + bdR, y1R * w1r - y1I * w1i, y2R * w2r - y2I * w2i, y3R * w3r - y3I * w3i, ref outR, 4 * p);
            Lanes.StoreTransposed(acI + bdI, y1R * w1i + y1I * w1r, y2R * w2i + y2I * w2r, y3R * w3i + y3I * w3r, ref outI, 4 * p);
        }
    }

    private static void RadixTwo<T>(int s, T[] xr, T[] xi, T[] yr, T[] yi) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var q = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref T inR = ref xr[0], inI = ref xi[0], outR = ref yr[0], outI = ref yi[0];
            for (; q + Vector256<T>.Count <= s; q += Vector256<T>.Count)
            {
                var (aR, aI) = (Vector256.LoadUnsafe(ref inR, (nuint)q), Vector256.LoadUnsafe(ref inI, (nuint)q));
                var (bR, bI) = (Vector256.LoadUnsafe(ref inR, (nuint)(q + s)), Vector256.LoadUnsafe(ref inI, (nuint)(q + s)));
                (aR + bR).StoreUnsafe(ref outR, (nuint)q);
                (aI + bI).StoreUnsafe(ref outI, (nuint)q);
                (aR - bR).StoreUnsafe(ref outR, (nuint)(q + s));
                (aI - bI).StoreUnsafe(ref outI, (nuint)(q + s));
            }
        }
        for (; q < s; q++)
        {
            (yr[q], yi[q]) = (xr[q] + xr[q + s], xi[q] + xi[q + s]);
            (yr[q + s], yi[q + s]) = (xr[q] - xr[q + s], xi[q] - xi[q + s]);
        }
    }
}
