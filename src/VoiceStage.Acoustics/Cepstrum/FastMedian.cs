using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VoiceStage.Acoustics.Cepstrum;

/// <summary>Median by halving a bracket and counting how many values lie below: no sorting, vector speed, as exact as asked.</summary>
internal static class FastMedian
{
    /// <summary>The value below which <paramref name="rank"/> of the values lie, to within a tolerance.</summary>
    /// <param name="values">Shape [n], n ≥ 1, finite.</param>
    /// <param name="rank">0 to n − 1.</param>
    /// <param name="tolerance">Largest error, above 0.</param>
    public static float Select(ReadOnlySpan<float> values, int rank, float tolerance)
    {
        var low = TensorPrimitives.Min(values);
        var high = TensorPrimitives.Max(values);
        return Halve(values, rank, tolerance, low, high);
    }

    private static float Halve(ReadOnlySpan<float> values, int rank, float tolerance, float low, float high)
    {
        // Each pass at least halves the bracket; 64 passes exhaust the precision of any float bracket.
        for (var pass = 0; pass < 64 && high - low > tolerance; pass++)
        {
            var middle = low + (high - low) / 2;
            if (CountBelow(values, middle) > rank)
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return low + (high - low) / 2;
    }

    /// <summary>The same, looking first where the answer is expected: consecutive frames have nearly the same median, and half of the passes are saved.</summary>
    /// <param name="values">Shape [n], n ≥ 1, finite.</param>
    /// <param name="rank">0 to n − 1.</param>
    /// <param name="tolerance">Largest error, above 0.</param>
    /// <param name="expected">A guess; any value gives the right answer, a near one sooner.</param>
    /// <param name="reach">How far from the guess the answer usually lies, above 0.</param>
    public static float SelectNear(ReadOnlySpan<float> values, int rank, float tolerance, float expected, float reach)
    {
        var (low, high) = (expected - reach, expected + reach);
        if (!(CountBelow(values, low) <= rank && CountBelow(values, high) > rank))
        {
            return Select(values, rank, tolerance);
        }

        return Halve(values, rank, tolerance, low, high);
    }

    /// <summary>The value one rank below a value that <see cref="Select"/> found.</summary>
    /// <param name="values">The same values.</param>
    /// <param name="rank">The rank that was asked for.</param>
    /// <param name="found">What was found.</param>
    /// <param name="tolerance">The tolerance that was asked for.</param>
    public static float Previous(ReadOnlySpan<float> values, int rank, float found, float tolerance)
    {
        // Fewer than rank values clearly below: the neighbour is equal to within the tolerance.
        var limit = found - tolerance;
        return CountBelow(values, limit) < rank ? found : LargestBelow(values, limit);
    }

    private static float LargestBelow(ReadOnlySpan<float> values, float limit)
    {
        var best = float.NegativeInfinity;
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var first = ref MemoryMarshal.GetReference(values);
            var wall = Vector256.Create(limit);
            var lowest = Vector256.Create(float.NegativeInfinity);
            var largest = lowest;
            for (; i + Vector256<float>.Count <= values.Length; i += Vector256<float>.Count)
            {
                var lanes = Vector256.LoadUnsafe(ref first, (nuint)i);
                largest = Vector256.Max(largest, Vector256.ConditionalSelect(Vector256.LessThan(lanes, wall), lanes, lowest));
            }

            for (var lane = 0; lane < Vector256<float>.Count; lane++)
            {
                best = Math.Max(best, largest[lane]);
            }
        }

        for (; i < values.Length; i++)
        {
            best = values[i] < limit && values[i] > best ? values[i] : best;
        }

        return best;
    }

    private static int CountBelow(ReadOnlySpan<float> values, float limit)
    {
        var count = 0;
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var first = ref MemoryMarshal.GetReference(values);
            var wall = Vector256.Create(limit);
            var sum = Vector256<int>.Zero;
            for (; i + Vector256<float>.Count <= values.Length; i += Vector256<float>.Count)
            {
                // A true lane is all ones, which is -1.
                sum -= Vector256.LessThan(Vector256.LoadUnsafe(ref first, (nuint)i), wall).AsInt32();
            }

            count = Vector256.Sum(sum);
        }

        for (; i < values.Length; i++)
        {
            count += values[i] < limit ? 1 : 0;
        }

        return count;
    }
}
