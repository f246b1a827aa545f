using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VoiceStage.Acoustics.Spectra;

/// <summary>Discrete Fourier transform of real samples, forward and inverse, for one power-of-two size and one precision.</summary>
/// <remarks>
/// <para>A real transform of N points is a complex one of N/2 (even samples as real, odd as imaginary parts) and one pass that takes the two
/// halves apart. The complex transform is Stockham's radix-4: no bit reversal, and every pass runs on whole vectors (<see cref="StockhamPasses"/>).
/// <see cref="ReferenceFft"/> is the slow twin it is tested against.</para>
/// <para>Nothing is allocated after construction. An instance holds its work buffers and serves one thread at a time; the tables are shared.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class RealFft<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Largest size accepted: 2^26 samples, 70 minutes at 16 kHz; above that whole-file transforms are a mistake.</summary>
    public const int LargestSize = 1 << 26;

    private readonly FftTables<T> tables;
    private readonly T[] re, im, re2, im2;
    private readonly int half;

    /// <summary>Prepares a transform.</summary>
    /// <param name="size">Number of real samples N: a power of two, 4 to <see cref="LargestSize"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not such a power of two.</exception>
    public RealFft(int size)
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double)) throw new NotSupportedException("float or double only");
        if (size is < 4 or > LargestSize || !BitOperations.IsPow2(size))
            throw new ArgumentOutOfRangeException(nameof(size), size, $"a power of two from 4 to {LargestSize}");
        Size = size;
        half = size / 2;
        tables = FftTables<T>.For(size);
        re = new T[half];
        im = new T[half];
        re2 = new T[half];
        im2 = new T[half];
    }

    /// <summary>Number of real samples N.</summary>
    public int Size { get; }

    /// <summary>Number of bins, N/2 + 1; bin k stands at k·rate/N hertz.</summary>
    public int BinCount => half + 1;

    /// <summary>X[k] = Σ x[n]·exp(−2πi·k·n/N), without scaling.</summary>
    /// <param name="samples">At most N; fewer are padded with zeros.</param>
    /// <param name="real">Real parts, at least <see cref="BinCount"/>.</param>
    /// <param name="imaginary">Imaginary parts, at least <see cref="BinCount"/>; first and last are 0.</param>
    public void Forward(ReadOnlySpan<T> samples, Span<T> real, Span<T> imaginary)
    {
        if (samples.Length > Size) throw new ArgumentException($"{samples.Length} samples do not fit a transform of {Size}", nameof(samples));
        RequireBins(real.Length, imaginary.Length);
        Split(samples);
        var (zr, zi) = StockhamPasses.Transform(tables, re, im, re2, im2);
        Untangle(zr, zi, real, imaginary);
    }

    /// <summary>x[n] = (1/N)·Σ X[k]·exp(2πi·k·n/N) over the whole, conjugate-symmetric spectrum: undoes <see cref="Forward"/>.</summary>
    /// <param name="real">Real parts of bins 0..N/2.</param>
    /// <param name="imaginary">Imaginary parts of bins 0..N/2; those of the first and last bin are not looked at.</param>
    /// <param name="samples">At most N; fewer take the first ones.</param>
    public void Inverse(ReadOnlySpan<T> real, ReadOnlySpan<T> imaginary, Span<T> samples)
    {
        RequireBins(real.Length, imaginary.Length);
        if (samples.Length > Size) throw new ArgumentException($"{samples.Length} samples asked of a transform of {Size}", nameof(samples));
        Entangle(real, imaginary);
        // With real and imaginary parts swapped the forward passes compute the inverse, swapped again.
        var (zi, zr) = StockhamPasses.Transform(tables, im, re, im2, re2);
        Join(zr, zi, samples);
    }

    /// <summary>|X[k]|² for k = 0..N/2, without scaling.</summary>
    /// <param name="samples">At most N; fewer are padded with zeros.</param>
    /// <param name="power">At least <see cref="BinCount"/>.</param>
    public void PowerSpectrum(ReadOnlySpan<T> samples, Span<T> power)
    {
        if (samples.Length > Size) throw new ArgumentException($"{samples.Length} samples do not fit a transform of {Size}", nameof(samples));
        RequireBins(power.Length, power.Length);
        Split(samples);
        var (zr, zi) = StockhamPasses.Transform(tables, re, im, re2, im2);
        UntanglePower(zr, zi, power);
    }

    /// <summary>Circular autocorrelation Σ x[n]·x[n+τ] (n + τ modulo N); it is the linear one for τ up to N − number of samples.</summary>
    /// <param name="samples">At most N; fewer are padded with zeros.</param>
    /// <param name="lags">τ = 0..length − 1, at most N/2 + 1 of them.</param>
    public void Autocorrelate(ReadOnlySpan<T> samples, Span<T> lags)
    {
        if (lags.Length > BinCount) throw new ArgumentException($"{lags.Length} lags asked, {BinCount} exist", nameof(lags));
        if (samples.Length > Size) throw new ArgumentException($"{samples.Length} samples do not fit a transform of {Size}", nameof(samples));
        Split(samples);
        var (zr, zi) = StockhamPasses.Transform(tables, re, im, re2, im2);
        // The free pair of buffers takes the power; power is real and even, so its transform is its inverse up to the scale.
        var free = ReferenceEquals(zr, re) ? (re2, im2) : (re, im);
        PowerEntangled(zr, zi, free.Item1, free.Item2);
        var (yi, yr) = StockhamPasses.Transform(tables, free.Item2, free.Item1, zi, zr);
        Join(yr, yi, lags);
    }

    private void RequireBins(int real, int imaginary)
    {
        if (real < BinCount || imaginary < BinCount) throw new ArgumentException($"{BinCount} bins are needed");
    }

    private void Split(ReadOnlySpan<T> samples)
    {
        var pairs = samples.Length / 2;
        var done = Lanes.Deinterleave(samples[..(2 * pairs)], re, im);
        for (var i = done; i < pairs; i++) (re[i], im[i]) = (samples[2 * i], samples[2 * i + 1]);
        if (pairs == half) return;
        re.AsSpan(pairs).Clear();
        im.AsSpan(pairs).Clear();
        if ((samples.Length & 1) != 0) re[pairs] = samples[^1];
    }

    private void Join(T[] zr, T[] zi, Span<T> samples)
    {
        var scale = T.One / T.CreateChecked(half);
        var pairs = samples.Length / 2;
        var done = Lanes.InterleaveScaled(zr, zi, scale, samples[..(2 * pairs)]);
        for (var i = done; i < pairs; i++) (samples[2 * i], samples[2 * i + 1]) = (zr[i] * scale, zi[i] * scale);
        if ((samples.Length & 1) != 0) samples[^1] = pairs < half ? zr[pairs] * scale : zr[0] * scale;
    }

    // X[k] = E[k] + w[k]·O[k] with E = ½(Z[k] + Z*[M−k]), O = −½i(Z[k] − Z*[M−k]), w[k] = exp(−2πik/N), M = N/2.
    private void Untangle(T[] zr, T[] zi, Span<T> real, Span<T> imaginary)
    {
        (real[0], imaginary[0]) = (zr[0] + zi[0], T.Zero);
        (real[half], imaginary[half]) = (zr[0] - zi[0], T.Zero);
        ref T r = ref MemoryMarshal.GetReference(real), i = ref MemoryMarshal.GetReference(imaginary);
        var k = 1;
        if (Vector256.IsHardwareAccelerated)
        {
            var half256 = Vector256.Create(T.CreateChecked(0.5));
            for (; k + Vector256<T>.Count <= half; k += Vector256<T>.Count)
            {
                UntangleVector(zr, zi, k, half256, out var xr, out var xi);
                xr.StoreUnsafe(ref r, (nuint)k);
                xi.StoreUnsafe(ref i, (nuint)k);
            }
        }
        for (; k < half; k++) (real[k], imaginary[k]) = UntangleOne(zr, zi, k);
    }

    private void UntanglePower(T[] zr, T[] zi, Span<T> power)
    {
        var (first, last) = (zr[0] + zi[0], zr[0] - zi[0]);
        (power[0], power[half]) = (first * first, last * last);
        ref var p = ref MemoryMarshal.GetReference(power);
        var k = 1;
        if (Vector256.IsHardwareAccelerated)
        {
            var half256 = Vector256.Create(T.CreateChecked(0.5));
            for (; k + Vector256<T>.Count <= half; k += Vector256<T>.Count)
            {
                UntangleVector(zr, zi, k, half256, out var xr, out var xi);
                (xr * xr + xi * xi).StoreUnsafe(ref p, (nuint)k);
            }
        }
        for (; k < half; k++)
        {
            var (xr, xi) = UntangleOne(zr, zi, k);
            power[k] = xr * xr + xi * xi;
        }
    }

    private void UntangleVector(T[] zr, T[] zi, int k, Vector256<T> half256, out Vector256<T> xr, out Vector256<T> xi)
    {
        var m = half - k - Vector256<T>.Count + 1;
        var ar = Vector256.LoadUnsafe(ref zr[0], (nuint)k);
        var ai = Vector256.LoadUnsafe(ref zi[0], (nuint)k);
        var br = Lanes.Reverse(Vector256.LoadUnsafe(ref zr[0], (nuint)m));
        var bi = Lanes.Reverse(Vector256.LoadUnsafe(ref zi[0], (nuint)m));
        var er = (ar + br) * half256;
        var ei = (ai - bi) * half256;
        var or = (ai + bi) * half256;
        var oi = (br - ar) * half256;
        var wr = Vector256.LoadUnsafe(ref tables.SplitCosine[0], (nuint)k);
        var wi = Vector256.LoadUnsafe(ref tables.SplitMinusSine[0], (nuint)k);
        xr = er + (wr * or - wi * oi);
        xi = ei + (wr * oi + wi * or);
    }

    private (T Real, T Imaginary) UntangleOne(T[] zr, T[] zi, int k)
    {
        var h = T.CreateChecked(0.5);
        var m = half - k;
        var (er, ei) = ((zr[k] + zr[m]) * h, (zi[k] - zi[m]) * h);
        var (or, oi) = ((zi[k] + zi[m]) * h, (zr[m] - zr[k]) * h);
        var (wr, wi) = (tables.SplitCosine[k], tables.SplitMinusSine[k]);
        return (er + (wr * or - wi * oi), ei + (wr * oi + wi * or));
    }

    // Z[k] = E[k] + i·O[k] with E = ½(X[k] + X*[M−k]), O = ½(X[k] − X*[M−k])·exp(+2πik/N).
    private void Entangle(ReadOnlySpan<T> real, ReadOnlySpan<T> imaginary)
    {
        var h = T.CreateChecked(0.5);
        (re[0], im[0]) = ((real[0] + real[half]) * h, (real[0] - real[half]) * h);
        ref T xr = ref MemoryMarshal.GetReference(real), xi = ref MemoryMarshal.GetReference(imaginary);
        var k = 1;
        if (Vector256.IsHardwareAccelerated)
        {
            var half256 = Vector256.Create(h);
            for (; k + Vector256<T>.Count <= half; k += Vector256<T>.Count)
            {
                var m = half - k - Vector256<T>.Count + 1;
                var ar = Vector256.LoadUnsafe(ref xr, (nuint)k);
                var ai = Vector256.LoadUnsafe(ref xi, (nuint)k);
                var br = Lanes.Reverse(Vector256.LoadUnsafe(ref xr, (nuint)m));
                var bi = Lanes.Reverse(Vector256.LoadUnsafe(ref xi, (nuint)m));
                var dr = (ar - br) * half256;
                var di = (ai + bi) * half256;
                var wr = Vector256.LoadUnsafe(ref tables.SplitCosine[0], (nuint)k);
                var wi = Vector256.LoadUnsafe(ref tables.SplitMinusSine[0], (nuint)k);
                var or = dr * wr + di * wi;
                var oi = di * wr - dr * wi;
                ((ar + br) * half256 - oi).StoreUnsafe(ref re[0], (nuint)k);
                ((ai - bi) * half256 + or).StoreUnsafe(ref im[0], (nuint)k);
            }
        }
        for (; k < half; k++)
        {
            var m = half - k;
            var (dr, di) = ((real[k] - real[m]) * h, (imaginary[k] + imaginary[m]) * h);
            var (wr, wi) = (tables.SplitCosine[k], tables.SplitMinusSine[k]);
            var (or, oi) = (dr * wr + di * wi, di * wr - dr * wi);
            re[k] = (real[k] + real[m]) * h - oi;
            im[k] = (imaginary[k] - imaginary[m]) * h + or;
        }
    }

    // The power of bins k and M−k, already entangled for the way back: with P real, Z[k] = ½(P[k]+P[M−k]) + i·½(P[k]−P[M−k])·exp(+2πik/N).
    private void PowerEntangled(T[] zr, T[] zi, T[] outR, T[] outI)
    {
        var h = T.CreateChecked(0.5);
        var (first, last) = (zr[0] + zi[0], zr[0] - zi[0]);
        (first, last) = (first * first, last * last);
        (outR[0], outI[0]) = ((first + last) * h, (first - last) * h);
        var k = 1;
        if (Vector256.IsHardwareAccelerated)
        {
            var half256 = Vector256.Create(h);
            for (; k + Vector256<T>.Count <= half; k += Vector256<T>.Count)
            {
                // |X[k]|² and |X[M−k]|² = A ± B with A = |E|² + |O|², B = 2·Re(E*·w·O).
                var m = half - k - Vector256<T>.Count + 1;
                var ar = Vector256.LoadUnsafe(ref zr[0], (nuint)k);
                var ai = Vector256.LoadUnsafe(ref zi[0], (nuint)k);
                var br = Lanes.Reverse(Vector256.LoadUnsafe(ref zr[0], (nuint)m));
                var bi = Lanes.Reverse(Vector256.LoadUnsafe(ref zi[0], (nuint)m));
                var er = (ar + br) * half256;
                var ei = (ai - bi) * half256;
                var or = (ai + bi) * half256;
                var oi = (br - ar) * half256;
                var wr = Vector256.LoadUnsafe(ref tables.SplitCosine[0], (nuint)k);
                var wi = Vector256.LoadUnsafe(ref tables.SplitMinusSine[0], (nuint)k);
                var tr = wr * or - wi * oi;
                var ti = wr * oi + wi * or;
                var both = er * er + ei * ei + tr * tr + ti * ti;
                var cross = er * tr + ei * ti;
                cross += cross;
                (both + cross * wi).StoreUnsafe(ref outR[0], (nuint)k);
                (cross * wr).StoreUnsafe(ref outI[0], (nuint)k);
            }
        }
        for (; k < half; k++)
        {
            var m = half - k;
            var (er, ei) = ((zr[k] + zr[m]) * h, (zi[k] - zi[m]) * h);
            var (or, oi) = ((zi[k] + zi[m]) * h, (zr[m] - zr[k]) * h);
            var (wr, wi) = (tables.SplitCosine[k], tables.SplitMinusSine[k]);
            var (tr, ti) = (wr * or - wi * oi, wr * oi + wi * or);
            var cross = (er * tr + ei * ti) * T.CreateChecked(2);
            outR[k] = er * er + ei * ei + tr * tr + ti * ti + cross * wi;
            outI[k] = cross * wr;
        }
    }
}
