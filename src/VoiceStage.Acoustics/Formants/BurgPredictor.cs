using System.Numerics.Tensors;

namespace VoiceStage.Acoustics.Formants;

/// <summary>Linear prediction by Burg's method: coefficients that minimise the forward and backward error together; always stable.</summary>
/// <remarks>Source: Burg (1975); Andersen (1974). x[n] is predicted as Σ a[k]·x[n − k], k = 1 … order.</remarks>
internal sealed class BurgPredictor
{
    private readonly double[] forward;
    private readonly double[] backward;
    private readonly double[] scratch;
    private readonly double[] previous;

    public BurgPredictor(int sampleCount, int order)
    {
        forward = new double[sampleCount];
        backward = new double[sampleCount];
        scratch = new double[sampleCount];
        previous = new double[order];
        Coefficients = new double[order];
    }

    /// <summary>a[1] … a[order] of the last frame.</summary>
    public double[] Coefficients { get; }

    /// <summary>Finds the coefficients of one frame.</summary>
    /// <returns>False when the frame is silent.</returns>
    public bool Fit(ReadOnlySpan<double> frame)
    {
        var a = Coefficients;
        frame.CopyTo(forward);
        frame.CopyTo(backward);
        for (var order = 1; order <= a.Length; order++)
        {
            var ahead = forward.AsSpan(order, frame.Length - order);
            var behind = backward.AsSpan(order - 1, frame.Length - order);
            var energy = TensorPrimitives.SumOfSquares<double>(ahead) + TensorPrimitives.SumOfSquares<double>(behind);
            if (!(energy > 0))
            {
                return false;
            }

            var reflection = 2 * TensorPrimitives.Dot<double>(ahead, behind) / energy;
            a.AsSpan(0, order - 1).CopyTo(previous);
            a[order - 1] = reflection;
            for (var i = 0; i < order - 1; i++)
            {
                a[i] = previous[i] - reflection * previous[order - 2 - i];
            }

            if (order < a.Length)
            {
                var nextBehind = scratch.AsSpan(0, ahead.Length);
                TensorPrimitives.MultiplyAdd(ahead, -reflection, behind, nextBehind);
                TensorPrimitives.MultiplyAdd(behind, -reflection, ahead, ahead);
                nextBehind.CopyTo(backward.AsSpan(order));
            }
        }

        return true;
    }
}
