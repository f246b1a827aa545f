namespace VoiceStage.Acoustics.Glottal;

/// <summary>Glottal flow of one frame by iterative adaptive inverse filtering.</summary>
/// <remarks>
/// <para>Twice: the glottis' own slope is estimated and taken out (first of order 1, then of order 8), the vocal tract is estimated from what is left, and taken out of the
/// frame. Source: Alku (1992), "Glottal wave analysis with pitch synchronous iterative adaptive inverse filtering", Speech Communication 11.</para>
/// <para>The filters start in the sound before the frame, so that their start is no click in it. 16 kHz only: the orders belong to the rate.</para>
/// </remarks>
internal sealed class GlottalInverseFilter
{
    public const int RateHz = 16_000;
    private const int TractOrder = 18, GlottisOrder = 8;

    /// <summary>Samples before the frame that are read with it.</summary>
    public const int Lead = 4 * TractOrder;

    private const double Leak = 0.99;

    private readonly LinearPredictor predictor;
    private readonly double[] before, work;
    private readonly double[] slope = new double[2], tract = new double[TractOrder + 1], glottis = new double[GlottisOrder + 1];

    public GlottalInverseFilter(int frameLength)
    {
        predictor = new LinearPredictor(frameLength, TractOrder);
        (before, work) = (new double[Lead + frameLength], new double[Lead + frameLength]);
        (Flow, Derivative) = (new double[frameLength], new double[frameLength]);
    }

    /// <summary>Flow of the last frame, in units of the signal; offset and slow drift mean nothing.</summary>
    public double[] Flow { get; }

    /// <summary>Its change from sample to sample, as the lips radiate it.</summary>
    public double[] Derivative { get; }

    /// <summary>Filters a frame.</summary>
    /// <param name="leadAndFrame">High-passed samples at 16 kHz, [<see cref="Lead"/> + frame].</param>
    /// <returns>False when the frame is silent.</returns>
    public bool Filter(ReadOnlySpan<double> leadAndFrame)
    {
        leadAndFrame.CopyTo(before);
        var frame = leadAndFrame[Lead..];
        if (!predictor.Fit(frame, slope) || !Take(slope, tract, integrate: false) || !Remove(tract, integrate: true)
            || !predictor.Fit(work.AsSpan(Lead), glottis) || !Take(glottis, tract, integrate: true) || !Remove(tract, integrate: false))
        {
            return false;
        }

        work.AsSpan(Lead).CopyTo(Derivative);
        LinearPredictor.Integrate(work, Leak);
        work.AsSpan(Lead).CopyTo(Flow);
        return true;
    }

    // The glottis' share goes, what is left tells the tract.
    private bool Take(double[] source, double[] found, bool integrate)
    {
        LinearPredictor.Inverse(source, before, work);
        if (integrate)
        {
            LinearPredictor.Integrate(work, Leak);
        }

        return predictor.Fit(work.AsSpan(Lead), found);
    }

    private bool Remove(double[] filter, bool integrate)
    {
        LinearPredictor.Inverse(filter, before, work);
        if (integrate)
        {
            LinearPredictor.Integrate(work, Leak);
        }

        return true;
    }
}
