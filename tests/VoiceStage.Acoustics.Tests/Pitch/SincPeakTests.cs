using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Synthesis;

namespace VoiceStage.Acoustics.Tests.Pitch;

public class SincPeakTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(30)]
    [InlineData(51)]
    [InlineData(70)]
    public void ValueAt_AnyLag_EqualsTheInterpolation(int depth)
    {
        var mirrored = Mirrored(200, 1);
        for (var lag = 2.013; lag < 195; lag += 1.37)
            Assert.Equal(SincInterpolation.ValueAt(mirrored, 200 + lag, depth), SincPeak.ValueAt(mirrored, lag, depth), 1e-9);
    }

    [Theory]
    [InlineData(200, 70)]
    [InlineData(105, 70)]
    [InlineData(210, 700)]
    [InlineData(640, 700)]
    public void At_EveryMaximum_EqualsTheSearchingTwin(int lags, int depth)
    {
        var mirrored = Mirrored(lags, 2);
        var compared = 0;
        for (var lag = 2; lag < lags - 1; lag++)
        {
            if (!(mirrored[lags + lag] > mirrored[lags + lag - 1] && mirrored[lags + lag] >= mirrored[lags + lag + 1])) continue;
            var (index, value) = SincInterpolation.Peak(mirrored, lags + lag, depth);
            var (fastLag, fastValue) = SincPeak.At(mirrored, lag, depth);
            Assert.Equal(value, fastValue, 1e-7);
            Assert.Equal(index - lags, fastLag, 1e-4);
            compared++;
        }
        Assert.True(compared > 10);
    }

    [Fact]
    public void ValueAt_BandLimitedSignal_IsTheSignal()
    {
        var cosine = Enumerable.Range(-300, 601).Select(k => Math.Cos(0.4 * k)).ToArray();
        Assert.Equal(Math.Cos(0.4 * 50.37), SincPeak.ValueAt(cosine, 50.37, 70), 1e-4);
        Assert.Equal(Math.Cos(0.4 * 50.37), SincInterpolation.ValueAt(cosine, 350.37, 70), 1e-4);
    }

    // A correlation of smoothed noise with itself, lag 0 in the middle.
    private static double[] Mirrored(int lags, ulong seed)
    {
        var noise = new SeededNoise(seed);
        var x = new double[3 * lags];
        for (var i = 1; i < x.Length; i++) x[i] = 0.6 * x[i - 1] + noise.Gaussian();
        var r = new double[2 * lags + 1];
        for (var lag = 0; lag <= lags; lag++)
        {
            double sum = 0;
            for (var i = 0; i < 2 * lags; i++) sum += x[i] * x[i + lag];
            r[lags + lag] = r[lags - lag] = sum;
        }
        var energy = r[lags];
        return Array.ConvertAll(r, v => v / energy);
    }
}
