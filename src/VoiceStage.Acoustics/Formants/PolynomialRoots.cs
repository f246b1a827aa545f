using System.Numerics;

namespace VoiceStage.Acoustics.Formants;

/// <summary>All complex roots of a real polynomial at once, by the iteration of Aberth and Ehrlich.</summary>
/// <remarks>Starts from the roots of the frame before, which speech moves little: about five passes instead of twelve. Source: Aberth (1973).</remarks>
internal sealed class PolynomialRoots
{
    private const int MostPasses = 60;
    private const double Tolerance = 1e-11;

    private readonly Complex[] roots;
    private bool isWarm;

    public PolynomialRoots(int degree) => roots = new Complex[degree];

    /// <summary>Roots of z^n − a[1]·z^(n−1) − … − a[n]; valid until the next call.</summary>
    /// <returns>An empty span when the iteration does not settle.</returns>
    public ReadOnlySpan<Complex> Find(ReadOnlySpan<double> coefficients)
    {
        if (isWarm)
        {
            // A start that is symmetric about the real axis could never turn two real roots into a pair: turn it a little.
            var turn = Complex.FromPolarCoordinates(1, 0.02);
            for (var i = 0; i < roots.Length; i++)
            {
                roots[i] *= turn;
            }
        }

        isWarm = (isWarm && Settle(coefficients)) || StartAfresh(coefficients);
        return isWarm ? roots : [];
    }

    private bool StartAfresh(ReadOnlySpan<double> coefficients)
    {
        for (var i = 0; i < roots.Length; i++)
        {
            roots[i] = Complex.FromPolarCoordinates(0.9, 2 * Math.PI * (i + 0.3) / roots.Length);
        }

        return Settle(coefficients);
    }

    private bool Settle(ReadOnlySpan<double> coefficients)
    {
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var largest = 0.0;
            for (var i = 0; i < roots.Length; i++)
            {
                var step = Step(coefficients, i);
                roots[i] -= step;
                largest = Math.Max(largest, Math.Abs(step.Real) + Math.Abs(step.Imaginary));
            }

            if (!double.IsFinite(largest))
            {
                return false;
            }

            if (largest < Tolerance)
            {
                return true;
            }
        }

        return false;
    }

    private Complex Step(ReadOnlySpan<double> coefficients, int index)
    {
        var (x, y) = (roots[index].Real, roots[index].Imaginary);
        // Horner for the polynomial p and its slope q together.
        double pr = 1, pi = 0, qr = 0, qi = 0;
        foreach (var a in coefficients)
        {
            (qr, qi) = (qr * x - qi * y + pr, qr * y + qi * x + pi);
            (pr, pi) = (pr * x - pi * y - a, pr * y + pi * x);
        }

        double sr = 0, si = 0;
        for (var j = 0; j < roots.Length; j++)
        {
            var (dr, di) = (x - roots[j].Real, y - roots[j].Imaginary);
            var norm = dr * dr + di * di;
            if (j != index && norm > 0)
            {
                sr += dr / norm;
                si -= di / norm;
            }
        }

        // p / (q − p·s)
        var (br, bi) = (qr - (pr * sr - pi * si), qi - (pr * si + pi * sr));
        var scale = br * br + bi * bi;
        return scale > 0 ? new Complex((pr * br + pi * bi) / scale, (pi * br - pr * bi) / scale) : Complex.Zero;
    }
}
