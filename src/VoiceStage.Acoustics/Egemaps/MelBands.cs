using System.Numerics.Tensors;

namespace VoiceStage.Acoustics.Egemaps;

/// <summary>Triangular filters at equal distances on the mel scale, as sums over the bins of a power spectrum.</summary>
/// <remarks>mel = 1127·ln(1 + f/700). Weights are taken at the bins' own frequencies, so the result does not depend on a rounding of filter edges.</remarks>
internal sealed class MelBands
{
    private readonly (int First, float[] Weights)[] filters;

    public MelBands(int count, double lowestHz, double highestHz, int transformSize, double sampleRateHz)
    {
        filters = new (int, float[])[count];
        CentresHz = new double[count];
        var (low, high) = (Mel(lowestHz), Mel(highestHz));
        for (var b = 0; b < count; b++)
        {
            var left = low + (high - low) * b / (count + 1);
            var middle = low + (high - low) * (b + 1) / (count + 1);
            var right = low + (high - low) * (b + 2) / (count + 1);
            CentresHz[b] = 700 * (Math.Exp(middle / 1127) - 1);
            var first = -1;
            var weights = new List<float>();
            for (var k = 1; k <= transformSize / 2; k++)
            {
                var mel = Mel(k * sampleRateHz / transformSize);
                var weight = Math.Min((mel - left) / (middle - left), (right - mel) / (right - middle));
                if (weight > 0)
                {
                    first = first < 0 ? k : first;
                    weights.Add((float)weight);
                }
            }

            filters[b] = (Math.Max(first, 0), [.. weights]);
        }
    }

    /// <summary>Centre frequencies.</summary>
    public double[] CentresHz { get; }

    /// <summary>Energy in each band.</summary>
    public void Sum(ReadOnlySpan<float> power, Span<double> bands)
    {
        for (var b = 0; b < filters.Length; b++)
        {
            var (first, weights) = filters[b];
            bands[b] = TensorPrimitives.Dot(power.Slice(first, weights.Length), weights);
        }
    }

    private static double Mel(double hz) => 1127 * Math.Log(1 + hz / 700);
}
