using VoiceStage.Acoustics.Egemaps;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Synthesis;

namespace VoiceStage.Acoustics.Tests.Profiles;

public sealed class ExtendedMeasurementTests
{
    private static readonly double Semitone = Math.Pow(2, 1 / 12.0);

    [Fact]
    public void Measure_GlideOfAnOctave_HasItsRangeAndVelocity()
    {
        // Twelve semitones in four seconds at a steady rate per second in hertz: 100 to 200 Hz.
        var glide = SyntheticVoice.Speak(new SyntheticVoiceOptions { DurationSeconds = 4, F0Contour = [new(0, 100), new(4, 200)] }).Recording;

        var measures = Of(glide);

        Assert.InRange(measures["f0_range_semitones"].Value, 10, 12);
        Assert.InRange(measures["f0_velocity_semitones_per_s"].Value, 2.7, 3.5);
    }

    [Fact]
    public void Measure_LevelAndRate_ChangeLittle()
    {
        var voice = Voice(16_000, 0.5);
        var (one, soft, high) = (Of(voice), Of(Voice(16_000, 0.002)), Of(Voice(48_000, 0.5)));
        foreach (var key in new[] { "f0_sd_semitones", "spectral_tilt_db_per_octave", "h1_h2_db" })
        {
            Near(one[key].Value, soft[key].Value, 0.01, key);
            Near(one[key].Value, high[key].Value, 0.06, key);
        }

        static void Near(double expected, double actual, double share, string key) =>
            Assert.True(Math.Abs(expected - actual) <= share * Math.Max(1, Math.Abs(expected)), $"{key}: {expected} against {actual}");
    }

    [Fact]
    public void Measure_DarkerVoice_TiltsMore()
    {
        var voice = Voice(16_000, 0.5);
        var dark = new float[voice.SampleCount];
        for (var i = 1; i < dark.Length; i++)
        {
            // One pole: 6 dB per octave more above about 250 Hz.
            dark[i] = (0.9f * dark[i - 1]) + (0.1f * voice.Samples.Span[i]);
        }

        var difference = Of(new Recording(dark, 16_000))["spectral_tilt_db_per_octave"].Value - Of(voice)["spectral_tilt_db_per_octave"].Value;

        Assert.InRange(difference, -6.5, -3.5);
    }

    [Fact]
    public void Measure_Anything_GivesEveryNameANumberOrAReason()
    {
        var names = Of(Voice(16_000, 0.5)).Keys.ToHashSet();
        foreach (var samples in new[] { [], new float[1], new float[16_000], [.. Enumerable.Range(0, 40_000).Select(i => i % 7 == 0 ? 1f : -1f)] })
        {
            foreach (var rate in new[] { 8_000, 16_000, 96_000 })
            {
                var measures = Of(new Recording(samples, rate));
                Assert.Equal(names, measures.Keys.ToHashSet());
                Assert.All(measures, m => Assert.True(!m.Value.HasValue || double.IsFinite(m.Value.Value), m.Key));
            }
        }
    }

    [Fact]
    public void Measure_SpoiltRecordings_AreGatedUnlessAskedNotToBe()
    {
        var voice = Voice(16_000, 0.5);
        var clipped = new Recording(voice.Samples.ToArray().Select(x => Math.Clamp(6 * x, -0.9f, 0.9f)).ToArray(), 16_000);
        var narrow = Resampler.Resample(voice, 8_000);
        var random = new Random(5);
        // Two seconds of noise alone on either side, so that the noise can be told from the voice.
        var noisy = new Recording(Enumerable.Range(0, 4 * 16_000 + voice.SampleCount)
            .Select(i => (i - 32_000 is var at && at >= 0 && at < voice.SampleCount ? voice.Samples.Span[at] : 0) + (0.35f * ((float)random.NextDouble() - 0.5f))).ToArray(), 16_000);

        Assert.Equal(Unmeasured.Clipped, Of(clipped)["h1_h2_db"].Reason);
        Assert.Equal(Unmeasured.Bandwidth, Of(narrow)["h1_h2_db"].Reason);
        Assert.Equal(Unmeasured.Noisy, Of(noisy)["spectral_tilt_db_per_octave"].Reason);
        Assert.True(Of(clipped, new VoiceMeasurementOptions { IgnoreQualityGates = true })["h1_h2_db"].HasValue);
        Assert.True(Of(voice)["h1_h2_db"].HasValue);
    }

    private static Recording Voice(int rate, double peak) => SyntheticVoice.Speak(new SyntheticVoiceOptions
    {
        SampleRateHz = rate, DurationSeconds = 4, PeakLevel = peak, F0Contour = [new(0, 110), new(1, 150 * Semitone), new(2.5, 120), new(4, 140)],
    }).Recording;

    private static IReadOnlyDictionary<string, Reading> Of(Recording recording, VoiceMeasurementOptions? options = null) => ExtendedMeasurement.Measure(
        recording, VoiceMeasurement.Measure(recording, null, TestContext.Current.CancellationToken), EgemapsMeasurement.Measure(recording), options, TestContext.Current.CancellationToken);
}
