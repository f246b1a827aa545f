using System.Numerics;

namespace VoiceStage.Acoustics.Spectra;

/// <summary>The textbook transform: complex radix-2, recursive halves, double precision. Slow, short, and the twin that <see cref="RealFft{T}"/> is tested against.</summary>
internal static class ReferenceFft
{
    /// <summary>Σ x[n]·exp(−2πi·k·n/N), N a power of two.</summary>
    public static Complex[] Forward(ReadOnlySpan<Complex> x)
    {
        if (x.Length == 1) return [x[0]];
        var half = x.Length / 2;
        var (even, odd) = (new Complex[half], new Complex[half]);
        for (var i = 0; i < half; i++) (even[i], odd[i]) = (x[2 * i], x[2 * i + 1]);
        (even, odd) = (Forward(even), Forward(odd));
        var result = new Complex[x.Length];
        for (var k = 0; k < half; k++)
        {
            var turned = odd[k] * Complex.FromPolarCoordinates(1, -2 * Math.PI * k / x.Length);
            (result[k], result[k + half]) = (even[k] + turned, even[k] - turned);
        }
        return result;
    }
}
