using VoiceStage.Assessment.Sessions;
using VoiceStage.Speech;
using VoiceStage.Speech.Recognition;
using VoiceStage.Speech.Recognition.Scripted;
using VoiceStage.V1;
using CareLevel = VoiceStage.Risk.Estimates.CareLevel;

namespace VoiceStage.Server.Tests.Calls;

/// <summary>A site's own speech service beside the embedded ears of a call.</summary>
public sealed class CallSecondEarTests
{
    [Fact]
    public async Task Answer_ServiceHasNotAnswered_EmbeddedWordsAreTakenAndTheNextQuestionIsAsked()
    {
        var stage = new CallStage().Well();
        stage.SecondEar = Service(stage, new ScriptedLine("i have been so very fine") { Delay = TimeSpan.FromSeconds(15) });
        await using var patient = await MoodAsync(stage);

        Assert.Equal("phq.1", patient.LastPrompt!.Item);
        var heard = (await stage.EntriesAsync()).Select(entry => entry.Event).OfType<AnswerHeard>().Last();
        Assert.Equal(("i have been fine", false, null), (heard.Transcripts[0].Text, heard.TranscriptPending, heard.RecognitionFault));

        stage.Time.Advance(TimeSpan.FromSeconds(15));
        await patient.LateAsync();
        var second = (await stage.EntriesAsync()).Select(entry => entry.Event).OfType<SecondEarHeard>().Single();
        Assert.Equal((heard.PromptId, "mood", "i have been so very fine", null), (second.PromptId, second.ItemId, second.Words!.Text, second.Fault));
    }

    [Fact]
    public async Task Answer_ServiceFails_AnswerIsMarkedAndTheCallGoesOnAsWithoutIt()
    {
        foreach (var (line, code) in new[]
        {
            (new ScriptedLine("") { Fault = new SpeechEngineException("SERVICE_UNAUTHORIZED", "x") }, "SERVICE_UNAUTHORIZED"),
            (new ScriptedLine("") { Fault = new InvalidOperationException("x") }, "SERVICE_FAILED"),
            (new ScriptedLine(""), "SERVICE_EMPTY"),
        })
        {
            var stage = new CallStage().Well();
            stage.SecondEar = Service(stage, line);
            await using var patient = await MoodAsync(stage);
            await patient.LateAsync();

            Assert.Equal("phq.1", patient.LastPrompt!.Item);
            var session = await stage.SessionAsync();
            Assert.Equal([$"mood {code}"], session.StandIns);
            Assert.Empty(session.Faults);
            Assert.Null(session.EscalationId);
            await patient.TalkToTheEndAsync();
            Assert.Equal(CareLevel.Low, (await stage.SessionAsync()).Level);
        }
    }

    [Fact]
    public async Task Answer_ServiceHangs_CountsAsATimeoutInTheEnd()
    {
        var stage = new CallStage().Well();
        stage.SecondEar = Service(stage, new ScriptedLine("words") { Delay = TimeSpan.FromHours(1) });
        await using var patient = await MoodAsync(stage);

        stage.Time.Advance(stage.Options.LateWordsWithin);
        await patient.LateAsync();

        Assert.Equal(["mood SERVICE_TIMEOUT"], (await stage.SessionAsync()).StandIns);
    }

    [Fact]
    public async Task Answer_AcuteWordsOnlyTheServiceHeard_Page()
    {
        var stage = new CallStage().Well();
        stage.SecondEar = Service(stage, new ScriptedLine("i took all my pills"));
        await using var patient = await MoodAsync(stage);
        await patient.LateAsync();

        Assert.Equal(CareLevel.Imminent, (await stage.SessionAsync()).EscalationLevel);
        Assert.Contains(patient.All(r => r.Prompt), prompt => prompt.Kind == PromptKind.Crisis);
    }

    [Fact]
    public async Task Call_WholeOne_OnlyOpenAnswersReachTheService()
    {
        var stage = new CallStage().Well();
        var service = new ListeningTo(Service(stage, new ScriptedLine("fine")));
        stage.SecondEar = service;
        await using var patient = await TestPatient.CallAsync(stage);
        await patient.TalkToTheEndAsync();

        Assert.True(patient.IsOver);
        Assert.Equal(["closing", "mood"], service.Items.Distinct().Order());
    }

    [Theory]
    [InlineData("stop recording", false)]
    [InlineData("i have been fine", true)]
    public async Task Answer_StopSaidInIt_NothingIsSent(string words, bool isSent)
    {
        var stage = new CallStage().Well();
        stage.Says("mood", words);
        var service = new ListeningTo(Service(stage, new ScriptedLine("fine")));
        stage.SecondEar = service;
        await using var patient = await MoodAsync(stage);
        await patient.LateAsync();

        Assert.Equal(isSent ? 1 : 0, service.Asked);
    }

    [Fact]
    public async Task Answer_StopPressedInIt_NothingIsSent()
    {
        var stage = new CallStage().Well();
        var service = new ListeningTo(Service(stage, new ScriptedLine("fine")));
        stage.SecondEar = service;
        await using var patient = await TestPatient.CallAsync(stage);
        await patient.AnswerAsync();
        await patient.HearAsync();
        await patient.SpeakAsync(2);
        await patient.ControlAsync(ControlAction.StopRecording);
        await patient.SilenceAsync(3);
        await patient.LateAsync();

        Assert.NotEmpty(service.Items);
        Assert.Equal(0, service.Asked);
    }

    [Theory]
    [InlineData("took all my pills", "", CareLevel.Imminent, null)]
    [InlineData("took all my pills", "so i took a letter pills", CareLevel.Imminent, null)]
    [InlineData("took all my pills", "i have been fine", null, "confirm.ideation")]
    [InlineData("want to die", "i have been fine", null, "confirm.ideation")]
    [InlineData("", "i have been fine", null, "phq.1")]
    public async Task Answer_PhraseThatOnlyTheOtherSpotterHeard_PagesOrIsAskedAbout(string spotted, string free, CareLevel? level, string? asked)
    {
        var stage = new CallStage().Well();
        stage.Says("mood", free);
        stage.SecondSpotter = new Spotter(spotted);
        await using var patient = await MoodAsync(stage);

        Assert.Equal(level, (await stage.SessionAsync()).EscalationLevel);
        if (asked is not null)
        {
            Assert.Equal(asked, patient.LastPrompt!.Item);
        }
    }

    private static ScriptedRecognizer Service(CallStage stage, ScriptedLine line) => new(new Dictionary<string, IReadOnlyList<ScriptedLine>> { ["mood"] = [line], ["closing"] = [line] }, stage.Time);

    /// <summary>Consent, then the first open answer.</summary>
    private static async Task<TestPatient> MoodAsync(CallStage stage)
    {
        var patient = await TestPatient.CallAsync(stage);
        await patient.AnswerAsync();
        await patient.AnswerAsync(3);
        return patient;
    }

    /// <summary>A keyphrase engine that hears one thing in whatever it is given.</summary>
    private sealed class Spotter(string spotted) : ISpeechRecognizer, IUtteranceRecognition
    {
        public string Engine => "pocketsphinx";

        public IUtteranceRecognition Start(RecognitionRequest request)
        {
            Assert.NotEmpty(request.Keyphrases!);
            Assert.EndsWith("/keyphrases", request.ItemId, StringComparison.Ordinal);
            return this;
        }

        public void Accept(ReadOnlySpan<float> samples)
        {
        }

        public PartialTranscript Partial() => new("", 0);

        public ValueTask<Transcript> FinishAsync(CancellationToken cancellation) => ValueTask.FromResult(new Transcript { Engine = "pocketsphinx/keyphrases", Text = spotted });

        public void Dispose()
        {
        }
    }

    /// <summary>Counts what is listened to and what is asked in the end.</summary>
    private sealed class ListeningTo(ISpeechRecognizer inner) : ISpeechRecognizer
    {
        public List<string> Items { get; } = [];

        public int Asked { get; private set; }

        public string Engine => inner.Engine;

        public IUtteranceRecognition Start(RecognitionRequest request)
        {
            Items.Add(request.ItemId!);
            return new Utterance(this, inner.Start(request));
        }

        private sealed class Utterance(ListeningTo owner, IUtteranceRecognition one) : IUtteranceRecognition
        {
            public void Accept(ReadOnlySpan<float> samples) => one.Accept(samples);

            public PartialTranscript Partial() => one.Partial();

            public ValueTask<Transcript> FinishAsync(CancellationToken cancellation)
            {
                owner.Asked++;
                return one.FinishAsync(cancellation);
            }

            public void Dispose() => one.Dispose();
        }
    }
}
