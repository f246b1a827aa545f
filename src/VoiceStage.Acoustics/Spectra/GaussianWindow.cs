namespace VoiceStage.Acoustics.Spectra;

/// <summary>The Gaussian window that Praat uses for formants and cepstra: e⁻¹² at its ends, lowered to reach 0 there.</summary>
internal static class GaussianWindow
{
    /// <summary>g[i] = (exp(−48(i − (n+1)/2)² / (n+1)²) − e⁻¹²) / (1 − e⁻¹²), i = 1 … n.</summary>
    public static double[] Make(int sampleCount)
    {
        var window = new double[sampleCount];
        var middle = 0.5 * (sampleCount + 1);
        var edge = Math.Exp(-12);
        for (var i = 1; i <= sampleCount; i++)
        {
            var distance = (i - middle) / (sampleCount + 1.0);
            window[i - 1] = (double)((Math.Exp(-48 * distance * distance) - edge) / (1 - edge));
        }

        return window;
    }
}
