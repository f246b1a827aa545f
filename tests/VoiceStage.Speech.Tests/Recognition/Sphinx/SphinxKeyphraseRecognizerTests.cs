using VoiceStage.Acoustics.Recordings;
using VoiceStage.Speech.Recognition;
using VoiceStage.Speech.Recognition.Sphinx;

namespace VoiceStage.Speech.Tests.Recognition.Sphinx;

public class SphinxKeyphraseRecognizerTests : RecognizerConformance
{
    private static readonly Lazy<SphinxKeyphraseRecognizer> Loaded = new(() => new SphinxKeyphraseRecognizer());

    protected override ISpeechRecognizer Recognizer
    {
        get
        {
            Assert.SkipUnless(SphinxKeyphraseRecognizer.IsInstalled, "libpocketsphinx3 and pocketsphinx-en-us are not installed");
            return Loaded.Value;
        }
    }

    protected override string ExpectedText => "kill myself";

    protected override RecognitionRequest Request(int sampleRateHz) => new() { SampleRateHz = sampleRateHz, Keyphrases = ["kill myself", "took an overdose", "zzxqy perhaps"] };

    protected override Task<Recording> SpeechAsync() => TestVoices.SayAsync("I want to kill myself.");

    [Theory]
    [InlineData("I took an overdose", "rms", "took an overdose")]
    [InlineData("we had a nice weekend at the lake", "slt", "")]
    public async Task Finish_Sentence_GivesWholePhrasesOnly(string sentence, string voice, string found)
    {
        var speech = await TestVoices.SayAsync(sentence, voice);
        var heard = await HearAsync(Request(speech.SampleRateHz), speech);

        Assert.Equal(("pocketsphinx/keyphrases", found), (heard.Engine, heard.Text));
    }

    [Fact]
    public async Task Finish_PhraseLaterInTheSound_HasItsPlace()
    {
        var early = await TestVoices.SayAsync("I want to kill myself.");
        var late = await TestVoices.SayAsync("I want to kill myself.", padSeconds: 2);
        var (one, other) = (await HearAsync(Request(early.SampleRateHz), early), await HearAsync(Request(late.SampleRateHz), late));

        Assert.InRange(other.Words[0].StartSeconds - one.Words[0].StartSeconds, 1.4, 1.6);
    }

    [Fact]
    public void Start_NoKnownPhraseOrNoPhrasesAtAll_IsRefused()
    {
        var request = Request(16_000);
        Assert.Throws<ArgumentException>(() => Recognizer.Start(request with { Keyphrases = ["zzxqy"] }));
        Assert.Throws<NotSupportedException>(() => Recognizer.Start(request with { Keyphrases = null }));
        Assert.Throws<NotSupportedException>(() => Recognizer.Start(request with { Grammar = ["yes"] }));
    }

    [Fact]
    public void New_NoModel_SaysWhatToInstall()
    {
        Assert.SkipUnless(SphinxKeyphraseRecognizer.IsInstalled, "libpocketsphinx3 and pocketsphinx-en-us are not installed");
        var fault = Assert.Throws<SpeechEngineException>(() => new SphinxKeyphraseRecognizer(new SphinxOptions { ModelPath = "/nowhere" }));

        Assert.Equal("MODEL_MISSING", fault.Code);
        Assert.Contains("pocketsphinx-en-us", fault.Message, StringComparison.Ordinal);
    }
}
