using VoiceStage.Acoustics.Cepstrum;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Tests.Cepstrum;

public class CepstralPeakMeterTests
{
    [Fact]
    public void Measure_MoreNoise_LowersTheProminence()
    {
        var vowel = Sounds.Vowel(120, 1, [700, 1220, 2600, 3300]);
        var levels = new[] { 0.001, 0.01, 0.1, 0.5 }
            .Select(a => CepstralPeakMeter.Measure(Sounds.Mix(vowel, Sounds.Noise(1, amplitude: a))).Average()).ToArray();
        Assert.Equal(levels.OrderDescending(), levels);
        Assert.InRange(levels[0], 20, 40);
        Assert.InRange(levels[^1], 3, 15);
    }

    [Fact]
    public void Measure_NoiseAlone_StaysNearItsFloor() =>
        Assert.InRange(CepstralPeakMeter.Measure(Sounds.Noise(2, amplitude: 0.3)).Average(), 2, 6);

    [Fact]
    public void Measure_OtherLevel_IsTheSame()
    {
        var vowel = Sounds.Mix(Sounds.Vowel(120, 0.6, [700, 1220, 2600]), Sounds.Noise(0.6, amplitude: 0.01));
        Assert.Equal(CepstralPeakMeter.Measure(vowel).Average(), CepstralPeakMeter.Measure(Sounds.Scale(vowel, 0.001)).Average(), 0.01);
    }

    [Fact]
    public void Measure_LongRecording_InBlocks_AgreesWithItsParts()
    {
        // 40 s at 16 kHz is longer than one transform of the brick wall: the blocks must not show.
        var voice = Sounds.Mix(Sounds.Vowel(120, 40, [700, 1220, 2600]), Sounds.Noise(40, amplitude: 0.02));
        var whole = CepstralPeakMeter.Measure(voice);
        var part = CepstralPeakMeter.Measure(voice.Slice(14 * 16_000, 5 * 16_000));
        Assert.Equal(part[100..^100].Average(), whole[(7000 + 100)..(9500 - 100)].Average(), 0.02);
    }

    [Fact]
    public void Measure_StrangeInput_GivesFiniteValues()
    {
        foreach (var recording in new[]
        {
            Sounds.Silence(0.5), Sounds.Scale(Sounds.Noise(0.5), 1e-37), Sounds.Scale(Sounds.Noise(0.5), 1e30),
            Sounds.Noise(0.5, 96_000), Sounds.Noise(0.5, 4_000), new Recording(Impulse(8000), 16_000),
        })
        {
            Assert.All(CepstralPeakMeter.Measure(recording), x => Assert.True(double.IsFinite(x) && x >= 0));
        }

        Assert.Empty(CepstralPeakMeter.Measure(Sounds.Noise(0.09)));
        Assert.Empty(CepstralPeakMeter.Measure(new Recording(new float[1], 8_000)));
        Assert.Empty(CepstralPeakMeter.Measure(new Recording(ReadOnlyMemory<float>.Empty, 8_000)));
    }

    private static float[] Impulse(int count)
    {
        var samples = new float[count];
        samples[count / 2] = 1;
        return samples;
    }
}
