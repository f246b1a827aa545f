using System.Collections.Concurrent;
using System.Numerics;

namespace VoiceStage.Acoustics.Spectra;

/// <summary>Twiddle factors of one real transform size, computed in double and shared by every instance of that size.</summary>
internal sealed class FftTables<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Every speech window is a power of two below this; larger tables (whole files) are not kept alive.
    private const int LargestSharedSize = 1 << 17;
    private static readonly ConcurrentDictionary<int, FftTables<T>> Shared = new();

    private FftTables(int size)
    {
        var half = size / 2;
        SplitCosine = new T[half];
        SplitMinusSine = new T[half];
        for (var k = 0; k < half; k++) (SplitCosine[k], SplitMinusSine[k]) = Root(k, size);
        var passes = new List<Pass>();
        for (var n = half; n >= 4; n /= 4) passes.Add(new Pass(n));
        RadixFour = [.. passes];
        EndsWithRadixTwo = BitOperations.Log2((uint)half) % 2 == 1;
    }

    /// <summary>cos(2πk/N), k = 0..N/2 − 1.</summary>
    public T[] SplitCosine { get; }

    /// <summary>−sin(2πk/N), k = 0..N/2 − 1.</summary>
    public T[] SplitMinusSine { get; }

    /// <summary>One table a radix-4 pass, first pass first.</summary>
    public Pass[] RadixFour { get; }

    /// <summary>Whether N/2 is an odd power of two, so that one radix-2 pass ends the transform.</summary>
    public bool EndsWithRadixTwo { get; }

    public static FftTables<T> For(int size) =>
        size > LargestSharedSize ? new(size) : Shared.GetOrAdd(size, static s => new(s));

    private static (T Cosine, T MinusSine) Root(long k, long n)
    {
        var (sine, cosine) = Math.SinCos(-2 * Math.PI * k / n);
        return (T.CreateChecked(cosine), T.CreateChecked(sine));
    }

    /// <summary>w^p, w^2p, w^3p with w = exp(−2πi/n) for p = 0..n/4 − 1.</summary>
    internal sealed class Pass
    {
        public Pass(int n)
        {
            var quarter = n / 4;
            (W1R, W1I, W2R, W2I, W3R, W3I) =
                (new T[quarter], new T[quarter], new T[quarter], new T[quarter], new T[quarter], new T[quarter]);
            for (var p = 0; p < quarter; p++)
            {
                (W1R[p], W1I[p]) = Root(p, n);
                (W2R[p], W2I[p]) = Root(2L * p, n);
                (W3R[p], W3I[p]) = Root(3L * p, n);
            }
        }

        public T[] W1R { get; }
        public T[] W1I { get; }
        public T[] W2R { get; }
        public T[] W2I { get; }
        public T[] W3R { get; }
        public T[] W3I { get; }
    }
}
