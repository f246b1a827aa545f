namespace VoiceStage.Acoustics.Recordings;

/// <summary>Samples at another rate, with the time at which they begin.</summary>
/// <param name="Samples">Shape [n].</param>
/// <param name="SampleRateHz">Samples per second.</param>
/// <param name="FirstTimeSeconds">Time of sample 0 in the original recording.</param>
internal readonly record struct ResampledSignal(ReadOnlyMemory<double> Samples, int SampleRateHz, double FirstTimeSeconds)
{
    /// <summary>The sample nearest to a time; may lie outside.</summary>
    public int NearestIndex(double timeSeconds) => (int)Math.Floor((timeSeconds - FirstTimeSeconds) * SampleRateHz + 0.5);

    /// <summary>y[i] = x[i] − exp(−2π·f·dx)·x[i−1]: lifts 6 dB an octave above a corner.</summary>
    public double[] Preemphasised(double cornerHz)
    {
        var factor = (double)Math.Exp(-2 * Math.PI * cornerHz / SampleRateHz);
        var x = Samples.Span;
        var y = new double[x.Length];
        if (y.Length > 0)
        {
            y[0] = x[0];
        }

        for (var i = 1; i < y.Length; i++)
        {
            y[i] = x[i] - factor * x[i - 1];
        }

        return y;
    }
}
