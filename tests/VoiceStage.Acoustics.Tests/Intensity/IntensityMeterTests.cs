using VoiceStage.Acoustics.Intensity;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Tests.Intensity;

public class IntensityMeterTests
{
    [Theory]
    [InlineData(8_000)]
    [InlineData(16_000)]
    [InlineData(44_100)]
    public void Measure_Tone_IsItsMeanSquareRe4e10(int rate)
    {
        var track = IntensityMeter.Measure(Sounds.Tone(200, 1, rate, 0.5));
        var expected = 10 * Math.Log10(0.125 / 4e-10);
        Assert.All(track.Decibels, db => Assert.Equal(expected, db, 0.02));
    }

    [Fact]
    public void Measure_TenTimesTheAmplitude_Is20DbMore()
    {
        var quiet = Sounds.Noise(0.5, amplitude: 1e-4);
        var loud = Sounds.Scale(quiet, 1000);
        foreach (var (a, b) in IntensityMeter.Measure(quiet).Decibels.Zip(IntensityMeter.Measure(loud).Decibels))
        {
            Assert.Equal(60, b - a, 1e-3);
        }
    }

    [Fact]
    public void Measure_DcOffset_DoesNotCount()
    {
        var sound = Sounds.Tone(200, 0.5, amplitude: 0.01);
        var offset = new Recording(sound.Samples.ToArray().Select(x => x + 0.9f).ToArray(), 16_000);
        foreach (var (a, b) in IntensityMeter.Measure(sound).Decibels.Zip(IntensityMeter.Measure(offset).Decibels))
        {
            Assert.Equal(a, b, 0.01);
        }
    }

    [Fact]
    public void Measure_Silence_ReadsMinus300()
    {
        Assert.All(IntensityMeter.Measure(Sounds.Silence(0.3)).Decibels, db => Assert.Equal(IntensityTrack.SilentDb, db));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(1023, 0)]
    [InlineData(1024, 1)]
    public void Measure_ShorterThanTheWindow_HasNoFrame(int sampleCount, int frames)
    {
        Assert.Equal(frames, IntensityMeter.Measure(new Recording(new float[sampleCount], 16_000)).Decibels.Length);
    }
}
