using VoiceStage.Acoustics.Harmonicity;
using VoiceStage.Acoustics.Perturbation;
using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Synthesis;

namespace VoiceStage.Acoustics.Tests.Pitch;

public class PitchAnalysisTests
{
    [Theory]
    [InlineData(8_000, 110, 15)]
    [InlineData(16_000, 90, 8)]
    [InlineData(16_000, 240, 25)]
    public void ByAutocorrelation_NoisyVoice_EqualsTheSlowTwin(int rate, double f0, double hnrDb)
    {
        var samples = SyntheticVoice.Speak(new()
        {
            SampleRateHz = rate, F0Hz = f0, HnrDb = hnrDb, JitterLocalRatio = 0.01, DurationSeconds = 0.8,
            GainContour = [new(0.3, 1), new(0.32, 0.001), new(0.5, 0.001), new(0.52, 1)],
        }).Recording.Samples.ToArray();
        var slow = ReferencePitch.ByAutocorrelation(samples, rate);
        var fast = PitchAnalysis.ByAutocorrelation(samples, rate).FrequencyHz;
        Assert.Equal(slow.Length, fast.Count);
        Assert.Contains(slow, f => f == 0);
        for (var i = 0; i < slow.Length; i++) Assert.Equal(slow[i], fast[i], 1e-3);
    }

    [Theory]
    [InlineData(-40)]
    [InlineData(-20)]
    [InlineData(20)]
    public void Measures_AtAnotherLevel_AreTheSame(int gainDb)
    {
        var samples = SyntheticVoice.Speak(new() { HnrDb = 20, JitterLocalRatio = 0.01, DurationSeconds = 1, PeakLevel = 0.1 }).Recording.Samples.ToArray();
        var louder = Array.ConvertAll(samples, v => (float)(v * Math.Pow(10, gainDb / 20.0)));
        var (a, b) = (PitchAnalysis.ByAutocorrelation(samples, 16_000), PitchAnalysis.ByAutocorrelation(louder, 16_000));
        Assert.Equal(PitchStatistics.Of(a).MeanHz.Value, PitchStatistics.Of(b).MeanHz.Value, 1e-3);
        Assert.Equal(Jitter.Of(GlottalPulses.Find(samples, 16_000, a)).LocalRatio.Value, Jitter.Of(GlottalPulses.Find(louder, 16_000, b)).LocalRatio.Value, 1e-5);
        Assert.Equal(HarmonicsToNoise.ByCrossCorrelation(samples, 16_000).Mean.Value, HarmonicsToNoise.ByCrossCorrelation(louder, 16_000).Mean.Value, 1e-3);
    }

    public static TheoryData<string, int> Awkward
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var kind in new[] { "empty", "one", "zeros", "short", "denormals", "impulse", "constant", "square", "noise", "late" })
            {
                foreach (var rate in new[] { 4_000, 8_000, 11_025, 96_000 }) data.Add(kind, rate);
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(Awkward))]
    public void Measures_OfAwkwardSound_AreFiniteOrWithheld(string kind, int rate)
    {
        var n = kind switch { "empty" => 0, "one" => 1, "short" => rate / 30, _ => rate / 3 };
        var random = new Random(5);
        var x = new float[n];
        for (var i = 0; i < n; i++)
        {
            x[i] = kind switch
            {
                "one" => 1, "denormals" => (float)(random.NextDouble() * 1e-40), "impulse" => i == n / 2 ? 1 : 0, "constant" => 0.5f,
                "square" => i / 40 % 2 * 2 - 1, "noise" or "short" => (float)(random.NextDouble() * 2 - 1), "late" => i > n - 30 ? 1 : 0, _ => 0,
            };
        }
        var track = PitchAnalysis.ByAutocorrelation(x, rate);
        Assert.All(track.FrequencyHz, f => Assert.True(f >= 0 && double.IsFinite(f)));
        Assert.All(PitchAnalysis.ByCrossCorrelation(x, rate).FrequencyHz, f => Assert.True(f >= 0 && double.IsFinite(f)));
        _ = PitchAnalysis.ByAutocorrelation(x, rate, PitchOptions.SyllableVoicing);
        var statistics = PitchStatistics.Of(track);
        var pulses = GlottalPulses.Find(x, rate, track);
        Assert.All(pulses, t => Assert.True(double.IsFinite(t)));
        var (jitter, shimmer) = (Jitter.Of(pulses), Shimmer.Of(x, rate, pulses));
        var hnr = HarmonicsToNoise.ByCrossCorrelation(x, rate).Mean;
        foreach (var reading in new[] { statistics.MeanHz, statistics.VoicedFraction, jitter.LocalRatio, jitter.Ppq5, shimmer.LocalRatio, shimmer.LocalDb, shimmer.Apq11, hnr })
            Assert.True(!reading.HasValue || double.IsFinite(reading.Value));
        if (kind is "empty" or "one") Assert.Equal(Unmeasured.TooShort, statistics.MeanHz.Reason);
        if (kind == "zeros") Assert.Equal(Unmeasured.NoVoice, statistics.MeanHz.Reason);
        if (kind == "zeros") Assert.Equal(Unmeasured.Silent, hnr.Reason);
    }
}
