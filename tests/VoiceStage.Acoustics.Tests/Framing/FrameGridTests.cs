using VoiceStage.Acoustics.Framing;

namespace VoiceStage.Acoustics.Tests.Framing;

public class FrameGridTests
{
    [Theory]
    [InlineData(62400, 16000, 0.04, 0.01, 387, 0.02)] // 3.9 s: published count of a reference analysis
    [InlineData(480, 16000, 0.04, 0.01, 0, 0)]
    [InlineData(0, 16000, 0.04, 0.01, 0, 0)]
    [InlineData(800, 16000, 0.04, 0.01, 2, 0.02)]
    [InlineData(840, 16000, 0.04, 0.01, 2, 0.02125)]
    public void Centred_Window_SharesTheRemainder(int samples, int rate, double window, double step, int count, double first)
    {
        var grid = FrameGrid.Centred(samples, rate, window, step);
        Assert.Equal(count, grid.FrameCount);
        if (count > 0) Assert.Equal(first, grid.FirstTimeSeconds, 1e-12);
    }

    // At 8 kHz sample 0 stands at 62.5 µs and sample 1 at 187.5 µs.
    [Theory]
    [InlineData(0.0, -1, 0, 0)]
    [InlineData(0.0000625, 0, 0, 0)]
    [InlineData(0.0001, 0, 0, 1)]
    [InlineData(0.000125, 0, 1, 1)]
    [InlineData(0.00018, 0, 1, 1)]
    [InlineData(0.0001875, 1, 1, 1)]
    public void Indices_AtATime_AreBeforeNearestAndAfter(double time, int low, int nearest, int high)
    {
        Assert.Equal(low, SampleTime.LowIndex(time, 1.0 / 8000));
        Assert.Equal(nearest, SampleTime.NearestIndex(time, 1.0 / 8000));
        Assert.Equal(high, SampleTime.HighIndex(time, 1.0 / 8000));
    }

    [Theory]
    [InlineData(0.5, 2.5)]
    [InlineData(0.0, 0.5)] // extrapolated: half a step below the smallest
    [InlineData(1.0, 4.5)]
    [InlineData(0.25, 1.5)]
    public void Quantile_OfFourValues_FollowsTheLine(double q, double expected) =>
        Assert.Equal(expected, Quantile.OfUnsorted(new double[] { 3, 1, 4, 2 }, q), 1e-12);

    [Fact]
    public void Quantile_OfNoneAndOne_IsNaNAndTheOne()
    {
        Assert.True(double.IsNaN(Quantile.OfSorted([], 0.5)));
        Assert.Equal(7, Quantile.OfSorted([7.0], 0.9));
    }
}
