using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Streaming;

namespace VoiceStage.Acoustics.Tests.Streaming;

public class VoiceProfilerTests
{
    [Theory]
    [InlineData(8_000)]
    [InlineData(16_000)]
    [InlineData(44_100)]
    [InlineData(48_000)]
    public void Complete_AnyChunking_SameToTheLastBit(int rate)
    {
        var samples = Spoken.Sixteen(Spoken.Answer(4, rate));
        var whole = new VoiceProfiler(rate);
        whole.Write(samples);
        var expected = Spoken.Bits(whole.Complete());
        var random = new Random(7);
        foreach (var next in new Func<int>[] { () => 1, () => rate / 50, () => random.Next(0, 3_000), () => 255 })
        {
            var profiler = new VoiceProfiler(rate);
            for (var at = 0; at < samples.Length;)
            {
                var count = Math.Min(next(), samples.Length - at);
                profiler.Write(samples.AsSpan(at, count));
                _ = profiler.Live;
                at += count;
            }

            Assert.Equal(expected, Spoken.Bits(profiler.Complete()));
        }
    }

    [Fact]
    public void Write_FloatsOfSixteenBitValues_SameAsSixteenBits()
    {
        var samples = Spoken.Sixteen(Spoken.Answer(3));
        samples[5] = short.MinValue;
        var sixteen = new VoiceProfiler(16_000);
        sixteen.Write(samples);
        var floats = new VoiceProfiler(16_000);
        floats.Write(Array.ConvertAll(samples, s => s / 32768f));
        Assert.Equal(Spoken.Bits(sixteen.Complete()), Spoken.Bits(floats.Complete()));
    }

    [Fact]
    public void Complete_VoiceBeforeLoudEnd_WalksAgainWhatTheEndChanged()
    {
        // The last second is forty times as loud: what was voice before may be silence beside it.
        var soft = Sounds.Scale(Spoken.Answer(4), 0.02);
        var all = Sounds.Join(soft, Spoken.Answer(1.5, seed: 3));
        var streamed = Spoken.Profile(all, new VoiceProfilerOptions { IgnoreQualityGates = true });
        var file = VoiceMeasurement.Measure(all, new VoiceMeasurementOptions { IgnoreQualityGates = true }, TestContext.Current.CancellationToken);
        Assert.Equal(file["jitter_local"].Value, streamed["jitter_local"].Value, file["jitter_local"].Value * 0.1);
        Assert.Equal(file["voiced_fraction"].Value, streamed["voiced_fraction"].Value, 0.02);
    }

    [Fact]
    public void Complete_SpokenAnswer_CloseToTheWholeFile()
    {
        var recording = Spoken.Answer(8);
        var file = VoiceMeasurement.Measure(recording, new VoiceMeasurementOptions { IgnoreQualityGates = true }, TestContext.Current.CancellationToken);
        var streamed = Spoken.Profile(recording, new VoiceProfilerOptions { IgnoreQualityGates = true });
        foreach (var key in VoiceSetKeys.All)
        {
            Assert.Equal(file[key].HasValue, streamed[key].HasValue);
            if (file[key].OrNull is { } expected)
            {
                Assert.True(Math.Abs(streamed[key].Value - expected) <= 0.03 * Math.Abs(expected) + 1e-6, $"{key}: file {expected}, streamed {streamed[key].Value}");
            }
        }
    }

    [Fact]
    public void Complete_LongerThanBound_SaysSoAndMeasuresWhatItHas()
    {
        var recording = Spoken.Answer(4);
        var cut = Spoken.Profile(recording, new VoiceProfilerOptions { LongestAnswerSeconds = 2 });
        Assert.Equal(2, cut.DurationSeconds);
        Assert.Contains(cut.Marks, m => m.StartsWith("duration_s", StringComparison.Ordinal));
        var first = Spoken.Profile(recording.Slice(0, 32_000));
        Assert.Equal(first["f0_median_hz"], cut["f0_median_hz"]);
        Assert.DoesNotContain(first.Marks, m => m.StartsWith("duration_s", StringComparison.Ordinal));
    }

    [Fact]
    public void Complete_QuestionEndKnown_GivesResponseLatency()
    {
        var profiler = new VoiceProfiler(16_000);
        profiler.Write(Spoken.Answer(4).Samples.Span);
        var profile = profiler.Complete(questionEndSeconds: -0.5);
        Assert.Equal(0.8, profile.ResponseLatencySeconds!.Value.Value, 0.05);
        Assert.NotEmpty(profile.Pauses);
    }

    [Fact]
    public void Complete_NothingOrSilence_EverythingHasAReason()
    {
        Assert.All(new VoiceProfiler(16_000).Complete().Measures, m => Assert.False(m.Value.HasValue, m.Key));
        var silent = Spoken.Profile(Sounds.Silence(2));
        Assert.Equal(Unmeasured.NoVoice, silent["f0_mean_hz"].Reason);
        Assert.Equal(Unmeasured.Silent, silent["hnr_db"].Reason);
        Assert.Equal(VoiceProfiler.Version, silent.Version);
    }

    [Fact]
    public void Write_AfterComplete_Throws()
    {
        var profiler = new VoiceProfiler(16_000);
        profiler.Complete();
        Assert.Throws<InvalidOperationException>(() => profiler.Write(new short[1]));
        Assert.Throws<InvalidOperationException>(() => profiler.Complete());
        Assert.Throws<ArgumentOutOfRangeException>(() => new VoiceProfiler(100));
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(16_000)]
    [InlineData(48_000)]
    public void Write_SteadyState_MemoryStaysWithinItsBound(int rate)
    {
        const int Seconds = 30;
        var samples = Spoken.Sixteen(Spoken.Answer(Seconds, rate));
        new VoiceProfiler(rate).Write(samples.AsSpan(0, 3 * rate)); // shared tables are built once
        var before = GC.GetAllocatedBytesForCurrentThread();
        var profiler = new VoiceProfiler(rate);
        for (var at = 0; at < samples.Length; at += rate / 50)
        {
            profiler.Write(samples.AsSpan(at, rate / 50));
        }

        // Everything that was ever allocated while the answer came, so also what was held at any time.
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        profiler.Complete();
        TestContext.Current.TestOutputHelper?.WriteLine($"{rate} Hz: {allocated / 1024.0 / Seconds:F1} KiB a second, samples {2 * rate / 1024.0:F1}");
        Assert.InRange(allocated, 0, 2L * rate * Seconds + (1 << 20) + 24_576L * Seconds);
    }

    [Fact]
    public void Live_VoiceThenSilence_ShowsF0LevelAndPauses()
    {
        var profiler = new VoiceProfiler(16_000);
        var voice = Sounds.Mix(Sounds.Vowel(150, 1, [700, 1_200]), Sounds.Noise(1, amplitude: 1e-4));
        var quiet = Sounds.Noise(1, amplitude: 1e-4);
        profiler.Write(quiet.Samples.Span[..8_000]);
        Assert.False(profiler.Live.IsSpeaking);
        profiler.Write(voice.Samples.Span);
        var speaking = profiler.Live;
        Assert.True(speaking.IsSpeaking);
        Assert.Equal(150, speaking.F0Hz!.Value, 1.0);
        Assert.InRange(speaking.LevelDbfs, -30, -3);
        profiler.Write(quiet.Samples.Span);
        var silent = profiler.Live;
        Assert.False(silent.IsSpeaking);
        Assert.Null(silent.F0Hz);
        Assert.Equal(0, silent.PauseCount);
        Assert.Equal(1, silent.SilenceSeconds, 0.1);
        profiler.Write(voice.Samples.Span);
        Assert.Equal(1, profiler.Live.PauseCount);
        Assert.Equal(1, profiler.Live.PauseSeconds, 0.1);
        Assert.Equal(3.5, profiler.Live.CapturedSeconds);
    }
}
