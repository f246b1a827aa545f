using VoiceStage.Acoustics.Formants;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Tests.Formants;

public class FormantMeterTests
{
    private static double Median(FormantTrack track, int formant) =>
        Enumerable.Range(0, track.Grid.FrameCount).Select(k => track.FrequencyHz(formant, k)).OfType<double>().Order().ElementAt(track.Grid.FrameCount / 2);

    [Theory]
    [InlineData(700, 1220, 2600, 16_000)]
    [InlineData(300, 870, 2240, 16_000)]
    [InlineData(300, 2290, 3010, 16_000)]
    [InlineData(700, 1220, 2600, 44_100)]
    // F1 stands on a harmonic: linear prediction is drawn to the nearest one, whatever its implementation.
    public void Measure_KnownVowel_IsWithin3Percent(double f1, double f2, double f3, int rate)
    {
        var vowel = Sounds.Vowel(100, 0.5, [f1, f2, f3, 3500, 4500], rate: rate);
        var track = FormantMeter.Measure(vowel, new FormantOptions { CeilingHz = 5000 });
        Assert.InRange(Median(track, 1), 0.97 * f1, 1.03 * f1);
        Assert.InRange(Median(track, 2), 0.97 * f2, 1.03 * f2);
        Assert.InRange(Median(track, 3), 0.97 * f3, 1.03 * f3);
    }

    [Fact]
    public void Measure_TelephoneBand_FindsThemBelow4000()
    {
        var vowel = Resampler.Resample(Sounds.Vowel(120, 0.5, [700, 1220, 2600, 3500]), 8_000);
        var track = FormantMeter.Measure(vowel, new FormantOptions { CeilingHz = 4000, Count = 4 });
        Assert.InRange(Median(track, 1), 679, 721);
        Assert.InRange(Median(track, 2), 1183, 1257);
        Assert.InRange(Median(track, 3), 2522, 2678);
    }

    [Fact]
    public void FrequencyAt_BetweenFrames_LiesOnTheLine()
    {
        var track = FormantMeter.Measure(Sounds.Vowel(120, 0.3, [700, 1220, 2600]), new FormantOptions { CeilingHz = 5000 });
        var time = track.Grid.TimeOf(5) + 0.25 * track.Grid.TimeStepSeconds;
        Assert.Equal(0.75 * track.FrequencyHz(1, 5)!.Value + 0.25 * track.FrequencyHz(1, 6)!.Value, track.FrequencyAt(1, time)!.Value, 1e-9);
        Assert.Null(track.FrequencyAt(1, 10));
        Assert.Null(track.FrequencyAt(6, time));
    }

    [Fact]
    public void Measure_StrangeInput_GivesFiniteValuesOrNone()
    {
        foreach (var recording in new[]
        {
            Sounds.Silence(0.3), Sounds.Noise(0.3), Sounds.Tone(1000, 0.3), Sounds.Noise(0.3, 96_000), Sounds.Noise(0.3, 4_000),
            Sounds.Scale(Sounds.Noise(0.3), 1e-38), Sounds.Scale(Sounds.Noise(0.3), 1e30), Sounds.Noise(0.049), new Recording(new float[1], 8000),
        })
        {
            var track = FormantMeter.Measure(recording);
            for (var k = 0; k < track.Grid.FrameCount; k++)
            {
                for (var f = 1; f <= 5; f++)
                {
                    Assert.True(track.FrequencyHz(f, k) is null or > 50 and < 5450);
                    Assert.True(track.BandwidthHz(f, k) is null or (>= 0 and < 1e6));
                }
            }
        }
    }
}
