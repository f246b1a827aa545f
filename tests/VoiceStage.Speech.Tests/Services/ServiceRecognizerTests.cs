using Microsoft.Extensions.Time.Testing;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Speech.Recognition;
using VoiceStage.Speech.Services;
using VoiceStage.Speech.Tests.Recognition;

namespace VoiceStage.Speech.Tests.Services;

public class ServiceRecognizerTests : RecognizerConformance
{
    protected override ISpeechRecognizer Recognizer { get; } = new ServiceRecognizer(
        new Service(_ => Heard("i sleep badly")), TimeSpan.FromSeconds(5), new FakeTimeProvider());

    protected override string ExpectedText => "i sleep badly";

    protected override bool ReadsWhileSpeaking => false;

    protected override RecognitionRequest Request(int sampleRateHz) => new() { SampleRateHz = sampleRateHz };

    protected override Task<Recording> SpeechAsync() => Task.FromResult(TestVoices.Noise(2, 0.1));

    [Fact]
    public void Start_GrammarOrKeyphrases_StayWithTheEmbeddedEngine()
    {
        Assert.Throws<NotSupportedException>(() => Recognizer.Start(Request(16_000) with { Grammar = ["yes", "no"] }));
        Assert.Throws<NotSupportedException>(() => Recognizer.Start(Request(16_000) with { Keyphrases = ["kill myself"] }));
    }

    [Fact]
    public async Task Finish_NoAnswerWithinThePatience_IsATimeoutAndToldOnce()
    {
        var (time, told) = (new FakeTimeProvider(), new List<string>());
        var recognizer = new ServiceRecognizer(new Service(_ => null), TimeSpan.FromSeconds(20), time, told.Add);
        using var utterance = recognizer.Start(Request(16_000));
        utterance.Accept(new float[16_000]);
        var finishing = utterance.FinishAsync(TestContext.Current.CancellationToken).AsTask();

        time.Advance(TimeSpan.FromSeconds(19.9));
        Assert.False(finishing.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal("SERVICE_TIMEOUT", (await Assert.ThrowsAsync<SpeechEngineException>(() => finishing)).Code);
        Assert.Equal(["SERVICE_TIMEOUT"], told);
    }

    [Fact]
    public async Task Finish_SoundGiven_IsSentWholeWithin16Bits()
    {
        var sent = new List<Recording>();
        var recognizer = new ServiceRecognizer(new Service(recording =>
        {
            sent.Add(recording);
            return Heard("yes");
        }), TimeSpan.FromSeconds(1), new FakeTimeProvider());
        var given = TestVoices.Noise(1, 0.1);
        using var utterance = recognizer.Start(Request(given.SampleRateHz));
        Feed(utterance, given, 333);
        await utterance.FinishAsync(TestContext.Current.CancellationToken);

        var got = Assert.Single(sent);
        Assert.Equal((given.SampleRateHz, given.SampleCount), (got.SampleRateHz, got.SampleCount));
        Assert.All(Enumerable.Range(0, got.SampleCount), i => Assert.Equal(given.Samples.Span[i], got.Samples.Span[i], 1f / 32_768));
    }

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public async Task Finish_MoreWordsThanAnybodySays_IsNonsense(int wordCount, bool isTaken)
    {
        var recognizer = new ServiceRecognizer(
            new Service(_ => new Transcript { Engine = "service/free", Text = string.Join(' ', Enumerable.Repeat("you", wordCount)) }), TimeSpan.FromSeconds(1), new FakeTimeProvider());
        using var utterance = recognizer.Start(Request(16_000));
        utterance.Accept(new float[32_000]);
        var finishing = utterance.FinishAsync(TestContext.Current.CancellationToken).AsTask();

        if (isTaken)
        {
            Assert.Equal("service/free", (await finishing).Engine);
        }
        else
        {
            Assert.Equal("SERVICE_NONSENSE", (await Assert.ThrowsAsync<SpeechEngineException>(() => finishing)).Code);
        }
    }

    private static Transcript Heard(string text) => new()
    {
        Engine = "service/free", Text = text, Words = [.. text.Split(' ').Select((word, i) => new RecognizedWord(word, 0.3 * i, (0.3 * i) + 0.25, 0.9))], Confidence = 0.9,
    };

    /// <summary>Answers at once, or never.</summary>
    private sealed class Service(Func<Recording, Transcript?> hear) : ITranscriptionService
    {
        public string Engine => "service/free";

        public async Task<Transcript> TranscribeAsync(Recording recording, string language, CancellationToken cancellation)
        {
            if (hear(recording) is { } heard)
            {
                return heard;
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            throw new InvalidOperationException();
        }
    }
}
