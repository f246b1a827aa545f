using VoiceStage.Acoustics.Recordings;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Speech.Tests.Recognition;

/// <summary>What every recogniser does, whatever the engine. A new engine derives from this and says what it hears.</summary>
public abstract class RecognizerConformance
{
    /// <summary>The engine; shared or made anew.</summary>
    protected abstract ISpeechRecognizer Recognizer { get; }

    /// <summary>A request in whose answer <see cref="SpeechAsync"/> is heard as <see cref="ExpectedText"/>.</summary>
    protected abstract RecognitionRequest Request(int sampleRateHz);

    protected abstract string ExpectedText { get; }

    /// <summary>False for an engine that is asked once, at the end.</summary>
    protected virtual bool ReadsWhileSpeaking => true;

    protected abstract Task<Recording> SpeechAsync();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected async Task<Transcript> HearAsync(RecognitionRequest request, Recording recording, int pieceSampleCount = 320)
    {
        using var utterance = Recognizer.Start(request);
        Feed(utterance, recording, pieceSampleCount);
        return await utterance.FinishAsync(Cancellation);
    }

    protected static void Feed(IUtteranceRecognition utterance, Recording recording, int pieceSampleCount)
    {
        for (var i = 0; i < recording.SampleCount; i += pieceSampleCount)
        {
            utterance.Accept(recording.Samples.Span.Slice(i, Math.Min(pieceSampleCount, recording.SampleCount - i)));
        }
    }

    [Fact]
    public async Task Finish_ClearSpeech_GivesItsWords()
    {
        var speech = await SpeechAsync();
        var transcript = await HearAsync(Request(speech.SampleRateHz), speech);
        Assert.Equal(ExpectedText, transcript.Text);
        Assert.StartsWith(Recognizer.Engine, transcript.Engine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finish_ClearSpeech_WordsAreInOrderInsideTheSoundAndMakeTheText()
    {
        var speech = await SpeechAsync();
        var transcript = await HearAsync(Request(speech.SampleRateHz), speech);
        Assert.Equal(transcript.Text, string.Join(' ', transcript.Words.Select(w => w.Text)));
        var end = 0.0;
        foreach (var word in transcript.Words)
        {
            Assert.True(word.StartSeconds >= end - 1e-9, "words overlap");
            Assert.True(word.EndSeconds > word.StartSeconds);
            Assert.True(word.Confidence is null or (>= 0 and <= 1));
            end = word.EndSeconds;
        }

        Assert.True(end <= speech.DurationSeconds + 0.05);
        Assert.True(transcript.Confidence is null or (> 0 and <= 1));
    }

    [Fact]
    public async Task Finish_SameSoundCutOtherwise_GivesTheSameWords()
    {
        var speech = await SpeechAsync();
        var whole = await HearAsync(Request(speech.SampleRateHz), speech, speech.SampleCount);
        foreach (var piece in (int[])[37, 320, 1_601])
        {
            var cut = await HearAsync(Request(speech.SampleRateHz), speech, piece);
            Assert.Equal(whole.Words, cut.Words);
        }
    }

    [Fact]
    public async Task Finish_NoSoundAtAll_GivesAnEmptyTextAndNoConfidence()
    {
        var transcript = await HearAsync(Request(16_000), new Recording(Array.Empty<float>(), 16_000));
        Assert.Equal("", transcript.Text);
        Assert.Empty(transcript.Words);
        Assert.Null(transcript.Confidence);
    }

    [Fact]
    public async Task Partial_WhileSpeaking_CountsTheSoundAndEndsWithTheWords()
    {
        var speech = await SpeechAsync();
        using var utterance = Recognizer.Start(Request(speech.SampleRateHz));
        Assert.Equal(new PartialTranscript("", 0), utterance.Partial());
        Feed(utterance, speech, 320);
        // An engine behind a budget reads on its own threads.
        SpinWait.SpinUntil(() => utterance.Partial().AudioSampleCount == speech.SampleCount, TimeSpan.FromSeconds(20));
        var partial = utterance.Partial();
        Assert.Equal(speech.SampleCount, partial.AudioSampleCount);
        Assert.Equal(ReadsWhileSpeaking, partial.Text.Length > 0);
    }

    [Fact]
    public async Task Utterances_ManyAtOnce_AreHeardAsAlone()
    {
        var speech = await SpeechAsync();
        var alone = await HearAsync(Request(speech.SampleRateHz), speech);
        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            Task.Run(() => HearAsync(Request(speech.SampleRateHz), speech, 160 + 40 * i), Cancellation)));
        Assert.All(all, t => Assert.Equal(alone.Words, t.Words));
    }

    [Fact]
    public async Task Calls_AfterFinish_AreRefused()
    {
        using var utterance = Recognizer.Start(Request(16_000));
        utterance.Accept(new float[1_600]);
        await utterance.FinishAsync(Cancellation);
        Assert.Throws<InvalidOperationException>(() => utterance.Accept(new float[1]));
        Assert.Throws<InvalidOperationException>(() => utterance.Partial());
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await utterance.FinishAsync(Cancellation));
    }

    [Fact]
    public void Calls_AfterDispose_AreRefusedAndDisposeMayRepeat()
    {
        var utterance = Recognizer.Start(Request(16_000));
        utterance.Dispose();
        utterance.Dispose();
        Assert.Throws<ObjectDisposedException>(() => utterance.Accept(new float[1]));
    }

    [Fact]
    public async Task Finish_AlreadyCancelled_Throws()
    {
        using var utterance = Recognizer.Start(Request(16_000));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await utterance.FinishAsync(cancelled.Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3_999)]
    [InlineData(400_000)]
    public void Start_ImpossibleRate_IsRefused(int sampleRateHz) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Recognizer.Start(Request(sampleRateHz)));
}
