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

    [Fact]
    public void Marked_NarrowBandInAWideFile_SaysWhatTheLineDid()
    {
        var narrow = VoiceStage.Acoustics.Recordings.Resampler.Resample(Sounds.Vowel(150, 2, [700, 1_200, 2_600], rate: 8_000), 48_000);
        var marked = VoiceStage.Acoustics.Profiles.VoiceMeasurement.Measure(narrow, null, TestContext.Current.CancellationToken).Marked!;
        Assert.Contains("f3_median_hz", marked.Keys);
        Assert.DoesNotContain("jitter_local", marked.Keys);
        Assert.StartsWith("bandwidth ", marked["cpps_db"], StringComparison.Ordinal);
        var wide = Sounds.Mix(Sounds.Vowel(150, 2, [700, 1_200, 2_600]), Sounds.Noise(2, amplitude: 0.01));
        Assert.Null(VoiceStage.Acoustics.Profiles.VoiceMeasurement.Measure(wide, null, TestContext.Current.CancellationToken).Marked);
        Assert.Equal(marked.Keys.Order(), VoiceStage.Acoustics.Tests.Streaming.Spoken.Profile(narrow).Marked!.Keys.Order());
    }
}
