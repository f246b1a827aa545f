using VoiceStage.Acoustics.Glottal;
using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Synthesis;

namespace VoiceStage.Acoustics.Tests.Glottal;

public sealed class PeakSlopeTests
{
    [Theory]
    [InlineData("a", 100)]
    [InlineData("a", 220)]
    [InlineData("i", 150)]
    [InlineData("u", 220)]
    public void Median_MoreOpenGlottis_FallsSteeper(string vowel, double f0Hz)
    {
        var of = vowel switch { "a" => Vowel.A, "i" => Vowel.I, _ => Vowel.U };
        var slopes = new[] { 0.4, 0.5, 0.6, 0.7, 0.8 }.Select(open => Slope(GlottalPulseVoice.Speak(f0Hz, open, of))).ToArray();

        Assert.All(slopes.Zip(slopes.Skip(1)), pair => Assert.True(pair.Second.Value < pair.First.Value, $"{pair.Second.Value} after {pair.First.Value}"));
    }

    [Fact]
    public void Median_PulseTrain_IsTheWaveletsOwnFall()
    {
        // One pulse a period, all bands alike: at the pulse every wavelet answers with its middle tap, which is the same at every scale.
        var samples = new float[24_000];
        for (var n = 0; n < samples.Length; n += 400)
        {
            samples[n] = 0.5f;
        }

        Assert.Equal(0, Slope(new Recording(samples, 16_000), 40).Value, 0.02);
    }

    [Fact]
    public void Median_SixDecibelsAnOctave_FallsByThreeTenths()
    {
        // A sum of the pulses is 6 dB an octave darker: a factor of two, log10 2 an octave.
        var samples = new float[24_000];
        var sum = 0.0;
        for (var n = 0; n < samples.Length; n++)
        {
            sum = sum * 0.999 + (n % 400 == 0 ? 0.3 : 0) - 0.3 / 400;
            samples[n] = (float)sum;
        }

        Assert.Equal(-Math.Log10(2), Slope(new Recording(samples, 16_000), 40).Value, 0.12);
    }

    [Theory]
    [InlineData(22_050)]
    [InlineData(44_100)]
    [InlineData(48_000)]
    public void Median_OtherRates_AgreeWithinTwoPerCent(int rateHz) =>
        Assert.InRange(Slope(GlottalPulseVoice.Speak(120, 0.6, Vowel.A, rateHz)).Value / Slope(GlottalPulseVoice.Speak(120, 0.6, Vowel.A)).Value, 0.98, 1.02);

    [Fact]
    public void Median_SixtyDecibelsSofter_IsTheSame()
    {
        var voice = GlottalPulseVoice.Speak(120, 0.6, Vowel.A);

        Assert.Equal(Slope(voice).Value, Slope(new Recording(Array.ConvertAll(voice.Samples.ToArray(), x => x * 0.001f), 16_000)).Value, 1e-3);
    }

    [Fact]
    public void Median_EightKilohertz_SaysThatTheBandIsMissing() =>
        Assert.Equal(Unmeasured.Bandwidth, Slope(GlottalPulseVoice.Speak(120, 0.6, Vowel.A, 8_000)).Reason);

    private static Reading Slope(Recording recording, double? floorHz = null) =>
        PeakSlope.Median(recording, PitchAnalysis.ByAutocorrelation(recording.Samples.Span, recording.SampleRateHz, floorHz is null ? null : new PitchOptions { FloorHz = 35, CeilingHz = 300 }));
}
