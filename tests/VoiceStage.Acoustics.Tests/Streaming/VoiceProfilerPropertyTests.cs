using CsCheck;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Streaming;

namespace VoiceStage.Acoustics.Tests.Streaming;

/// <summary>What must not change a profile. A few cases in the suite, many when VOICESTAGE_LONG_TESTS is set.</summary>
public class VoiceProfilerPropertyTests
{
    private static readonly VoiceProfilerOptions Ungated = new() { IgnoreQualityGates = true };
    private static readonly int Cases = Environment.GetEnvironmentVariable("VOICESTAGE_LONG_TESTS") is { Length: > 0 } ? 200 : 4;
    private static readonly Gen<Recording> Answers = Gen.Select(Gen.UInt[1, 10_000], Gen.Double[90, 280], (seed, f0) => Spoken.Answer(2.5, seed: seed, f0Hz: f0));

    // Counts and levels of their own are compared apart; extremes of single frames hang on a single frame.
    private static readonly string[] Steady =
    [
        "f0_mean_hz", "f0_median_hz", "f0_p05_hz", "f0_p95_hz", "voiced_fraction", "jitter_local", "shimmer_local", "hnr_db", "cpps_db",
        "f1_median_hz", "f2_median_hz", "phonation_time_s", "intensity_sd_db",
    ];

    [Fact]
    public void Level_OverSixtyDecibels_ChangesOnlyTheLevel() =>
        Gen.Select(Answers, Gen.Double[-60, 0]).Sample(
            (recording, db) =>
            {
                var loud = Spoken.Profile(recording, Ungated);
                var soft = Spoken.Profile(Sounds.Scale(recording, Math.Pow(10, db / 20)), Ungated);
                Near(loud, soft, 0.01);
                Assert.Equal(loud["intensity_mean_db"].Value + db, soft["intensity_mean_db"].Value, 0.05);
                Assert.Equal(loud["syllable_count"], soft["syllable_count"]);
            },
            iter: Cases, seed: "0N0XIzNsQ0O2", threads: 1);

    [Theory]
    [InlineData(44_100)]
    [InlineData(48_000)]
    public void Rate_OfTheSameSound_ChangesNothingByTwoPercent(int rate) =>
        Answers.Sample(
            recording => Near(Spoken.Profile(recording, Ungated), Spoken.Profile(Resampler.Resample(recording, rate), Ungated), 0.02),
            iter: Cases, seed: "0N0XIzNsQ0O2", threads: 1);

    [Fact]
    public void Shift_ByAnyTime_ChangesLittle() =>
        Gen.Select(Answers, Gen.Int[0, 3_200]).Sample(
            (recording, shift) =>
            {
                // The same noise floor before and after, so that the answer only moves in its frame.
                var floor = Sounds.Noise(0.3, amplitude: 0.002, seed: 99);
                var still = Sounds.Join(floor.Slice(0, 1_600), recording, floor.Slice(0, 3_200));
                var moved = Sounds.Join(floor.Slice(0, 1_600 + shift % 1_600), recording, floor.Slice(0, 3_200 - shift % 1_600));
                Near(Spoken.Profile(still, Ungated), Spoken.Profile(moved, Ungated), 0.03);
            },
            iter: Cases, seed: "0N0XIzNsQ0O2", threads: 1);

    [Fact]
    public void Concatenation_OfAnAnswerWithItself_KeepsMeansAndDoublesTimes() =>
        Answers.Sample(
            recording =>
            {
                var once = Spoken.Profile(recording, Ungated);
                var twice = Spoken.Profile(Sounds.Join(recording, recording), Ungated);
                Near(once, twice, 0.03, but: ["phonation_time_s"]);
                Assert.Equal(2 * once["phonation_time_s"].Value, twice["phonation_time_s"].Value, 0.1);
                Assert.Equal(2 * once["syllable_count"].Value, twice["syllable_count"].Value, 1.0);
            },
            iter: Cases, seed: "0N0XIzNsQ0O2", threads: 1);

    [Fact]
    public void Offset_OfDirectCurrent_ChangesNothingButWaveformMatching() =>
        Gen.Select(Answers, Gen.Double[-0.3, 0.3]).Sample(
            (recording, offset) =>
            {
                var moved = new Recording(recording.Samples.ToArray().Select(x => x + (float)offset).ToArray(), recording.SampleRateHz);
                // Pulses are matched without taking a mean off, as the definition asks: jitter and shimmer feel the offset.
                Near(Spoken.Profile(recording, Ungated), Spoken.Profile(moved, Ungated), 0.02, but: ["jitter_local", "shimmer_local"]);
            },
            iter: Cases, seed: "0N0XIzNsQ0O2", threads: 1);

    private static void Near(VoiceProfile one, VoiceProfile other, double ratio, string[]? but = null)
    {
        foreach (var key in Steady.Except(but ?? []))
        {
            Assert.True(one[key].HasValue == other[key].HasValue, key);
            if (one[key].OrNull is { } expected)
            {
                Assert.True(Math.Abs(other[key].Value - expected) <= ratio * Math.Abs(expected), $"{key}: {expected} and {other[key].Value}");
            }
        }
    }
}
