using VoiceStage.Acoustics.Formants;
using VoiceStage.Acoustics.Glottal;
using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Synthesis;

namespace VoiceStage.Acoustics.Tests.Glottal;

public sealed class GlottalSourceTests
{
    private static readonly double[] OpenQuotients = [0.4, 0.5, 0.6, 0.7, 0.8];

    public static TheoryData<string, double> VoicesWithClearFirstFormant => new() { { "a", 100 }, { "a", 150 }, { "a", 220 }, { "i", 100 }, { "u", 100 } };

    [Theory]
    [MemberData(nameof(VoicesWithClearFirstFormant))]
    public void Of_PulsesOfKnownShape_IsNearTheTruthAndRisesWithIt(string vowel, double f0Hz)
    {
        var found = OpenQuotients.Select(open => Measure(GlottalPulseVoice.Speak(f0Hz, open, VowelOf(vowel)))).ToArray();

        for (var i = 0; i < OpenQuotients.Length; i++)
        {
            Assert.InRange(found[i].NormalisedAmplitudeQuotient.Value - GlottalPulseVoice.NormalisedAmplitudeQuotient(OpenQuotients[i]), 0, 0.04);
            Assert.InRange(found[i].QuasiOpenQuotient.Value - GlottalPulseVoice.QuasiOpenQuotient(OpenQuotients[i]), -0.01, 0.08);
            Assert.True(i == 0 || found[i].NormalisedAmplitudeQuotient.Value > found[i - 1].NormalisedAmplitudeQuotient.Value, "not rising");
            Assert.True(i == 0 || found[i].QuasiOpenQuotient.Value > found[i - 1].QuasiOpenQuotient.Value, "not rising");
        }
    }

    [Theory]
    [InlineData("i", 150)]
    [InlineData("i", 220)]
    [InlineData("u", 220)]
    public void Of_FirstFormantNearF0_IsWithheld(string vowel, double f0Hz) =>
        Assert.Equal(Unmeasured.NoVoice, Measure(GlottalPulseVoice.Speak(f0Hz, 0.6, VowelOf(vowel))).NormalisedAmplitudeQuotient.Reason);

    [Theory]
    [InlineData(1)]
    [InlineData(0.001)]
    [InlineData(-1)]
    public void Of_OtherLevelOrPolarity_IsTheSame(double gain)
    {
        var voice = GlottalPulseVoice.Speak(120, 0.6, Vowel.A);
        var (here, there) = (Measure(voice), Measure(new Recording(Array.ConvertAll(voice.Samples.ToArray(), x => (float)(x * gain)), 16_000)));

        Assert.Equal(here.NormalisedAmplitudeQuotient.Value, there.NormalisedAmplitudeQuotient.Value, 1e-3);
        Assert.Equal(here.QuasiOpenQuotient.Value, there.QuasiOpenQuotient.Value, 1e-3);
    }

    [Theory]
    [InlineData(22_050)]
    [InlineData(44_100)]
    [InlineData(48_000)]
    public void Of_OtherRates_AgreeWithinFourPerCent(int rateHz)
    {
        var (here, there) = (Measure(GlottalPulseVoice.Speak(120, 0.6, Vowel.A)), Measure(GlottalPulseVoice.Speak(120, 0.6, Vowel.A, rateHz)));

        Assert.InRange(there.NormalisedAmplitudeQuotient.Value / here.NormalisedAmplitudeQuotient.Value, 0.96, 1.04);
        Assert.InRange(there.QuasiOpenQuotient.Value / here.QuasiOpenQuotient.Value, 0.96, 1.04);
    }

    [Fact]
    public void Of_NoiseThirtyDbBelow_MovesLittle()
    {
        var (clean, noisy) = (Measure(GlottalPulseVoice.Speak(120, 0.6, Vowel.A)), Measure(GlottalPulseVoice.Speak(120, 0.6, Vowel.A, noise: 0.01)));

        Assert.InRange(noisy.NormalisedAmplitudeQuotient.Value / clean.NormalisedAmplitudeQuotient.Value, 0.85, 1.15);
    }

    [Fact]
    public void Of_EightKilohertz_SaysThatTheBandIsMissing() =>
        Assert.Equal(Unmeasured.Bandwidth, Measure(GlottalPulseVoice.Speak(120, 0.6, Vowel.A, 8_000)).QuasiOpenQuotient.Reason);

    [Fact]
    public void Of_QuarterOfASecond_HasTooFewFrames() =>
        Assert.Equal(Unmeasured.TooFewPeriods, Measure(new Recording(GlottalPulseVoice.Speak(120, 0.6, Vowel.A).Samples[..4_000], 16_000)).QuasiOpenQuotient.Reason);

    private static Vowel VowelOf(string name) => name switch { "a" => Vowel.A, "i" => Vowel.I, _ => Vowel.U };

    private static GlottalSource Measure(Recording recording) =>
        GlottalSource.Of(
            recording, PitchAnalysis.ByAutocorrelation(recording.Samples.Span, recording.SampleRateHz), FormantMeter.Measure(recording, new FormantOptions { CeilingHz = 5_000 }));
}
