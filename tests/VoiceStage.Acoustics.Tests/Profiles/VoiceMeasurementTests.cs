using CsCheck;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Tests.Profiles;

public class VoiceMeasurementTests
{
    private static VoiceProfile Measure(Recording recording, VoiceMeasurementOptions? options = null) =>
        VoiceMeasurement.Measure(recording, options, TestContext.Current.CancellationToken);

    private static void AssertWhole(VoiceProfile profile)
    {
        Assert.Equal(VoiceSetKeys.All, profile.Measures.Keys);
        foreach (var (key, reading) in profile.Measures)
        {
            Assert.True(reading.OrNull is null || double.IsFinite(reading.Value), key);
        }
    }

    [Fact]
    public void Measure_Vowel_GivesItsTruth()
    {
        var vowel = Sounds.Join(Sounds.Silence(0.5), Sounds.Vowel(120, 2, [700, 1220, 2600, 3500, 4500]), Sounds.Silence(0.5));
        var profile = Measure(Sounds.Mix(vowel, Sounds.Noise(3, amplitude: 1e-4)));
        AssertWhole(profile);
        Assert.Equal(120, profile["f0_median_hz"].Value, 0.1);
        Assert.InRange(profile["jitter_local"].Value, 0, 0.002);
        Assert.InRange(profile["hnr_db"].Value, 25, 100);
        Assert.InRange(profile["f1_median_hz"].Value, 679, 721);
        Assert.InRange(profile["f2_median_hz"].Value, 1183, 1257);
        Assert.Equal(2, profile["phonation_time_s"].Value, 0.03);
        Assert.Equal(0, profile["pause_count"].Value);
        Assert.Equal(Unmeasured.NoPause, profile["pause_mean_s"].Reason);
        Assert.Equal(1, profile["syllable_count"].Value);
        Assert.Equal(1 / 3.0, profile["speech_rate_syllables_per_s"].Value, 1e-9);
        Assert.Equal(0, profile["clipped_fraction"].Value);
        Assert.InRange(profile["snr_db"].Value, 50, 90);
    }

    [Fact]
    public void Measure_ThreeBursts_GivesTwoPausesOfTheirLength()
    {
        var burst = Sounds.Vowel(150, 0.4, [700, 1220, 2600]);
        var sound = Sounds.Join(Sounds.Silence(0.7), burst, Sounds.Silence(0.3), burst, Sounds.Silence(0.6), burst, Sounds.Silence(1));
        var profile = Measure(sound);
        Assert.Equal(2, profile["pause_count"].Value);
        Assert.Equal(0.9, profile["pause_total_s"].Value, 0.04);
        Assert.Equal(0.45, profile["pause_mean_s"].Value, 0.02);
        Assert.Equal(0.3 / Math.Sqrt(2), profile["pause_sd_s"].Value, 0.02);
        Assert.Equal(1.2, profile["phonation_time_s"].Value, 0.04);
        Assert.Equal(3, profile["syllable_count"].Value);
        Assert.Equal(3, profile.Speech.Count);
        Assert.Equal(0.7, profile.Speech[0].StartSeconds, 0.02);
    }

    [Fact]
    public void Measure_FiveMinutesOfSilence_WithholdsWithReasons()
    {
        var profile = Measure(Sounds.Silence(300, 8_000));
        AssertWhole(profile);
        Assert.Equal(Unmeasured.NoVoice, profile["f0_mean_hz"].Reason);
        Assert.Equal(0, profile["voiced_fraction"].Value);
        Assert.Equal(Unmeasured.NoVoice, profile["jitter_local"].Reason);
        Assert.Equal(Unmeasured.Silent, profile["intensity_mean_db"].Reason);
        Assert.Equal(Unmeasured.Silent, profile["cpps_db"].Reason);
        Assert.Equal(Unmeasured.Silent, profile["hnr_db"].Reason);
        Assert.Equal(Unmeasured.Silent, profile["bandwidth_hz"].Reason);
        Assert.Equal(Unmeasured.NoVoice, profile["f1_median_hz"].Reason);
        Assert.Equal(Unmeasured.NoSpeech, profile["syllable_count"].Reason);
        Assert.Equal(Unmeasured.NoSpeech, profile["snr_db"].Reason);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    [InlineData(500)]
    [InlineData(900)]
    public void Measure_VeryShort_WithholdsAndNeverThrows(int sampleCount)
    {
        foreach (var rate in new[] { 4_000, 8_000, 16_000, 96_000 })
        {
            var profile = Measure(new Recording(Enumerable.Range(0, sampleCount).Select(i => (float)Math.Sin(i)).ToArray(), rate));
            AssertWhole(profile);
            Assert.False(profile["cpps_db"].HasValue && sampleCount < 0.1 * rate);
        }
    }

    [Fact]
    public void Measure_FuzzedSamples_NeverThrowsNorReturnsNan()
    {
        var scales = new[] { 1e-42f, 1e-20f, 1e-4f, 1f, 1e4f, 1e10f };
        Gen.Select(Gen.Float[-1, 1].Array[1, 6000], Gen.Int[0, 5], Gen.Int[0, 3], Gen.Int[0, 3]).Sample((samples, scale, rate, kind) =>
        {
            for (var i = 0; i < samples.Length; i++)
            {
                samples[i] = kind switch
                {
                    0 => samples[i] * scales[scale],
                    1 => i % 997 == 0 ? scales[scale] : 0,
                    2 => Math.Sign(samples[i]) * scales[scale],
                    _ => scales[scale],
                };
            }

            AssertWhole(Measure(new Recording(samples, new[] { 4_000, 8_000, 16_000, 96_000 }[rate])));
        }, iter: 60);
    }

    [Fact]
    public void Measure_ClippedVowel_WithholdsPerturbationButNotTiming()
    {
        var clipped = new Recording(Sounds.Scale(Sounds.Vowel(120, 1, [700, 1220, 2600]), 4).Samples.ToArray().Select(x => Math.Clamp(x, -1f, 32767f / 32768)).ToArray(), 16_000);
        var profile = Measure(clipped);
        Assert.InRange(profile["clipped_fraction"].Value, 0.001, 1);
        Assert.Equal(Unmeasured.Clipped, profile["jitter_local"].Reason);
        Assert.Equal(Unmeasured.Clipped, profile["hnr_db"].Reason);
        Assert.Equal(Unmeasured.Clipped, profile["cpps_db"].Reason);
        Assert.True(profile["phonation_time_s"].HasValue);
        Assert.True(profile["f0_median_hz"].HasValue);
        Assert.Contains(profile.Marks, m => m.StartsWith("clipped_fraction", StringComparison.Ordinal));
        Assert.True(Measure(clipped, new VoiceMeasurementOptions { IgnoreQualityGates = true })["jitter_local"].HasValue);
    }

    [Theory]
    [InlineData(5, false, true)]
    [InlineData(15, true, true)]
    [InlineData(30, true, false)]
    public void Measure_NoisyVowels_GatesBySignalToNoise(double snrDb, bool hasJitter, bool isMarked)
    {
        var burst = Sounds.Scale(Sounds.Vowel(120, 0.5, [700, 1220, 2600]), 0.1);
        var sound = Sounds.Join(Sounds.Silence(0.5), burst, Sounds.Silence(0.5), burst, Sounds.Silence(0.5));
        // Uniform noise of amplitude a has power a²/3.
        var noise = Math.Sqrt(3 * burst.Samples.ToArray().Average(x => (double)x * x) / Math.Pow(10, snrDb / 10));
        var profile = Measure(Sounds.Mix(sound, Sounds.Noise(2.5, amplitude: noise)));
        Assert.Equal(hasJitter, profile["jitter_local"].HasValue);
        Assert.Equal(isMarked, profile.Marks.Any(m => m.StartsWith("snr_db", StringComparison.Ordinal)));
        Assert.Equal(1, profile["pause_count"].Value);
        Assert.Equal(snrDb, profile["snr_db"].Value, 1.0);
    }

    [Fact]
    public void Measure_CancelledToken_Throws() =>
        Assert.Throws<OperationCanceledException>(() => VoiceMeasurement.Measure(Sounds.Noise(1), null, new CancellationToken(true)));

    [Fact]
    public void Measure_FormantCeiling_FollowsChannelAndVoice()
    {
        var wide = Sounds.Vowel(110, 0.6, [700, 1220, 2600, 3500, 4500]);
        var narrow = Resampler.Resample(wide, 8_000);
        Assert.InRange(Measure(wide)["f3_median_hz"].Value, 2522, 2678);
        Assert.InRange(Measure(narrow)["f3_median_hz"].Value, 2522, 2678);
        // The same telephone sound in a file of a higher rate: the measured bandwidth decides, not the rate.
        Assert.InRange(Measure(Resampler.Resample(narrow, 16_000))["f3_median_hz"].Value, 2522, 2678);
    }
}
