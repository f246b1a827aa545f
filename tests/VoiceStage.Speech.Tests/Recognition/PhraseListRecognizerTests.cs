using VoiceStage.Speech.Recognition;

namespace VoiceStage.Speech.Tests.Recognition;

public sealed class PhraseListRecognizerTests
{
    [Theory]
    [InlineData("i am tied all the time", 0.7, "i am tired all the time", 0.9, "i am tired all the time", "i am tied all the time")]
    [InlineData("i am tired all the time", 0.9, "i am tired all the time", 0.99, "i am tired all the time", "")]
    [InlineData("we drove to boston", 0.9, "we to [unk]", 0.99, "we drove to boston", "")]
    [InlineData("we drove to boston", 0.9, "we do so", 0.93, "we drove to boston", "")]
    [InlineData("we drove to boston", 0.9, "", 0.0, "we drove to boston", "")]
    [InlineData("", 0.0, "really down", 0.8, "really down", "")]
    public async Task Finish_OpenAnswer_TakesTheSurerReadingAndKeepsTheOther(string free, double freeConfidence, string listed, double listedConfidence, string text, string alternative)
    {
        var recognizer = new PhraseListRecognizer(new TwoEars(free, freeConfidence, listed, listedConfidence), ["really down"], 0.05);
        using var utterance = recognizer.Start(new RecognitionRequest { SampleRateHz = 16_000, Priority = RecognitionPriority.Open });
        utterance.Accept(new float[160]);

        var heard = await utterance.FinishAsync(TestContext.Current.CancellationToken);

        Assert.Equal((text, "two/free", alternative), (heard.Text, heard.Engine, string.Join('|', heard.Alternatives)));
    }

    [Theory]
    [InlineData(RecognitionPriority.Risk)]
    [InlineData(RecognitionPriority.Closed)]
    public async Task Finish_WhatIsNoOpenAnswer_IsHeardByTheFreeModelAlone(RecognitionPriority priority)
    {
        var recognizer = new PhraseListRecognizer(new TwoEars("no", 0.5, "not", 0.99), ["not"], 0.05);
        using var utterance = recognizer.Start(new RecognitionRequest { SampleRateHz = 16_000, Priority = priority });

        Assert.Equal("no", (await utterance.FinishAsync(TestContext.Current.CancellationToken)).Text);
    }

    [Fact]
    public async Task Finish_ListFails_FreeWordsAreGiven()
    {
        var recognizer = new PhraseListRecognizer(new TwoEars("words", 0.5, null, 0), ["not"], 0.05);
        using var utterance = recognizer.Start(new RecognitionRequest { SampleRateHz = 16_000, Priority = RecognitionPriority.Open });

        Assert.Equal("words", (await utterance.FinishAsync(TestContext.Current.CancellationToken)).Text);
    }

    /// <summary>Hears one text freely and another with a list; null fails.</summary>
    private sealed class TwoEars(string free, double freeConfidence, string? listed, double listedConfidence) : ISpeechRecognizer
    {
        public string Engine => "two";

        public IUtteranceRecognition Start(RecognitionRequest request) => request.Grammar is null ? new Ear("two/free", free, freeConfidence) : new Ear("two/grammar", listed, listedConfidence);

        private sealed class Ear(string engine, string? text, double confidence) : IUtteranceRecognition
        {
            public void Accept(ReadOnlySpan<float> samples)
            {
            }

            public PartialTranscript Partial() => new("", 0);

            public ValueTask<Transcript> FinishAsync(CancellationToken cancellation) => text is null
                ? throw new SpeechEngineException("ENGINE_FAULT", "no")
                : new(new Transcript { Engine = engine, Text = text, Confidence = text.Length == 0 ? null : confidence });

            public void Dispose()
            {
            }
        }
    }
}
