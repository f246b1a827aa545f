using CsCheck;
using VoiceStage.Acoustics.Egemaps;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Streaming;

namespace VoiceStage.Acoustics.Tests.Streaming;

/// <summary>Whatever the audio, nothing throws and nothing is NaN. A few cases in the suite, many when VOICESTAGE_LONG_TESTS is set.</summary>
public class FuzzTests
{
    private static readonly int Cases = Environment.GetEnvironmentVariable("VOICESTAGE_LONG_TESTS") is { Length: > 0 } ? 3_000 : 60;

    private static readonly Gen<float> Samples = Gen.Frequency(
        (6, Gen.Float[-1, 1]), (1, Gen.Const(0f)), (1, OneOf(1f, -1f, float.Epsilon, -float.Epsilon, 1e-38f, 1e30f, -1e30f, float.MaxValue)),
        (1, OneOf(float.NaN, float.PositiveInfinity, float.NegativeInfinity)));

    private static readonly Gen<int> Rates = OneOf(4_000, 8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000);

    // Pieces of one kind each: silence, a constant, a square, an impulse, noise, denormals, anything.
    private static readonly Gen<float[]> Audio = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6_000], Gen.Int[2, 400], Samples).Select(
        (kind, count, period, value) => Enumerable.Range(0, count).Select(i => kind switch
        {
            0 => 0f,
            1 => value,
            2 => i / period % 2 == 0 ? 1f : -1f,
            3 => i % period == 0 ? 1f : 0f,
            4 => float.Epsilon * (i % period),
            5 => (float)Math.Sin(i * 6.28 / period),
            _ => (i * 2_654_435_761L + period) % 1_000 / 500f - 1,
        }).ToArray()).Array[1, 4].Select(parts => parts.SelectMany(p => p).ToArray());

    [Fact]
    public void Profiler_AnyAudio_GivesNumbersOrReasons() =>
        Gen.Select(Audio, Samples.Array[0, 400], Rates).ForEach(Cases,
            (audio, tail, rate) =>
            {
                var profiler = new VoiceProfiler(rate);
                profiler.Write(audio);
                profiler.Write(tail);
                var live = profiler.Live;
                Assert.True(double.IsFinite(live.LevelDbfs) && double.IsFinite(live.PauseSeconds) && live.F0Hz is null or > 0);
                AssertSound(profiler.Complete());
            });

    [Fact]
    public void VoiceSetAndEgemaps_AnyFiniteAudio_GiveNumbersOrReasons() =>
        Gen.Select(Audio, Rates).ForEach(Cases / 3,
            (audio, rate) =>
            {
                // Perfectly periodic signals at high rates take the slow, exact way: a few thousand samples are enough here.
                var finite = audio.Take(4_000).Select(x => float.IsFinite(x) ? x : 0).ToArray();
                var recording = new Recording(finite, rate);
                AssertSound(VoiceMeasurement.Measure(recording, null, TestContext.Current.CancellationToken));
                Assert.All(EgemapsMeasurement.Measure(recording).Functionals, m => Assert.True(!m.Value.HasValue || double.IsFinite(m.Value.Value), m.Key));
            });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(255)]
    [InlineData(257)]
    [InlineData(700)]
    public void Profiler_FewSamples_GivesReasons(int count)
    {
        var profiler = new VoiceProfiler(16_000);
        profiler.Write(Enumerable.Repeat(0.3f, count).ToArray());
        AssertSound(profiler.Complete());
    }

    [Fact]
    public void WavReader_RandomBytesBehindAnyHeader_OnlyTheDocumentedError() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Bool, Gen.Int[0, 43], Gen.Byte).ForEach(10 * Cases,
            (bytes, hasHeader, at, value) =>
            {
                var file = hasHeader ? Header(bytes) : bytes;
                if (hasHeader)
                {
                    file[at] = value;
                }

                try
                {
                    var recording = WavReader.Read(new MemoryStream(file));
                    Assert.False(recording.Samples.Span.ContainsAnyInRange(float.PositiveInfinity, float.PositiveInfinity));
                    AssertSound(VoiceMeasurement.Measure(recording, null, TestContext.Current.CancellationToken));
                }
                catch (AudioFormatException)
                {
                    // What a bad file is answered with.
                }
            });

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static byte[] Header(byte[] payload)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("RIFF"u8);
        writer.Write(36 + payload.Length);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(96_000);
        writer.Write(96_000);
        writer.Write((short)1);
        writer.Write((short)8);
        writer.Write("data"u8);
        writer.Write(payload.Length);
        writer.Write(payload);
        return stream.ToArray();
    }

    private static void AssertSound(VoiceProfile profile)
    {
        Assert.Equal(VoiceSetKeys.All.Count, profile.Measures.Count);
        Assert.All(profile.Measures, m => Assert.True(!m.Value.HasValue || double.IsFinite(m.Value.Value), m.Key));
        Assert.True(double.IsFinite(profile.DurationSeconds));
    }
}
