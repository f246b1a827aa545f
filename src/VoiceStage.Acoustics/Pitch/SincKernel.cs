using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VoiceStage.Acoustics.Pitch;

/// <summary>Windowed-sinc interpolation of one depth between two samples, as a polynomial whose coefficients are dot products with the samples.</summary>
/// <remarks>
/// Between samples m and m + 1 the interpolation is Σ y[m + 1 − D + j]·G_j(t). Every G_j is smooth in t, so a polynomial of degree 12 stands for it
/// to about 1e-11: twelve dot products give the curve over the whole interval, and its peak costs no further look at the samples.
/// The searching twin is <see cref="SincInterpolation"/>.
/// </remarks>
internal sealed class SincKernel
{
    /// <summary>Coefficients of a curve.</summary>
    public const int Terms = 13;

    /// <summary>Deepest kernel that is kept as a table.</summary>
    public const int LargestDepth = 70;

    // Below this depth the interpolation is a cubic or a straight line.
    public const int SmallestDepth = 3;

    private static readonly ConcurrentDictionary<int, SincKernel> Kernels = new();
    private readonly double[] table;
    private readonly int rowLength;

    private SincKernel(int depth)
    {
        Depth = depth;
        rowLength = (2 * depth + 3) & ~3;
        table = new double[Terms * rowLength];
        Span<double> values = stackalloc double[Terms], chebyshev = stackalloc double[Terms], monomials = stackalloc double[Terms];
        for (var j = 0; j < 2 * depth; j++)
        {
            for (var n = 0; n < Terms; n++) values[n] = Weight(j, 0.5 + 0.5 * Math.Cos(Math.PI * (n + 0.5) / Terms), depth);
            for (var p = 0; p < Terms; p++)
            {
                double sum = 0;
                for (var n = 0; n < Terms; n++) sum += values[n] * Math.Cos(Math.PI * p * (n + 0.5) / Terms);
                chebyshev[p] = sum * (p == 0 ? 1.0 : 2.0) / Terms;
            }
            ToMonomials(chebyshev, monomials);
            for (var p = 0; p < Terms; p++) table[p * rowLength + j] = monomials[p];
        }
    }

    /// <summary>Samples on either side.</summary>
    public int Depth { get; }

    /// <summary>The kernel of a depth, built once.</summary>
    public static SincKernel OfDepth(int depth) => Kernels.GetOrAdd(depth, static d => new SincKernel(d));

    /// <summary>The curve between samples <paramref name="low"/> and low + 1, as Σ c[p]·z^p with z = 2t − 1.</summary>
    public void Curve(ReadOnlySpan<double> y, int low, Span<double> coefficients)
    {
        var samples = y.Slice(low + 1 - Depth, 2 * Depth);
        ref var s = ref MemoryMarshal.GetReference(samples);
        ref var t = ref MemoryMarshal.GetArrayDataReference(table);
        Vector256<double> c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default, c6 = default,
            c7 = default, c8 = default, c9 = default, c10 = default, c11 = default, c12 = default;
        nuint row = (nuint)rowLength, j = 0;
        for (var end = (nuint)(samples.Length & ~3); j < end; j += 4)
        {
            var v = Vector256.LoadUnsafe(ref s, j);
            c0 = Vector256.FusedMultiplyAdd(v, Vector256.LoadUnsafe(ref t, j), c0);
            c1 = Vector256.FusedMultiplyAdd(v, Vector256.LoadUnsafe(ref t, j + row), c1);
            c2 = Vector256.FusedMultiplyAdd(v, Vector256.LoadUnsafe(ref t, j + 2 * row), c2);
            c3 = Vector256.FusedMultiplyAdd(v, Vector256.LoadUnsafe(ref t, j + 3 * row), c3);
            c4 = Vector256.FusedMultiplyAdd(v, Vector256.LoadUnsafe(ref t, j + 4 * row), c4);
            c5 = Vector256.FusedMultiplyAdd(v, Vector256.LoadUnsafe(ref t, j + 5 * row), c5);
            c6 = Vector256.FusedMultiplyAdd(v, Vector256.LoadUnsafe(ref t, j + 6 * row), c6);
            c7 = Vector256.FusedMultiplyAdd(v, Vector256.LoadUnsafe(ref t, j + 7 * row), c7);
            c8 = Vector256.FusedMultiplyAdd(v, Vector256.LoadUnsafe(ref t, j + 8 * row), c8);
            c9 = Vector256.FusedMultiplyAdd(v, Vector256.LoadUnsafe(ref t, j + 9 * row), c9);
            c10 = Vector256.FusedMultiplyAdd(v, Vector256.LoadUnsafe(ref t, j + 10 * row), c10);
            c11 = Vector256.FusedMultiplyAdd(v, Vector256.LoadUnsafe(ref t, j + 11 * row), c11);
            c12 = Vector256.FusedMultiplyAdd(v, Vector256.LoadUnsafe(ref t, j + 12 * row), c12);
        }
        coefficients[12] = Vector256.Sum(c12);
        coefficients[11] = Vector256.Sum(c11);
        coefficients[10] = Vector256.Sum(c10);
        coefficients[9] = Vector256.Sum(c9);
        coefficients[8] = Vector256.Sum(c8);
        coefficients[7] = Vector256.Sum(c7);
        coefficients[6] = Vector256.Sum(c6);
        coefficients[5] = Vector256.Sum(c5);
        coefficients[4] = Vector256.Sum(c4);
        coefficients[3] = Vector256.Sum(c3);
        coefficients[2] = Vector256.Sum(c2);
        coefficients[1] = Vector256.Sum(c1);
        coefficients[0] = Vector256.Sum(c0);
        for (; (int)j < samples.Length; j++)
        {
            for (var p = 0; p < Terms; p++) coefficients[p] += samples[(int)j] * table[p * rowLength + (int)j];
        }
    }

    // The weight of sample low + 1 − depth + j at low + t.
    private static double Weight(int j, double t, int depth)
    {
        var offset = j + 1 - depth - t;
        var edge = offset <= 0 ? t + depth : 1 - t + depth;
        return Math.Sin(Math.PI * offset) / (Math.PI * offset) * (0.5 + 0.5 * Math.Cos(Math.PI * offset / edge));
    }

    // Σ c[p]·T_p(z) written as Σ m[p]·z^p, by the recurrence of the Chebyshev polynomials.
    private static void ToMonomials(ReadOnlySpan<double> chebyshev, Span<double> monomials)
    {
        Span<double> before = stackalloc double[Terms], at = stackalloc double[Terms], after = stackalloc double[Terms];
        monomials.Clear();
        (before[0], at[1]) = (1, 1);
        monomials[0] = chebyshev[0];
        for (var p = 1; p < Terms; p++)
        {
            for (var i = 0; i < Terms; i++) monomials[i] += chebyshev[p] * at[i];
            for (var i = 0; i < Terms; i++) after[i] = (i > 0 ? 2 * at[i - 1] : 0) - before[i];
            at.CopyTo(before);
            after.CopyTo(at);
        }
    }
}
