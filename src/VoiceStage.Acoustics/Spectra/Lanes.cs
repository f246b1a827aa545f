using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace VoiceStage.Acoustics.Spectra;

/// <summary>Moves between vector lanes that the transform needs; where the machine has no such instruction, the callers run their scalar loops.</summary>
internal static class Lanes
{
    /// <summary>Whether <c>StoreTransposed</c> can be used for this precision.</summary>
    public static bool CanTranspose<T>() => typeof(T) == typeof(float) ? Sse.IsSupported : Avx.IsSupported;

    /// <summary>Splits (even, odd) pairs; returns how many pairs were done, the caller does the rest.</summary>
    public static int Deinterleave<T>(ReadOnlySpan<T> pairs, T[] even, T[] odd) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!Avx2.IsSupported) return 0;
        var done = 0;
        ref var source = ref MemoryMarshal.GetReference(pairs);
        for (var count = pairs.Length / 2; done + Vector256<T>.Count <= count; done += Vector256<T>.Count)
        {
            var a = Vector256.LoadUnsafe(ref source, (nuint)(2 * done));
            var b = Vector256.LoadUnsafe(ref source, (nuint)(2 * done + Vector256<T>.Count));
            if (typeof(T) == typeof(float))
            {
                var (af, bf) = (a.AsSingle(), b.AsSingle());
                Avx2.Permute4x64(Avx.Shuffle(af, bf, 0b10_00_10_00).AsDouble(), 0b11_01_10_00).As<double, T>().StoreUnsafe(ref even[0], (nuint)done);
                Avx2.Permute4x64(Avx.Shuffle(af, bf, 0b11_01_11_01).AsDouble(), 0b11_01_10_00).As<double, T>().StoreUnsafe(ref odd[0], (nuint)done);
            }
            else
            {
                var (ad, bd) = (a.AsDouble(), b.AsDouble());
                Avx2.Permute4x64(Avx.UnpackLow(ad, bd), 0b11_01_10_00).As<double, T>().StoreUnsafe(ref even[0], (nuint)done);
                Avx2.Permute4x64(Avx.UnpackHigh(ad, bd), 0b11_01_10_00).As<double, T>().StoreUnsafe(ref odd[0], (nuint)done);
            }
        }
        return done;
    }

    /// <summary>Joins (even, odd) into pairs times <paramref name="scale"/>; returns how many pairs were done.</summary>
    public static int InterleaveScaled<T>(T[] even, T[] odd, T scale, Span<T> pairs) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!Avx2.IsSupported) return 0;
        var done = 0;
        ref var target = ref MemoryMarshal.GetReference(pairs);
        var factor = Vector256.Create(scale);
        for (var count = pairs.Length / 2; done + Vector256<T>.Count <= count; done += Vector256<T>.Count)
        {
            var a = Vector256.LoadUnsafe(ref even[0], (nuint)done) * factor;
            var b = Vector256.LoadUnsafe(ref odd[0], (nuint)done) * factor;
            Vector256<T> low, high;
            if (typeof(T) == typeof(float))
                (low, high) = (Avx.UnpackLow(a.AsSingle(), b.AsSingle()).As<float, T>(), Avx.UnpackHigh(a.AsSingle(), b.AsSingle()).As<float, T>());
            else
                (low, high) = (Avx.UnpackLow(a.AsDouble(), b.AsDouble()).As<double, T>(), Avx.UnpackHigh(a.AsDouble(), b.AsDouble()).As<double, T>());
            Avx.Permute2x128(low.AsDouble(), high.AsDouble(), 0x20).As<double, T>().StoreUnsafe(ref target, (nuint)(2 * done));
            Avx.Permute2x128(low.AsDouble(), high.AsDouble(), 0x31).As<double, T>().StoreUnsafe(ref target, (nuint)(2 * done + Vector256<T>.Count));
        }
        return done;
    }

    /// <summary>The lanes in reverse order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Reverse<T>(Vector256<T> v) =>
        typeof(T) == typeof(float)
            ? Vector256.Shuffle(v.AsSingle(), Vector256.Create(7, 6, 5, 4, 3, 2, 1, 0)).As<float, T>()
            : Vector256.Shuffle(v.AsDouble(), Vector256.Create(3L, 2, 1, 0)).As<double, T>();

    /// <summary>Stores the 4 × 4 block whose rows are a, b, c, d column by column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d, ref float target, nuint offset)
    {
        var (abLow, abHigh) = (Sse.UnpackLow(a, b), Sse.UnpackHigh(a, b));
        var (cdLow, cdHigh) = (Sse.UnpackLow(c, d), Sse.UnpackHigh(c, d));
        Sse.MoveLowToHigh(abLow, cdLow).StoreUnsafe(ref target, offset);
        Sse.MoveHighToLow(cdLow, abLow).StoreUnsafe(ref target, offset + 4);
        Sse.MoveLowToHigh(abHigh, cdHigh).StoreUnsafe(ref target, offset + 8);
        Sse.MoveHighToLow(cdHigh, abHigh).StoreUnsafe(ref target, offset + 12);
    }

    /// <inheritdoc cref="StoreTransposed(Vector128{float}, Vector128{float}, Vector128{float}, Vector128{float}, ref float, nuint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed(Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d, ref double target, nuint offset)
    {
        var (abLow, abHigh) = (Avx.UnpackLow(a, b), Avx.UnpackHigh(a, b));
        var (cdLow, cdHigh) = (Avx.UnpackLow(c, d), Avx.UnpackHigh(c, d));
        Avx.Permute2x128(abLow, cdLow, 0x20).StoreUnsafe(ref target, offset);
        Avx.Permute2x128(abHigh, cdHigh, 0x20).StoreUnsafe(ref target, offset + 4);
        Avx.Permute2x128(abLow, cdLow, 0x31).StoreUnsafe(ref target, offset + 8);
        Avx.Permute2x128(abHigh, cdHigh, 0x31).StoreUnsafe(ref target, offset + 12);
    }
}
