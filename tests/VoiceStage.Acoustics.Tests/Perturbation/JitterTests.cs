using VoiceStage.Acoustics.Perturbation;
using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Acoustics.Tests.Perturbation;

public class JitterTests
{
    [Fact]
    public void Of_AlternatingPeriods_AreWorkedOutByHand()
    {
        // Periods 10, 11, 10, 11, ... ms: every neighbour differs by 1 ms.
        var pulses = Pulses(0.010, 0.011, 0.010, 0.011, 0.010, 0.011);
        var jitter = Jitter.Of(pulses);
        Assert.Equal(0.0105, jitter.MeanPeriodSeconds.Value, 1e-12);
        Assert.Equal(0.001, jitter.LocalAbsoluteSeconds.Value, 1e-12);
        Assert.Equal(0.001 / 0.0105, jitter.LocalRatio.Value, 1e-9);
        Assert.Equal(0.001 * 2 / 3 / 0.0105, jitter.Rap.Value, 1e-9);
        Assert.Equal(3 * jitter.Rap.Value, jitter.Ddp.Value, 1e-12);
        // Five periods: a middle of 10 has mean 10.4, a middle of 11 mean 10.6; both stand 0.4 off.
        Assert.Equal(0.0004 / 0.0105, jitter.Ppq5.Value, 1e-9);
    }

    [Fact]
    public void Of_AMissedPulse_IsNotCompared()
    {
        var jitter = Jitter.Of(Pulses(0.008, 0.008, 0.016, 0.008, 0.008));
        Assert.Equal(0, jitter.LocalRatio.Value, 1e-9);
        Assert.Equal(0.008, jitter.MeanPeriodSeconds.Value, 1e-12);
        Assert.Equal(Unmeasured.TooFewPeriods, jitter.Rap.Reason);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Of_FewerThanTwoPeriods_IsWithheld(int periods)
    {
        var jitter = Jitter.Of(Pulses([.. Enumerable.Repeat(0.01, periods)]));
        Assert.Equal(Unmeasured.TooFewPeriods, jitter.LocalRatio.Reason);
        Assert.Equal(Unmeasured.TooFewPeriods, jitter.LocalAbsoluteSeconds.Reason);
    }

    private static double[] Pulses(params double[] periods)
    {
        var times = new List<double> { 1.0 };
        foreach (var period in periods) times.Add(times[^1] + period);
        return [.. times];
    }
}
