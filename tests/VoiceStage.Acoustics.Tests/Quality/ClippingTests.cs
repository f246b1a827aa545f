using VoiceStage.Acoustics.Quality;

namespace VoiceStage.Acoustics.Tests.Quality;

public class ClippingTests
{
    [Fact]
    public void Fraction_CutSine_IsTheShareAboveTheCut()
    {
        var sine = Sounds.Tone(200, 1, amplitude: 2).Samples.ToArray();
        var expected = sine.Count(x => Math.Abs(x) >= 1) / (double)sine.Length;
        Assert.Equal(expected, Clipping.Fraction(sine.Select(x => Math.Clamp(x, -1, 1)).ToArray()), 1e-9);
        // Made quieter afterwards, it is still cut.
        Assert.Equal(expected, Clipping.Fraction(sine.Select(x => Math.Clamp(x, -1, 1) * 0.3f).ToArray()), 1e-9);
    }

    [Theory]
    [InlineData(50, 44_100)]
    [InlineData(120, 16_000)]
    [InlineData(1000, 8_000)]
    public void Fraction_WholeSine_IsNothing(double hz, int rate)
    {
        foreach (var amplitude in new[] { 0.06, 0.5, 0.999969482421875 })
        {
            var rounded = Sounds.Tone(hz, 1, rate, amplitude).Samples.ToArray().Select(x => MathF.Round(x * 32768) / 32768).ToArray();
            Assert.Equal(0, Clipping.Fraction(rounded));
        }
    }

    [Fact]
    public void Fraction_SilenceOrNothing_IsZero()
    {
        Assert.Equal(0, Clipping.Fraction([]));
        Assert.Equal(0, Clipping.Fraction(new float[100]));
    }
}
