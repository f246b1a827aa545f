using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Synthesis;
using VoiceStage.Acoustics.Timing;

namespace VoiceStage.Acoustics.Tests.Timing;

public sealed class SyllableCounterTests
{
    private const int Rate = 16_000;

    [Theory]
    [InlineData(2.5)]
    [InlineData(4)]
    [InlineData(6)]
    public void Nuclei_SwellingVowels_AreCountedEach(double perSecond)
    {
        var truth = (int)(4 * perSecond);

        Assert.Equal(truth, Count(Swells(truth, perSecond), null));
    }

    [Theory]
    [InlineData(2.5, 10)]
    [InlineData(4, 10)]
    [InlineData(4, 5)]
    [InlineData(4, -3)]
    public void Nuclei_SwellingVowelsInNoise_AreStillFound(double perSecond, double belowDb)
    {
        var truth = (int)(4 * perSecond);

        // Where the pitch of every soft vowel is lost, its lower bands still stand out; at -3 dB hardly anything does.
        Assert.InRange(Count(Swells(truth, perSecond), belowDb), belowDb < 0 ? 0 : truth - 1, truth + 1);
    }

    [Fact]
    public void Nuclei_NoiseAlone_AreNone()
    {
        var random = new Random(2);
        Assert.Equal(0, Count(new Recording(Enumerable.Range(0, 3 * Rate).Select(_ => (float)(0.1 * (random.NextDouble() - 0.5))).ToArray(), Rate), null));
    }

    private static Recording Swells(int count, double perSecond)
    {
        var contour = new List<ContourPoint> { new(0, 0), new(0.5, 0) };
        for (var i = 0; i < count; i++)
        {
            var start = 0.5 + i / perSecond;
            contour.AddRange([new(start + 0.2 / perSecond, 0.1), new(start + 0.5 / perSecond, 1), new(start + 0.8 / perSecond, 0.1)]);
        }

        var end = 0.5 + count / perSecond;
        contour.AddRange([new(end, 0), new(end + 0.5, 0)]);
        return SyntheticVoice.Speak(new SyntheticVoiceOptions { DurationSeconds = end + 0.5, F0Hz = 120, GainContour = contour }).Recording;
    }

    private static int Count(Recording voice, double? noiseBelowDb)
    {
        var samples = voice.Samples.ToArray();
        if (noiseBelowDb is { } below)
        {
            var random = new Random(1);
            var level = Math.Sqrt(samples.Average(x => (double)x * x)) * Math.Pow(10, -below / 20) * Math.Sqrt(3);
            for (var i = 0; i < samples.Length; i++)
            {
                samples[i] += (float)(level * (2 * random.NextDouble() - 1));
            }
        }

        var recording = new Recording(samples, Rate);
        var pitch = PitchAnalysis.ByAutocorrelation(samples, Rate);
        return SyllableCounter.Nuclei(recording, pitch, SpeechActivity.Find(recording, pitch)).Count;
    }
}
