using Microsoft.Extensions.Time.Testing;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Speech.Recognition;
using VoiceStage.Speech.Recognition.Scripted;

namespace VoiceStage.Speech.Tests.Recognition.Scripted;

public class ScriptedRecognizerTests : RecognizerConformance
{
    private static readonly string[] Options = ["nearly every day", "two"];

    protected override ISpeechRecognizer Recognizer { get; } = new ScriptedRecognizer(
        new Dictionary<string, IReadOnlyList<ScriptedLine>> { ["phq.1"] = [new("nearly every day")] }, new FakeTimeProvider());

    protected override string ExpectedText => "nearly every day";

    protected override RecognitionRequest Request(int sampleRateHz) => new() { SampleRateHz = sampleRateHz, ItemId = "phq.1" };

    protected override Task<Recording> SpeechAsync() => Task.FromResult(TestVoices.Noise(2, 0.1));

    private static RecognitionRequest For(string itemId, int alternatives = 0) =>
        new() { SampleRateHz = 16_000, ItemId = itemId, Grammar = Options, AlternativeCount = alternatives };

    private static async Task<Transcript> HearAsync(ScriptedRecognizer recognizer, string itemId, int alternatives = 0)
    {
        using var utterance = recognizer.Start(For(itemId, alternatives));
        utterance.Accept(new float[32_000]);
        return await utterance.FinishAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Start_AskedAgain_TakesTheNextLineAndKeepsTheLast()
    {
        var recognizer = new ScriptedRecognizer(
            new Dictionary<string, IReadOnlyList<ScriptedLine>> { ["asq.1"] = [new(""), new("yes") { Alternatives = ["yet", "guess"] }] }, TimeProvider.System);
        Assert.Equal("", (await HearAsync(recognizer, "asq.1")).Text);
        Assert.Equal("yes", (await HearAsync(recognizer, "asq.1")).Text);
        var third = await HearAsync(recognizer, "asq.1", alternatives: 1);
        Assert.Equal("yes", third.Text);
        Assert.Equal(["yet"], third.Alternatives);
        Assert.Equal(3, recognizer.AskingCount("asq.1"));
        Assert.Equal("", (await HearAsync(recognizer, "asq.2")).Text);
    }

    [Fact]
    public async Task Finish_SlowLine_WaitsOnTheClock()
    {
        var clock = new FakeTimeProvider();
        var recognizer = new ScriptedRecognizer(
            new Dictionary<string, IReadOnlyList<ScriptedLine>> { ["asq.1"] = [new("yes") { Delay = TimeSpan.FromSeconds(9) }] }, clock);
        var heard = HearAsync(recognizer, "asq.1");
        clock.Advance(TimeSpan.FromSeconds(8.9));
        Assert.False(heard.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal("yes", (await heard).Text);
    }

    [Fact]
    public async Task Finish_FaultLine_ThrowsIt()
    {
        var recognizer = new ScriptedRecognizer(
            new Dictionary<string, IReadOnlyList<ScriptedLine>> { ["asq.1"] = [new("yes") { Fault = new SpeechEngineException("ENGINE_FAULT", "broken") }] },
            TimeProvider.System);
        var fault = await Assert.ThrowsAsync<SpeechEngineException>(() => HearAsync(recognizer, "asq.1"));
        Assert.Equal("ENGINE_FAULT", fault.Code);
    }

    [Fact]
    public void Partial_HalfTheSound_ShowsTheFirstWordsOnly()
    {
        using var utterance = Recognizer.Start(Request(16_000));
        utterance.Accept(new float[8_000]);
        Assert.Equal("nearly", utterance.Partial().Text);
    }
}
