using VoiceStage.Acoustics.Recordings;
using VoiceStage.Speech.Vad;

namespace VoiceStage.Speech.Tests.Vad;

public class SpeechActivityDetectorTests
{
    private static readonly Lazy<SileroVad?> Loaded = new(() =>
        SpeechModelFolder.Locate() is { HasSilero: true } folder ? new SileroVad(folder.SileroWeights) : null);

    private static SileroVad NetOrSkip()
    {
        Assert.SkipWhen(Loaded.Value is null, "the speech detector's weights are not here: ./voicestage setup fetches them");
        return Loaded.Value!;
    }

    private static List<SpeechFrame> Detect(SpeechActivityDetector detector, Recording recording, int pieceSampleCount)
    {
        var frames = new List<SpeechFrame>();
        for (var i = 0; i < recording.SampleCount; i += pieceSampleCount)
        {
            frames.AddRange(detector.Accept(recording.Samples.Span.Slice(i, Math.Min(pieceSampleCount, recording.SampleCount - i))));
        }

        frames.AddRange(detector.Complete());
        return frames;
    }

    private static Recording WithNoise(Recording speech, double rms)
    {
        var noise = TestVoices.Noise(speech.DurationSeconds + 1, rms);
        return new Recording(speech.Samples.ToArray().Select((x, i) => x + noise.Samples.Span[i]).ToArray(), speech.SampleRateHz);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.003)]
    public async Task Accept_SentenceBetweenPauses_IsSpeechInsideAndNotAround(double noiseRms)
    {
        var speech = WithNoise(await TestVoices.SayAsync("Thinking back over the past two weeks it was not easy.", padSeconds: 1), noiseRms);
        using var detector = new SpeechActivityDetector(NetOrSkip());
        var frames = Detect(detector, speech, 320);
        var inside = frames.Where(f => f.SampleIndex > 1.3 * 16_000 && f.SampleIndex < speech.SampleCount - 1.5 * 16_000).ToList();
        Assert.InRange(inside.Count(f => f.Probability > 0.5) / (double)inside.Count, 0.85, 1);
        Assert.All(frames.Where(f => f.SampleIndex < 0.9 * 16_000), f => Assert.InRange(f.Probability, 0, 0.35));
        Assert.All(frames.Where(f => f.SampleIndex > speech.SampleCount - 0.5 * 16_000), f => Assert.InRange(f.Probability, 0, 0.35));
    }

    [Fact]
    public async Task Accept_CutInAnyWay_GivesTheSameFrames()
    {
        var speech = await TestVoices.SayAsync("nearly every day");
        using var whole = new SpeechActivityDetector(NetOrSkip());
        using var cut = new SpeechActivityDetector(NetOrSkip());
        var frames = Detect(whole, speech, speech.SampleCount);
        Assert.Equal(frames, Detect(cut, speech, 111));
        for (var i = 0; i < frames.Count; i++)
        {
            Assert.Equal(512 * i, frames[i].SampleIndex);
        }

        Assert.Equal(speech.SampleCount, frames.Sum(f => f.SampleCount));
    }

    [Fact]
    public async Task Accept_GateOrNot_AgreesWhereSpeechIs()
    {
        var speech = WithNoise(await TestVoices.SayAsync("Thinking back over the past two weeks it was not easy.", padSeconds: 1), 0.002);
        using var gated = new SpeechActivityDetector(NetOrSkip());
        using var plain = new SpeechActivityDetector(NetOrSkip(), gate: null);
        var differ = Detect(gated, speech, 320).Zip(Detect(plain, speech, 320)).Count(p => p.First.Probability > 0.5 != p.Second.Probability > 0.5);
        Assert.InRange(differ, 0, 2);
    }

    [Fact]
    public async Task Streams_SideBySide_DoNotDisturbEachOther()
    {
        var speech = await TestVoices.SayAsync("nearly every day");
        using var alone = new SpeechActivityDetector(NetOrSkip());
        var expected = Detect(alone, speech, 512);
        using var a = new SpeechActivityDetector(NetOrSkip());
        using var b = new SpeechActivityDetector(NetOrSkip());
        var found = new List<SpeechFrame>();
        var noise = TestVoices.Noise(speech.DurationSeconds, 0.1);
        for (var i = 0; i + 512 <= speech.SampleCount; i += 512)
        {
            b.Accept(noise.Samples.Span.Slice(i, 512));
            found.AddRange(a.Accept(speech.Samples.Span.Slice(i, 512)));
        }

        found.AddRange(a.Accept(speech.Samples.Span[(speech.SampleCount / 512 * 512)..]));
        found.AddRange(a.Complete());
        Assert.Equal(expected, found);
    }

    [Fact]
    public async Task Reset_AfterAStream_StartsAnew()
    {
        var speech = await TestVoices.SayAsync("nearly every day");
        using var detector = new SpeechActivityDetector(NetOrSkip());
        var first = Detect(detector, speech, 512);
        detector.Reset();
        Assert.Equal(0, detector.SampleCount);
        Assert.Equal(first, Detect(detector, speech, 512));
    }

    [Fact]
    public async Task Accept_ValuesThatAreNoNumbers_DoNotStayInTheState()
    {
        var speech = await TestVoices.SayAsync("Thinking back over the past two weeks.");
        using var detector = new SpeechActivityDetector(NetOrSkip(), gate: null);
        detector.Accept(Enumerable.Repeat(float.NaN, 1_024).ToArray());
        Assert.Contains(Detect(detector, speech, 512), f => f.Probability > 0.9);
    }

    /// <summary>What stood in the net's state over a silent line made each answer of a call harder to find than the one before.</summary>
    [Fact]
    public async Task Accept_TheSameWordAfterSilenceAgainAndAgain_IsFoundEachTime()
    {
        var word = await TestVoices.SayAsync("yeah, okay");
        // Soft, and without anything between the words.
        var soft = word.Samples.ToArray().Select(x => x * 0.05f).ToArray();
        using var detector = new SpeechActivityDetector(NetOrSkip());
        var counts = new List<int>();
        for (var turn = 0; turn < 5; turn++)
        {
            detector.Accept(new float[8 * 16_000]);
            counts.Add(detector.Accept(soft).Count(frame => frame.Probability > 0.5) + detector.Accept(new float[8_000]).Count(frame => frame.Probability > 0.5));
        }

        Assert.All(counts, count => Assert.InRange(count, 10, 60));
        Assert.InRange(counts.Max() - counts.Min(), 0, 3);
    }

    [Fact]
    public void Constructor_NoFile_SaysWhatToDo() =>
        Assert.Equal("MODEL_MISSING", Assert.Throws<SpeechEngineException>(() => new SileroVad("/nowhere.onnx")).Code);
}
