using VoiceStage.Acoustics.Harmonicity;
using VoiceStage.Acoustics.Perturbation;
using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Synthesis;

namespace VoiceStage.Acoustics.Tests.Synthesis;

public class SyntheticVoiceTests
{
    // Rings out within the period: what rings over smears neighbouring periods together, and jitter then reads low.
    private static readonly Vowel Short = new([new(900, 500), new(2500, 500)]);

    [Theory]
    [InlineData(8_000, 100)]
    [InlineData(16_000, 120)]
    [InlineData(22_050, 180)]
    [InlineData(44_100, 220)]
    [InlineData(48_000, 300)]
    public void Speak_ConstantF0_IsMeasuredAtEveryRate(int rate, double f0)
    {
        var voice = SyntheticVoice.Speak(new() { SampleRateHz = rate, F0Hz = f0 });
        var pitch = PitchStatistics.Of(PitchAnalysis.ByAutocorrelation(voice.Recording.Samples.Span, rate));
        Assert.Equal(f0, pitch.MedianHz.Value, f0 * 1e-4);
        Assert.Equal(f0, voice.TrueF0Hz, f0 * 1e-9);
        Assert.True(pitch.VoicedFraction.Value > 0.99);
    }

    [Theory]
    [InlineData(0.005, 120)]
    [InlineData(0.01, 150)]
    [InlineData(0.02, 120)]
    public void Speak_Jitter_IsMeasuredAsSet(double jitter, double f0)
    {
        var voice = SyntheticVoice.Speak(new() { SampleRateHz = 44_100, F0Hz = f0, JitterLocalRatio = jitter, DurationSeconds = 4, Vowel = Short });
        Assert.Equal(jitter, voice.TrueJitter.LocalRatio.Value, 0.12 * jitter);
        var samples = voice.Recording.Samples.Span;
        var pulses = GlottalPulses.Find(samples, 44_100, PitchAnalysis.ByAutocorrelation(samples, 44_100));
        Assert.Equal(voice.TrueJitter.LocalRatio.Value, Jitter.Of(pulses).LocalRatio.Value, 0.15 * jitter);
    }

    [Theory]
    [InlineData(0.03)]
    [InlineData(0.1)]
    public void Speak_Shimmer_IsMeasuredAsSet(double shimmer)
    {
        var voice = SyntheticVoice.Speak(new() { F0Hz = 100, ShimmerLocalRatio = shimmer, DurationSeconds = 4, Vowel = Short });
        Assert.Equal(shimmer, voice.TrueShimmerLocalRatio, 0.12 * shimmer);
        var samples = voice.Recording.Samples.Span;
        var pulses = GlottalPulses.Find(samples, 16_000, PitchAnalysis.ByAutocorrelation(samples, 16_000));
        Assert.Equal(voice.TrueShimmerLocalRatio, Shimmer.Of(samples, 16_000, pulses).LocalRatio.Value, 0.15 * shimmer);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    public void Speak_WhiteNoise_HasTheHnrThatWasSet(double hnrDb)
    {
        var voice = SyntheticVoice.Speak(new() { F0Hz = 120, HnrDb = hnrDb });
        var read = HarmonicsToNoise.ByCrossCorrelation(voice.Recording.Samples.Span, 16_000).Mean.Value;
        Assert.Equal(hnrDb, read, 1.0);
    }

    [Fact]
    public void Speak_SameSeed_SameSamplesAndAnotherSeedOthers()
    {
        var options = new SyntheticVoiceOptions { JitterLocalRatio = 0.01, HnrDb = 20, DurationSeconds = 0.2 };
        var a = SyntheticVoice.Speak(options).Recording.Samples.ToArray();
        Assert.Equal(a, SyntheticVoice.Speak(options).Recording.Samples.ToArray());
        Assert.NotEqual(a, SyntheticVoice.Speak(options with { Seed = 2 }).Recording.Samples.ToArray());
    }

    [Fact]
    public void Speak_GainAndF0Contour_FollowBoth()
    {
        var voice = SyntheticVoice.Speak(new()
        {
            F0Contour = [new(0, 100), new(2, 200)], GainContour = [new(0.5, 1), new(0.51, 0), new(1, 0), new(1.01, 1)], DurationSeconds = 2,
        });
        Assert.All(voice.Recording.Samples[8_200..15_900].ToArray(), v => Assert.Equal(0, v));
        Assert.Equal(0.5f, voice.Recording.Samples.ToArray().Max(Math.Abs), 1e-6f);
        var track = PitchAnalysis.ByAutocorrelation(voice.Recording.Samples.Span, 16_000);
        Assert.Null(track.FrequencyAt(0.75));
        Assert.Equal(175, track.FrequencyAt(1.5)!.Value, 1.5);
    }

    [Fact]
    public void Speak_AtTwoRates_IsTheSameContinuousSound()
    {
        // Sample 1 at 16 kHz stands where sample 4 at 48 kHz does: (1.5)/16000 = (4.5 - 0.0)/48000.
        var options = new SyntheticVoiceOptions { DurationSeconds = 0.3, PeakLevel = 1 };
        var slow = SyntheticVoice.Speak(options).Recording.Samples.ToArray();
        var fast = SyntheticVoice.Speak(options with { SampleRateHz = 48_000 }).Recording.Samples.ToArray();
        for (var i = 0; i < slow.Length; i++) Assert.Equal(slow[i], fast[3 * i + 1], 0.02f);
    }

    [Theory]
    [InlineData(0, 120)]
    [InlineData(16_000, 0)]
    [InlineData(16_000, double.NaN)]
    public void Speak_OptionOutOfRange_IsRefused(int rate, double f0) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticVoice.Speak(new() { SampleRateHz = rate, F0Hz = f0 }));
}
