using System.Numerics;
using VoiceStage.Acoustics.Formants;

namespace VoiceStage.Acoustics.Tests.Formants;

public class PolynomialRootsTests
{
    [Fact]
    public void Find_KnownRoots_FindsThemColdAndWarm()
    {
        var finder = new PolynomialRoots(6);
        // Second set: what was a pair has become two real roots; third: back again.
        Complex[][] sets =
        [
            [new(0.9, 0.3), new(0.9, -0.3), new(-0.2, 0.8), new(-0.2, -0.8), new(0.1, 0.05), new(0.1, -0.05)],
            [new(0.9, 0.3), new(0.9, -0.3), new(-0.2, 0.8), new(-0.2, -0.8), new(0.14, 0), new(0.06, 0)],
            [new(0.8, 0.3), new(0.8, -0.3), new(-0.2, 0.8), new(-0.2, -0.8), new(0.1, 0.05), new(0.1, -0.05)],
        ];
        foreach (var truth in sets)
        {
            var found = finder.Find(Coefficients(truth)).ToArray();
            foreach (var root in truth)
            {
                Assert.Contains(found, z => (z - root).Magnitude < 1e-8);
            }
        }
    }

    private static double[] Coefficients(Complex[] roots)
    {
        Complex[] p = [1];
        foreach (var root in roots)
        {
            var next = new Complex[p.Length + 1];
            for (var i = 0; i < p.Length; i++)
            {
                next[i] += p[i];
                next[i + 1] -= root * p[i];
            }

            p = next;
        }

        return [.. p.Skip(1).Select(c => -c.Real)];
    }
}
