using System.Numerics;

namespace VoiceStage.Acoustics.Synthesis;

/// <summary>Glottal pulse and vocal tract as one continuous-time filter: its response to an impulse at any time, sampled at any rate.</summary>
/// <remarks>
/// <para>H(s) = s/((s + a)(s + b)) · Π ω²/((s − p)(s − p*)): a glottal pulse falling by 12 dB an octave, radiation rising by 6, and the
/// resonances in cascade. The impulse response is a sum of decaying exponentials, one a pole (partial fractions), so a pulse between two
/// samples is exact, not rounded, and the same voice comes out at every rate: with five resonances it has fallen so far at half the rate that
/// nothing to speak of folds back.</para>
/// </remarks>
internal sealed class VocalTract
{
    // The two real poles of the glottal pulse, in hertz.
    private const double FirstGlottalHz = 150, SecondGlottalHz = 300;

    private readonly Complex[] poles, residues, decay, state;
    private readonly double sampleRateHz;

    public VocalTract(Vowel vowel, double sampleRateHz)
    {
        this.sampleRateHz = sampleRateHz;
        // Upper half-plane poles stand for their pair: twice the real part of their term. Times in milliseconds keep residues near 1.
        var upper = vowel.Resonances.Where(r => r.FrequencyHz < 0.47 * sampleRateHz)
            .Select(r => new Complex(-Math.PI * r.BandwidthHz, 2 * Math.PI * r.FrequencyHz) / 1000).ToArray();
        Complex[] real = [new(-2 * Math.PI * FirstGlottalHz / 1000, 0), new(-2 * Math.PI * SecondGlottalHz / 1000, 0)];
        poles = [.. real, .. upper];
        Complex[] all = [.. real, .. upper, .. upper.Select(Complex.Conjugate)];
        var gain = upper.Aggregate(1.0, (product, p) => product * (p.Real * p.Real + p.Imaginary * p.Imaginary));
        residues = [.. poles.Select(p => gain * p * (p.Imaginary == 0 ? 1 : 2) / all.Where(q => q != p).Aggregate(Complex.One, (product, q) => product * (p - q)))];
        decay = [.. poles.Select(p => Complex.Exp(p * 1000 / sampleRateHz))];
        state = new Complex[poles.Length];
    }

    /// <summary>Strikes the tract some time before the coming sample.</summary>
    /// <param name="amplitude">Strength of the impulse.</param>
    /// <param name="secondsBefore">How long before the coming sample, 0 to one sample period.</param>
    public void Strike(double amplitude, double secondsBefore)
    {
        for (var i = 0; i < poles.Length; i++) state[i] += amplitude * residues[i] * Complex.Exp(poles[i] * (1000 * secondsBefore));
    }

    /// <summary>The coming sample.</summary>
    public double Next()
    {
        double sum = 0;
        for (var i = 0; i < state.Length; i++)
        {
            sum += state[i].Real;
            state[i] *= decay[i];
        }
        return sum / sampleRateHz;
    }
}
