using VoiceStage.Acoustics.Dynamics;
using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Synthesis;

namespace VoiceStage.Acoustics.Tests.Dynamics;

public sealed class VocalTremorTests
{
    [Theory]
    [InlineData(4, 0.02)]
    [InlineData(6, 0.03)]
    [InlineData(9, 0.02)]
    public void Of_VowelWithKnownVibrato_GivesItsRateAndExtent(double hertz, double depth)
    {
        var tremor = VocalTremor.Of(Pitch(Vowel(4, hertz, depth)));

        Assert.Equal(hertz, tremor.FrequencyHz.Value, 0.15);
        Assert.InRange(tremor.ExtentRatio.Value, 0.8 * depth, 1.2 * depth);
    }

    [Fact]
    public void Of_TooShortAVowel_SaysSo() => Assert.Equal(Unmeasured.WrongTask, VocalTremor.Of(Pitch(Vowel(1, 5, 0.03))).FrequencyHz.Reason);

    [Fact]
    public void Of_Level_ChangesNothing()
    {
        var loud = Vowel(4, 5, 0.02);
        var soft = new Recording(loud.Samples.ToArray().Select(x => x / 300).ToArray(), loud.SampleRateHz);

        Assert.Equal(VocalTremor.Of(Pitch(loud)).ExtentRatio.Value, VocalTremor.Of(Pitch(soft)).ExtentRatio.Value, 4);
    }

    private static Recording Vowel(double seconds, double vibratoHz, double depth) =>
        SyntheticVoice.Speak(new SyntheticVoiceOptions { DurationSeconds = seconds, F0Hz = 150, VibratoHz = vibratoHz, VibratoDepthRatio = depth }).Recording;

    private static PitchTrack Pitch(Recording recording) => PitchAnalysis.ByAutocorrelation(recording.Samples.Span, recording.SampleRateHz);
}
