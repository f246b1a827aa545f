using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Timing;

namespace VoiceStage.Acoustics.Tests.Timing;

public class SpeechActivityTests
{
    private static IReadOnlyList<TimeSpanSeconds> Find(Recording recording) =>
        SpeechActivity.Find(recording, PitchAnalysis.ByAutocorrelation(recording.Samples.Span, recording.SampleRateHz));

    [Theory]
    [InlineData(1e-5)]
    [InlineData(0.003)]
    [InlineData(0.03)]
    public void Find_TwoVowelsInNoise_FindsTheirEdges(double noise)
    {
        var burst = Sounds.Scale(Sounds.Vowel(150, 0.5, [700, 1220, 2600]), 0.2);
        var sound = Sounds.Join(Sounds.Silence(1), burst, Sounds.Silence(0.5), burst, Sounds.Silence(1));
        var found = Find(Sounds.Mix(sound, Sounds.Noise(3.5, amplitude: noise)));
        Assert.Equal(2, found.Count);
        Assert.Equal(1.0, found[0].StartSeconds, 0.03);
        Assert.Equal(1.5, found[0].EndSeconds, 0.03);
        Assert.Equal(2.0, found[1].StartSeconds, 0.03);
        Assert.Equal(2.5, found[1].EndSeconds, 0.03);
    }

    [Fact]
    public void Find_GapShorterThanAPause_IsBridged()
    {
        var burst = Sounds.Vowel(150, 0.3, [700, 1220, 2600]);
        Assert.Single(Find(Sounds.Join(Sounds.Silence(0.3), burst, Sounds.Silence(0.2), burst, Sounds.Silence(0.3))));
        Assert.Equal(2, Find(Sounds.Join(Sounds.Silence(0.3), burst, Sounds.Silence(0.29), burst, Sounds.Silence(0.3))).Count);
    }

    [Fact]
    public void Find_NoiseBurstsAndClicks_AreNotSpeech()
    {
        Assert.Empty(Find(Sounds.Noise(2)));
        Assert.Empty(Find(Sounds.Join(Sounds.Silence(0.5), Sounds.Noise(0.3), Sounds.Silence(0.5))));
        Assert.Empty(Find(Sounds.Silence(1)));
        var vowel = Sounds.Vowel(150, 0.5, [700, 1220, 2600]);
        var click = Sounds.Noise(0.01, amplitude: 0.5);
        Assert.Equal(2, Find(Sounds.Join(Sounds.Silence(0.3), vowel, Sounds.Silence(0.3), click, Sounds.Silence(0.3), vowel, Sounds.Silence(0.3))).Count);
    }

    [Fact]
    public void Find_OtherLevel_IsTheSame()
    {
        var burst = Sounds.Vowel(150, 0.5, [700, 1220, 2600]);
        var sound = Sounds.Mix(Sounds.Join(Sounds.Silence(0.5), burst, Sounds.Silence(0.5), burst), Sounds.Noise(2, amplitude: 0.001));
        Assert.Equal(Find(sound), Find(Sounds.Scale(sound, 0.003)));
    }

    [Fact]
    public void Find_VowelFromEndToEnd_IsSpeechThroughout()
    {
        var found = Assert.Single(Find(Sounds.Vowel(100, 1, [700, 1220, 2600])));
        Assert.Equal(1, found.DurationSeconds, 0.03);
    }
}
