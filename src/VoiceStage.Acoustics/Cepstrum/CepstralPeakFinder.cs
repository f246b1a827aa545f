using System.Numerics.Tensors;

namespace VoiceStage.Acoustics.Cepstrum;

/// <summary>Height of the cepstral peak above a robust straight line.</summary>
/// <remarks>The line is Theil's incomplete method: point i is paired with point i + n/2, the slope is the median of the pairs' slopes, the
/// offset the median of what is left. All quefrencies but 0 take part. Both medians are found to 1e-5 dB.</remarks>
internal sealed class CepstralPeakFinder
{
    private const float ToleranceDb = 1e-5f;

    /// <summary>How far a median moves from one frame to the next, 2 ms later, in nearly all frames of speech.</summary>
    private const float UsualMoveDb = 0.5f;

    private const float DecibelsPerLog2 = 3.0102999566f;

    private readonly float[] decibels;
    private readonly float[] differences;
    private readonly float[] rest;
    private readonly float[] places;
    private readonly int lowest;
    private readonly int highest;
    private float lastSlope;
    private float lastOffset;

    public CepstralPeakFinder(CepstralPeakOptions options, int quefrencyCount, double quefrencyStepSeconds)
    {
        decibels = new float[quefrencyCount];
        var points = quefrencyCount - 1;
        differences = new float[points / 2];
        rest = new float[points];
        places = [.. Enumerable.Range(1, points).Select(k => (float)k)];
        lowest = Math.Max(1, (int)Math.Ceiling(1 / options.PitchCeilingHz / quefrencyStepSeconds));
        highest = Math.Min(quefrencyCount - 2, (int)Math.Floor(1 / options.PitchFloorHz / quefrencyStepSeconds));
    }

    /// <summary>Peak prominence of one smoothed power cepstrum, in dB, ≥ 0.</summary>
    public double ProminenceDb(ReadOnlySpan<float> power)
    {
        TensorPrimitives.Add(power, 1e-30f, decibels);
        TensorPrimitives.Log2<float>(decibels, decibels);
        TensorPrimitives.Multiply(decibels, DecibelsPerLog2, decibels);
        SubtractLine();
        double best = Math.Max(At(lowest), At(highest));
        for (var k = lowest; k <= highest; k++)
        {
            var (before, here, after) = (At(k - 1), At(k), At(k + 1));
            if (here > before && here >= after)
            {
                var slope = 0.5 * (after - before);
                var bend = 2.0 * here - before - after;
                best = Math.Max(best, here + 0.5 * slope * slope / bend);
            }
        }

        return best;
    }

    private double At(int quefrency) => Math.Max(0f, rest[quefrency - 1]);

    private void SubtractLine()
    {
        var y = decibels.AsSpan(1);
        var distance = (y.Length + 1) / 2;
        TensorPrimitives.Subtract(y.Slice(distance, differences.Length), y[..differences.Length], differences);
        lastSlope = Median(differences, lastSlope);
        TensorPrimitives.MultiplyAdd(places, -lastSlope / distance, y, rest);
        lastOffset = Median(rest, lastOffset);
        TensorPrimitives.Subtract(rest, lastOffset, rest);
    }

    private static float Median(ReadOnlySpan<float> values, float last)
    {
        var half = values.Length / 2;
        var upper = FastMedian.SelectNear(values, half, ToleranceDb, last, UsualMoveDb);
        return values.Length % 2 == 1 ? upper : (upper + FastMedian.Previous(values, half, upper, ToleranceDb)) / 2;
    }
}
