using CsCheck;
using VoiceStage.Acoustics.Egemaps;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Tests.Egemaps;

/// <summary>One test for each of the ten faults of common practice, on signals with a known truth, and what keeps the set whole.</summary>
public class EgemapsMeasurementTests
{
    private static IReadOnlyDictionary<string, Reading> Measure(Recording recording) =>
        EgemapsMeasurement.Measure(recording, TestContext.Current.CancellationToken).Functionals;

    private static Recording Harmonics(double f0, double[] levelsDb, double seconds, int rate = 16_000) =>
        new(Enumerable.Range(0, (int)(rate * seconds)).Select(i =>
            (float)(0.1 * levelsDb.Select((db, k) => Math.Pow(10, db / 20) * Math.Cos(2 * Math.PI * (k + 1) * f0 * i / rate)).Sum())).ToArray(), rate);

    // Speech-like: vowels of gliding pitch between silences, over a quiet hiss.
    private static Recording Phrase(int rate = 48_000)
    {
        var a = Sounds.Vowel(110, 0.4, [700, 1220, 2600, 3500, 4500], rate: rate);
        var i = Sounds.Vowel(140, 0.3, [300, 2290, 3010, 3700, 4600], rate: rate);
        var phrase = Sounds.Join(Sounds.Silence(0.2, rate), a, Sounds.Silence(0.15, rate), Sounds.Scale(i, 0.5), Sounds.Silence(0.1, rate), a, i, Sounds.Silence(0.3, rate));
        return Sounds.Mix(phrase, Sounds.Noise(phrase.DurationSeconds, rate, 0.002));
    }

    [Fact]
    public void Keys_Are88InTheFieldsOrder()
    {
        Assert.Equal(88, EgemapsKeys.All.Count);
        Assert.Equal(88, EgemapsKeys.All.Distinct().Count());
        var profile = EgemapsMeasurement.Measure(Phrase(16_000), TestContext.Current.CancellationToken);
        Assert.Equal(EgemapsKeys.All, profile.Functionals.Keys);
        Assert.Equal(25, profile.Tracks.Count);
        Assert.Equal("eGeMAPSv02/voicestage-1", profile.Version);
    }

    [Theory]
    [InlineData(700, 1220, 2600)]
    [InlineData(300, 870, 2240)]
    public void Formants_SyntheticVowel_AreWithin3Percent(double f1, double f2, double f3)
    {
        var values = Measure(Sounds.Vowel(100, 1, [f1, f2, f3, 3500, 4500]));
        Assert.InRange(values["F1frequency_sma3nz_amean"].Value, 0.97 * f1, 1.03 * f1);
        Assert.InRange(values["F2frequency_sma3nz_amean"].Value, 0.97 * f2, 1.03 * f2);
        Assert.InRange(values["F3frequency_sma3nz_amean"].Value, 0.97 * f3, 1.03 * f3);
        Assert.InRange(values["F1bandwidth_sma3nz_amean"].Value, 10, 250);
    }

    [Fact]
    public void FormantAmplitudes_WithPauses_AreThoseOfTheVoiceAlone()
    {
        var vowel = Sounds.Vowel(120, 1, [700, 1220, 2600, 3500, 4500]);
        var alone = Measure(vowel);
        var padded = Measure(Sounds.Join(Sounds.Silence(1), vowel, Sounds.Silence(1)));
        for (var f = 1; f <= 3; f++)
        {
            Assert.Equal(alone[$"F{f}amplitudeLogRelF0_sma3nz_amean"].Value, padded[$"F{f}amplitudeLogRelF0_sma3nz_amean"].Value, 1.0);
            Assert.InRange(padded[$"F{f}amplitudeLogRelF0_sma3nz_amean"].Value, -60, 30);
        }
    }

    [Theory]
    [InlineData(110)]
    [InlineData(200)]
    [InlineData(300)]
    public void H1H2_KnownSeries_ReadsFirstMinusSecond(double f0) =>
        Assert.Equal(6, Measure(Harmonics(f0, [0, -6, -20], 1))["logRelF0-H1-H2_sma3nz_amean"].Value, 0.2);

    [Fact]
    public void Hnr_SameNoiseAtAnyPitch_IsTheSame()
    {
        var values = new[] { 80.0, 120, 200, 300, 400 }.Select(f0 =>
        {
            var voice = Harmonics(f0, [0, -6, -12, -18], 2);
            var power = voice.Samples.ToArray().Average(x => (double)x * x);
            var noise = Sounds.Noise(2, amplitude: Math.Sqrt(3 * power / 100)); // 20 dB below
            return Measure(Sounds.Mix(voice, noise))["HNRdBACF_sma3nz_amean"].Value;
        }).ToArray();
        Assert.All(values, hnr => Assert.Equal(20, hnr, 1.0));
        var clean = new[] { 80.0, 400 }.Select(f0 => Measure(Harmonics(f0, [0], 1))["HNRdBACF_sma3nz_amean"].Value).ToArray();
        Assert.Equal(clean[0], clean[1], 1.0);
    }

    [Fact]
    public void Slopes_OtherLevel_DoNotMove()
    {
        var loud = Measure(Phrase(16_000));
        var quiet = Measure(Sounds.Scale(Phrase(16_000), 0.01));
        foreach (var key in EgemapsKeys.All.Where(k => k.StartsWith("slope", StringComparison.Ordinal)))
        {
            Assert.Equal(loud[key].Value, quiet[key].Value, 1e-4 * Math.Abs(loud[key].Value) + 1e-7);
        }
    }

    [Fact]
    public void Slope_KnownSeries_IsItsDbPerHertz()
    {
        // Harmonics every 20 Hz would merge: take a comb at 125 Hz whose lines fall 2 dB from one to the next, 0.016 dB/Hz.
        var falling = Measure(Harmonics(125, [.. Enumerable.Range(0, 16).Select(k => -2.0 * k)], 1));
        var flat = Measure(Harmonics(125, [.. Enumerable.Repeat(0.0, 16)], 1));
        Assert.Equal(-0.016, falling["slopeV500-1500_sma3nz_amean"].Value - flat["slopeV500-1500_sma3nz_amean"].Value, 0.002);
    }

    [Fact]
    public void VoicedSegments_MoreThanAThousand_AreAllCounted()
    {
        var unit = Sounds.Join(Sounds.Tone(200, 0.1, 8_000), Sounds.Silence(0.1, 8_000));
        var many = new Recording(Enumerable.Repeat(unit.Samples.ToArray(), 1_100).SelectMany(x => x).ToArray(), 8_000);
        Assert.Equal(5, Measure(many)["VoicedSegmentsPerSec"].Value, 0.05);
    }

    [Fact]
    public void Measure_OtherRates_AgreeWithin2Percent()
    {
        // Band-limited to 7 kHz, as speech at 16 kHz is; each rate is made from the same sound.
        var source = Resampler.Resample(Phrase(16_000), 48_000);
        var reference = Measure(Resampler.Resample(source, 16_000));
        var misses = new List<string>();
        foreach (var rate in new[] { 22_050, 44_100, 48_000 })
        {
            var other = Measure(Resampler.Resample(source, rate));
            foreach (var key in EgemapsKeys.All.Where(k => reference[k].HasValue))
            {
                // Frames at the edges of voice may change sides when the grid moves by half a sample; a coefficient of variation feels single frames most.
                var isVariation = key.EndsWith("stddevNorm", StringComparison.Ordinal);
                var allowed = (isVariation ? 0.05 : 0.02) * Math.Abs(reference[key].Value) + (isVariation ? 0.02 : 1e-3);
                if (Math.Abs(reference[key].Value - other[key].Value) > allowed)
                {
                    misses.Add($"{key} at {rate}: {reference[key].Value} {other[key].Value}");
                }
            }
        }

        Assert.Empty(misses);
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-5)]
    public void Measure_QuietVoice_IsAsVoicedAsTheLoudOne(double factor)
    {
        var loud = Measure(Phrase(16_000));
        var quiet = Measure(Sounds.Scale(Phrase(16_000), factor));
        foreach (var key in EgemapsKeys.All.Where(k => !k.StartsWith("loudness_", StringComparison.Ordinal) && k != "equivalentSoundLevel_dBp"))
        {
            Assert.True(loud[key].HasValue == quiet[key].HasValue, key);
            Assert.True(!loud[key].HasValue || Math.Abs(loud[key].Value - quiet[key].Value) <= 1e-3 * Math.Abs(loud[key].Value) + 1e-4, $"{key}: {loud[key].OrNull} {quiet[key].OrNull}");
        }

        Assert.Equal(20 * Math.Log10(factor), quiet["equivalentSoundLevel_dBp"].Value - loud["equivalentSoundLevel_dBp"].Value, 0.01);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(400)]
    [InlineData(800)]
    public void Measure_ShorterThanAFrame_WithholdsAll(int sampleCount)
    {
        var values = Measure(new Recording(Enumerable.Range(0, sampleCount).Select(i => (float)Math.Sin(i * 0.05)).ToArray(), 16_000));
        Assert.Equal(88, values.Count);
        Assert.All(values.Values, r => Assert.Equal(Unmeasured.TooShort, r.Reason));
    }

    [Fact]
    public void F0Slopes_RiseGapFall_ComeFromTheVoicedStretchesAlone()
    {
        // Up 12 semitones in 1 s, a gap, down 12 in 0.5 s: drawn across the gap there would be a third slope.
        static Recording Glide(double from, double to, double seconds)
        {
            var phase = 0.0;
            return new Recording(Enumerable.Range(0, (int)(16_000 * seconds)).Select(i =>
            {
                phase += 2 * Math.PI * from * Math.Pow(to / from, i / (16_000 * seconds)) / 16_000;
                return (float)(0.2 * (Math.Sin(phase) + 0.5 * Math.Sin(2 * phase) + 0.3 * Math.Sin(3 * phase)));
            }).ToArray(), 16_000);
        }

        var values = Measure(Sounds.Join(Glide(100, 200, 1), Sounds.Silence(0.4), Glide(300, 150, 0.5)));
        Assert.Equal(12, values["F0semitoneFrom27.5Hz_sma3nz_meanRisingSlope"].Value, 0.4);
        Assert.Equal(24, values["F0semitoneFrom27.5Hz_sma3nz_meanFallingSlope"].Value, 0.8);
        Assert.Equal(0, values["F0semitoneFrom27.5Hz_sma3nz_stddevRisingSlope"].Value, 0.5);
    }

    [Fact]
    public void Measure_Silence_SaysSo() => Assert.All(Measure(Sounds.Silence(1)).Values, r => Assert.Equal(Unmeasured.Silent, r.Reason));

    [Fact]
    public void Measure_NoiseAlone_HasNoVoiceButASpectrum()
    {
        var values = Measure(Sounds.Noise(1));
        Assert.Equal(Unmeasured.NoVoice, values["F1frequency_sma3nz_amean"].Reason);
        Assert.Equal(Unmeasured.NoVoice, values["MeanVoicedSegmentLengthSec"].Reason);
        Assert.Equal(0, values["VoicedSegmentsPerSec"].Value);
        Assert.True(values["mfcc1_sma3_amean"].HasValue);
        Assert.True(values["alphaRatioUV_sma3nz_amean"].HasValue);
    }

    [Fact]
    public void Measure_Fuzz_NeverThrowsNorReturnsNan()
    {
        var scales = new[] { 1e-42f, 1e-20f, 1f, 1e10f };
        Gen.Select(Gen.Float[-1, 1].Array[1, 5000], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 2]).Sample((samples, scale, rate, kind) =>
        {
            for (var i = 0; i < samples.Length; i++)
            {
                samples[i] = kind switch { 0 => samples[i] * scales[scale], 1 => i % 997 == 0 ? scales[scale] : 0, _ => scales[scale] };
            }

            var profile = EgemapsMeasurement.Measure(new Recording(samples, new[] { 4_000, 8_000, 16_000, 96_000 }[rate]));
            Assert.All(profile.Functionals, r => Assert.True(r.Value.OrNull is null || double.IsFinite(r.Value.Value), r.Key));
            Assert.All(profile.Tracks, t => Assert.All(t.Values, v => Assert.True(v is null || double.IsFinite(v.Value), t.Name)));
        }, iter: 60);
    }
}
