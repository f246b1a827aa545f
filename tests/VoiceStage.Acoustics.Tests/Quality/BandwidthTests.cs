using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Quality;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Tests.Quality;

public class BandwidthTests
{
    [Theory]
    [InlineData(8_000, 3_700, 4_000)]
    [InlineData(16_000, 7_400, 8_000)]
    [InlineData(32_000, 14_800, 16_000)]
    public void Measure_UpsampledNoise_FindsTheOldBandNotTheNewRate(int oldRate, double low, double high)
    {
        var upsampled = Resampler.Resample(Sounds.Noise(1, oldRate), 48_000);
        Assert.InRange(Bandwidth.Measure(upsampled).Value, low, high);
    }

    [Fact]
    public void Measure_FullBandNoise_IsTheNyquistFrequency() => Assert.Equal(8_000, Bandwidth.Measure(Sounds.Noise(1)).Value);

    [Fact]
    public void Measure_NothingToMeasure_SaysWhy()
    {
        Assert.Equal(Unmeasured.Silent, Bandwidth.Measure(Sounds.Silence(1)).Reason);
        Assert.Equal(Unmeasured.TooShort, Bandwidth.Measure(Sounds.Noise(0.02)).Reason);
    }
}
