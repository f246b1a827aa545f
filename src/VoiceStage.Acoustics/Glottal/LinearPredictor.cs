using System.Numerics.Tensors;

namespace VoiceStage.Acoustics.Glottal;

/// <summary>Linear prediction by autocorrelation: always a stable filter, as inverse filtering in steps needs.</summary>
internal sealed class LinearPredictor
{
    private readonly double[] windowed, correlation, previous;
    private readonly double[] window;

    /// <summary>Makes one.</summary>
    /// <param name="length">Samples a frame.</param>
    /// <param name="largestOrder">Highest order it will be asked for.</param>
    public LinearPredictor(int length, int largestOrder)
    {
        (windowed, correlation, previous) = (new double[length], new double[largestOrder + 1], new double[largestOrder + 1]);
        window = [.. Enumerable.Range(0, length).Select(i => 0.5 - 0.5 * Math.Cos(2 * Math.PI * (i + 0.5) / length))];
    }

    /// <summary>Finds the inverse filter of a frame.</summary>
    /// <param name="frame">[length]; a Hann window is put over it.</param>
    /// <param name="filter">Takes 1, a₁ … aₙ.</param>
    /// <returns>False when the frame is silent.</returns>
    public bool Fit(ReadOnlySpan<double> frame, Span<double> filter)
    {
        TensorPrimitives.Multiply(frame, window, windowed);
        var order = filter.Length - 1;
        for (var lag = 0; lag <= order; lag++)
        {
            correlation[lag] = TensorPrimitives.Dot(windowed.AsSpan(lag), windowed.AsSpan(0, windowed.Length - lag));
        }

        filter.Clear();
        filter[0] = 1;
        // A millionth of white noise keeps the recursion from dividing by nothing on a pure tone.
        var error = correlation[0] * (1 + 1e-9);
        if (!(error > 1e-30))
        {
            return false;
        }

        for (var i = 1; i <= order; i++)
        {
            var sum = correlation[i];
            for (var k = 1; k < i; k++)
            {
                sum += filter[k] * correlation[i - k];
            }

            var reflection = -sum / error;
            filter[..i].CopyTo(previous);
            for (var k = 1; k < i; k++)
            {
                filter[k] = previous[k] + reflection * previous[i - k];
            }

            filter[i] = reflection;
            error *= 1 - reflection * reflection;
            if (!(error > 0))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Runs a signal through the inverse filter; what lies before it is taken for silence.</summary>
    public static void Inverse(ReadOnlySpan<double> filter, ReadOnlySpan<double> signal, Span<double> result)
    {
        for (var n = 0; n < signal.Length; n++)
        {
            var sum = 0.0;
            for (var k = 0; k < filter.Length && k <= n; k++)
            {
                sum += filter[k] * signal[n - k];
            }

            result[n] = sum;
        }
    }

    /// <summary>Leaky sum, in place: undoes the radiation at the lips.</summary>
    public static void Integrate(Span<double> signal, double leak)
    {
        var sum = 0.0;
        foreach (ref var value in signal)
        {
            sum = value + leak * sum;
            value = sum;
        }
    }
}
