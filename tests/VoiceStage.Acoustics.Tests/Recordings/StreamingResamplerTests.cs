using CsCheck;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Tests.Recordings;

public class StreamingResamplerTests
{
    private static readonly (int From, int To)[] RatePairs = [(8000, 16000), (48000, 16000), (44100, 16000), (16000, 11025)];

    private static float[] Tone(double hz, int rate, double seconds) =>
        [.. Enumerable.Range(0, (int)(rate * seconds)).Select(i => (float)Math.Sin(2 * Math.PI * hz * i / rate))];

    private static double LevelDb(ReadOnlySpan<float> samples)
    {
        var sum = 0.0;
        foreach (var x in samples)
        {
            sum += (double)x * x;
        }

        return 10 * Math.Log10(2 * sum / samples.Length + 1e-30);
    }

    [Theory]
    [InlineData(8000, 16000)]
    [InlineData(48000, 16000)]
    [InlineData(44100, 16000)]
    [InlineData(16000, 48000)]
    [InlineData(22050, 16000)]
    [InlineData(16001, 16000)]
    [InlineData(44101, 11999)]
    [InlineData(96000, 8000)]
    public void Resample_ToneInPassBand_KeepsLevelAndPhase(int from, int to)
    {
        var nyquist = Math.Min(from, to) / 2.0;
        foreach (var part in new[] { 0.02, 0.3, 0.7, 0.9 })
        {
            var hz = part * nyquist;
            var output = Resampler.Resample(new Recording(Tone(hz, from, 0.5), from), to).Samples.Span;
            var expected = Tone(hz, to, 0.5);
            var worst = 0f;
            for (var i = output.Length / 4; i < output.Length * 3 / 4; i++)
            {
                worst = Math.Max(worst, Math.Abs(output[i] - expected[i]));
            }

            Assert.InRange(worst, 0, 0.002);
        }
    }

    [Theory]
    [InlineData(48000, 16000)]
    [InlineData(44100, 16000)]
    [InlineData(16000, 8000)]
    [InlineData(44101, 11999)]
    public void Resample_ToneAboveTheNewNyquist_Vanishes(int from, int to)
    {
        foreach (var hz in new[] { 1.005 * to / 2, 1.3 * to / 2 })
        {
            var output = Resampler.Resample(new Recording(Tone(hz, from, 0.5), from), to).Samples;
            Assert.InRange(LevelDb(output.Span[(output.Length / 4)..(output.Length * 3 / 4)]), -400, -75);
        }
    }

    [Fact]
    public void Resample_EightToSixteen_LeavesNoImage()
    {
        var output = Resampler.Resample(new Recording(Tone(3600, 8000, 0.5), 8000), 16000).Samples.Span[2000..6000];
        var image = Tone(4400, 16000, 0.5).AsSpan(2000, 4000);
        double re = 0;
        for (var i = 0; i < image.Length; i++)
        {
            re += output[i] * image[i];
        }

        Assert.InRange(20 * Math.Log10(Math.Abs(re) / (image.Length / 2)), -400, -75);
    }

    [Fact]
    public void Write_AnyChunking_GivesTheSameBits()
    {
        Gen.Select(Gen.Int[0, 3].Select(i => RatePairs[i]), Gen.Int[1, 700].Array[1, 20], Gen.Float[-1, 1].Array[0, 6000])
            .Sample((rates, cuts, samples) =>
            {
                var whole = Resampler.Run(new StreamingResampler(rates.From, rates.To), samples);
                var streaming = new StreamingResampler(rates.From, rates.To);
                var output = new List<float>();
                var cut = 0;
                for (var at = 0; at < samples.Length; cut++)
                {
                    var n = Math.Min(cuts[cut % cuts.Length], samples.Length - at);
                    var piece = new float[streaming.LargestOutputCount(n)];
                    output.AddRange(piece[..streaming.Write(samples.AsSpan(at, n), piece)]);
                    at += n;
                }

                var rest = new float[streaming.LargestOutputCount(0)];
                output.AddRange(rest[..streaming.Complete(rest)]);
                Assert.Equal(whole, output);
            }, iter: 30);
    }

    [Fact]
    public void Write_Constant_StaysConstant()
    {
        var output = Resampler.Resample(new Recording(Enumerable.Repeat(0.25f, 8000).ToArray(), 44100), 16000).Samples.ToArray();
        Assert.All(output[500..^500], x => Assert.Equal(0.25f, x, 1e-6f));
    }

    [Fact]
    public void Write_AfterComplete_Throws()
    {
        var resampler = new StreamingResampler(8000, 16000);
        resampler.Complete(new float[resampler.LargestOutputCount(0)]);
        Assert.Throws<InvalidOperationException>(() => resampler.Write([0f], new float[300]));
        resampler.Reset();
        resampler.Write([0f], new float[300]);
    }

    [Fact]
    public void Resample_OneSample_GivesAtLeastOne()
    {
        Assert.Equal(2, Resampler.Resample(new Recording(new float[] { 1 }, 8000), 16000).SampleCount);
        Assert.Equal(1, Resampler.Resample(new Recording(new float[] { 1 }, 48000), 16000).SampleCount);
        Assert.Equal(0, Resampler.Resample(new Recording(ReadOnlyMemory<float>.Empty, 48000), 16000).SampleCount);
    }
}
