using VoiceStage.Acoustics.Recordings;
using VoiceStage.Speech.Recognition;
using VoiceStage.Speech.Recognition.Vosk;

namespace VoiceStage.Speech.Tests.Recognition.Vosk;

public class VoskSpeechRecognizerTests : RecognizerConformance
{
    internal static readonly string[] Frequency =
        ["not at all", "several days", "more than half the days", "nearly every day", "no", "i don't know", "two"];

    protected override ISpeechRecognizer Recognizer => LoadedVosk.OrSkip();

    protected override string ExpectedText => "i want to kill myself";

    protected override RecognitionRequest Request(int sampleRateHz) => new() { SampleRateHz = sampleRateHz };

    protected override Task<Recording> SpeechAsync() => TestVoices.SayAsync("I want to kill myself.");

    [Theory]
    [InlineData("not at all", "slt")]
    [InlineData("several days", "awb")]
    [InlineData("more than half the days", "rms")]
    [InlineData("nearly every day", "kal16")]
    public async Task Grammar_OptionSpoken_IsHeardWhole(string option, string voice)
    {
        var request = new RecognitionRequest { SampleRateHz = 16_000, Grammar = Frequency };
        var transcript = await HearAsync(request, await TestVoices.SayAsync(option, voice));
        Assert.Equal(option, transcript.Text);
        Assert.Equal("vosk/grammar", transcript.Engine);
        Assert.InRange(transcript.Confidence!.Value, 0.8, 1);
    }

    [Theory]
    [InlineData("I want to kill myself.")]
    [InlineData("I took a lot of pills.")]
    [InlineData("My husband just came in.")]
    public async Task Grammar_SomethingElseSpoken_IsNeverAWholeOption(string text)
    {
        var request = new RecognitionRequest { SampleRateHz = 16_000, Grammar = Frequency };
        var transcript = await HearAsync(request, await TestVoices.SayAsync(text));
        Assert.All(Frequency.Take(4), option => Assert.DoesNotContain(option, transcript.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Grammar_ClearNoBesideDontKnow_IsNoWithFullConfidence()
    {
        var request = new RecognitionRequest { SampleRateHz = 16_000, Grammar = ["yes", "no", "i don't know"] };
        var no = await HearAsync(request, await TestVoices.SayAsync("no"));
        Assert.Equal("no", no.Text);
        Assert.InRange(no.Confidence!.Value, 0.9, 1);
        var unsure = await HearAsync(request, await TestVoices.SayAsync("I don't know"));
        Assert.Equal("i don't know", unsure.Text);
    }

    [Fact]
    public async Task Grammar_WordUnknownToTheModel_IsNamedAndItsPhraseLeftOut()
    {
        var recognizer = LoadedVosk.OrSkip();
        var request = new RecognitionRequest { SampleRateHz = 16_000, Grammar = ["Yes!", "zzxqy perhaps", "no"] };
        var transcript = await HearAsync(request, await TestVoices.SayAsync("no"));
        Assert.Equal("no", transcript.Text);
        Assert.Contains("zzxqy", recognizer.UnknownGrammarWords);
    }

    [Fact]
    public void Grammar_NothingKnown_IsRefused()
    {
        var recognizer = LoadedVosk.OrSkip();
        Assert.Throws<ArgumentException>(() => recognizer.Start(new RecognitionRequest { SampleRateHz = 16_000, Grammar = ["zzxqy"] }));
        Assert.Throws<ArgumentException>(() => recognizer.Start(new RecognitionRequest { SampleRateHz = 16_000, Grammar = [] }));
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(44_100)]
    [InlineData(48_000)]
    public async Task Start_OtherRate_IsResampledInside(int sampleRateHz)
    {
        var speech = Resampler.Resample(await TestVoices.SayAsync("nearly every day"), sampleRateHz);
        var transcript = await HearAsync(new RecognitionRequest { SampleRateHz = sampleRateHz, Grammar = Frequency }, speech);
        Assert.Equal("nearly every day", transcript.Text);
        Assert.InRange(transcript.Words[^1].EndSeconds, 1.0, speech.DurationSeconds);
    }

    [Fact]
    public async Task Finish_AlternativesAsked_KeepsWordConfidenceAndAddsOtherReadings()
    {
        var speech = await TestVoices.SayAsync("Well I have been feeling pretty low lately and I am not sleeping much at all to be honest.");
        var plain = await HearAsync(new RecognitionRequest { SampleRateHz = 16_000 }, speech);
        var rich = await HearAsync(new RecognitionRequest { SampleRateHz = 16_000, AlternativeCount = 4 }, speech);
        Assert.Empty(plain.Alternatives);
        Assert.Equal(plain.Words, rich.Words);
        Assert.InRange(rich.Alternatives.Count, 1, 4);
        Assert.DoesNotContain(rich.Text, rich.Alternatives);
        Assert.Equal(rich.Alternatives.Count, rich.Alternatives.Distinct().Count());
    }

    [Fact]
    public async Task Accept_PauseInTheAnswer_KeepsBothHalves()
    {
        var first = await TestVoices.SayAsync("more than half", padSeconds: 0.75);
        var second = await TestVoices.SayAsync("the days", padSeconds: 0.75);
        var both = new Recording(first.Samples.ToArray().Concat(second.Samples.ToArray()).ToArray(), 16_000);
        var transcript = await HearAsync(new RecognitionRequest { SampleRateHz = 16_000, Grammar = Frequency }, both);
        Assert.Equal("more than half the days", transcript.Text);
        Assert.True(transcript.Words[3].StartSeconds > first.DurationSeconds);
    }

    [Fact]
    public async Task Accept_SoundThatIsNotANumber_IsHeardAsSilence()
    {
        var speech = await TestVoices.SayAsync("no");
        var samples = speech.Samples.ToArray();
        samples[0] = float.NaN;
        samples[1] = float.PositiveInfinity;
        samples[2] = 1e30f;
        var transcript = await HearAsync(new RecognitionRequest { SampleRateHz = 16_000, Grammar = ["yes", "no"] }, new Recording(samples, 16_000));
        Assert.Equal("no", transcript.Text);
    }

    [Fact]
    public async Task Handles_FinishedAbandonedOrRefused_AreAllFreed()
    {
        var folder = SpeechModelFolder.Locate();
        LoadedVosk.OrSkip();
        using var own = new VoskSpeechRecognizer(VoskOptions.From(folder!));
        for (var i = 0; i < 20; i++)
        {
            var utterance = own.Start(new RecognitionRequest { SampleRateHz = 8_000, Grammar = i % 2 == 0 ? Frequency : null, AlternativeCount = i % 3 });
            utterance.Accept(new float[4_000]);
            if (i % 4 == 0)
            {
                await utterance.FinishAsync(TestContext.Current.CancellationToken);
            }

            Assert.InRange(own.AliveHandleCount, 1, 2);
            utterance.Dispose();
            Assert.Throws<ArgumentOutOfRangeException>(() => own.Start(new RecognitionRequest { SampleRateHz = 8_000, AlternativeCount = 9 }));
        }

        Assert.Equal(0, own.AliveHandleCount);
        Assert.True(own.Handles.Made >= 20);
    }

    [Fact]
    public void Constructor_FilesMissing_SaysWhichByCode()
    {
        var folder = SpeechModelFolder.Locate();
        LoadedVosk.OrSkip();
        var options = VoskOptions.From(folder!);
        var fault = Assert.Throws<SpeechEngineException>(() => new VoskSpeechRecognizer(options with { ModelPath = "/nowhere" }));
        Assert.Equal("MODEL_MISSING", fault.Code);
    }

    [Theory]
    [InlineData("I took a lot of pills this morning", "lot of pills")]
    [InlineData("I want to kill myself", "want to kill myself")]
    [InlineData("we had a nice weekend at the lake", "")]
    [InlineData("I go to work and I come home", "")]
    public async Task Keyphrases_RunningSpeech_GivesWholePhrasesOnly(string said, string spotted)
    {
        string[] phrases = ["want to kill myself", "took a lot of pills", "lot of pills", "took an overdose", "end my life", "wish i was dead", "have a gun"];
        var transcript = await HearAsync(new RecognitionRequest { SampleRateHz = 16_000, Keyphrases = phrases }, await TestVoices.SayAsync(said));
        Assert.Equal("vosk/keyphrases", transcript.Engine);
        Assert.Equal(spotted, transcript.Text);
    }

    [Fact]
    public void Start_GrammarAndKeyphrases_IsRefused() => Assert.Throws<ArgumentException>(() => LoadedVosk.OrSkip().Start(
        new RecognitionRequest { SampleRateHz = 16_000, Grammar = ["yes"], Keyphrases = ["have a gun"] }));
}
