using VoiceStage.Acoustics.Recordings;
using VoiceStage.Assessment.RiskPhrases;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Calls;
using VoiceStage.Speech.Synthesis;
using VoiceStage.V1;

namespace VoiceStage.Server.Tests.Calls;

/// <summary>What cuts a prompt, how it goes on when it was cut for nothing, and what the journal knows of it.</summary>
public sealed class CallPromptTests
{
    [Theory]
    [InlineData("")]
    [InlineData("mm hmm")]
    [InlineData("uh")]
    public async Task Speak_OverAQuestionWithoutWords_GoesOnWhereItWasCut(string heard)
    {
        var stage = new CallStage().Well();
        stage.Says("mood", heard, "i have been fine");
        await using var patient = await AtMoodAsync(stage);
        var question = patient.LastPrompt!;

        await CutAsync(patient, question, 12_000);
        await patient.SilenceAsync(1.2);

        var rest = patient.LastPrompt!;
        Assert.Equal((question.Id, question.Text, 4_000, 12_000), (rest.Id, rest.Text, rest.AudioStartOffset, rest.AudioSampleCount));
        Assert.Equal(24_000, rest.Audio.Length);
        await patient.AnswerAsync();
        Assert.Equal("phq.1", patient.LastPrompt!.Item);
        var events = await EventsAsync(stage);
        Assert.Single(events.OfType<AnswerHeard>(), answer => answer.ItemId == "mood");
        Assert.Equal([(false, 12_000L), (true, 16_000L)], events.OfType<PromptPlayed>().Where(played => played.PromptId == question.Id).Select(played => (played.Finished, played.PlayedSamples)));
        await patient.TalkToTheEndAsync();
        Assert.Null(stage.Rules.Replay(await stage.EntriesAsync()));
    }

    [Fact]
    public async Task Speak_OverAQuestionWithWords_IsTheAnswer()
    {
        var stage = new CallStage().Well();
        await using var patient = await AtMoodAsync(stage);
        var question = patient.LastPrompt!;

        await CutAsync(patient, question, 12_000);
        await patient.SilenceAsync(5);

        Assert.Single(patient.All(r => r.Prompt), prompt => prompt.Id == question.Id);
        Assert.Equal("phq.1", patient.LastPrompt!.Item);
    }

    [Fact]
    public async Task Speak_CutForNothingTwice_IsNotCutByNoiseAgain()
    {
        var stage = new CallStage().Well();
        stage.Says("mood", "", "", "i have been fine");
        await using var patient = await AtMoodAsync(stage);
        var question = patient.LastPrompt!;
        for (var i = 0; i < 2; i++)
        {
            await CutAsync(patient, question, 8_000);
            await patient.SilenceAsync(1.2);
        }

        await patient.PlaybackAsync(question, PlaybackState.Started, 0);
        await patient.SpeakAsync(1.5);

        Assert.Equal(2, patient.All(r => r.StopPrompt).Count());
    }

    [Fact]
    public async Task Speak_OurOwnWords_AreAnEchoAndNobodysAnswer()
    {
        var stage = new CallStage().Well();
        stage.Says("mood", "over the past two weeks", "the past two weeks describe", "i have been fine");
        await using var patient = await AtMoodAsync(stage);
        var question = patient.LastPrompt!;
        for (var i = 0; i < 2; i++)
        {
            await CutAsync(patient, question, 8_000, speakSeconds: 2);
            await patient.SilenceAsync(1.2);
        }

        await patient.LateAsync();
        Assert.Empty((await EventsAsync(stage)).OfType<AnswerEnriched>());
        await patient.AnswerAsync(2);
        var next = patient.LastPrompt!;
        Assert.Equal("phq.1", next.Item);
        await patient.PlaybackAsync(next, PlaybackState.Started, 0);
        await patient.SpeakAsync(1.5);
        // The loudspeaker is known to reach the microphone: sound cuts nothing any more, a key does.
        Assert.Equal(2, patient.All(r => r.StopPrompt).Count());
        await patient.KeyAsync("1");
        Assert.Equal("phq.2", patient.LastPrompt!.Item);
    }

    [Fact]
    public async Task Stop_NotReported_IsRecordedByTheClock()
    {
        var stage = new CallStage().Well();
        await using var patient = await AtMoodAsync(stage);
        await patient.PlaybackAsync(patient.LastPrompt!, PlaybackState.Started, 0);
        await patient.SpeakAsync(1);

        await patient.SilenceAsync(1.2);

        var played = (await EventsAsync(stage)).OfType<PromptPlayed>().Last();
        Assert.False(played.Finished);
        Assert.InRange(played.PlayedSamples, 12_000, 16_000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Help_WhileConsentIsAsked_IsAnsweredAtOnce(bool byKey)
    {
        var stage = new CallStage().Well();
        await using var patient = await TestPatient.CallAsync(stage);
        var consent = patient.LastPrompt!;
        await patient.PlaybackAsync(consent, PlaybackState.Started, 0);
        await patient.SilenceAsync(0.3);

        await (byKey ? patient.KeyAsync("0") : patient.ControlAsync(ControlAction.NeedHelpNow));

        Assert.Equal(consent.Id, Assert.Single(patient.All(r => r.StopPrompt)).PromptId);
        Assert.Equal(PromptKind.Handoff, patient.LastPrompt!.Kind);
    }

    [Fact]
    public async Task Speak_OverConsentOrCrisisWords_CutsNothing()
    {
        var stage = new CallStage().Well();
        await using var patient = await TestPatient.CallAsync(stage);
        await patient.PlaybackAsync(patient.LastPrompt!, PlaybackState.Started, 0);
        await patient.SpeakAsync(2);
        Assert.Empty(patient.All(r => r.StopPrompt));

        await patient.KeyAsync("0");
        var stops = patient.All(r => r.StopPrompt).Count();
        await patient.PlaybackAsync(patient.LastPrompt!, PlaybackState.Started, 0);
        await patient.SpeakAsync(2);

        Assert.Equal(stops, patient.All(r => r.StopPrompt).Count());
    }

    [Theory]
    [InlineData("say that again")]
    [InlineData("what was that")]
    [InlineData("can you repeat the question")]
    public async Task Answer_AsksToRepeat_IsSaidAgainAndNoAnswer(string words)
    {
        var stage = new CallStage().Well();
        stage.Says("phq.1", "", "not at all");
        stage.Says("phq.1/free", words, "not at all");
        await using var patient = await AtMoodAsync(stage);
        await patient.AnswerAsync();
        var question = patient.LastPrompt!;
        Assert.Equal("phq.1", question.Item);

        await patient.AnswerAsync(2);

        Assert.Equal((question.Id, question.Asking), (patient.LastPrompt!.RepeatsPromptId, patient.LastPrompt.Asking));
        Assert.False((await stage.SessionAsync()).Answers.ContainsKey("phq.1"));
        await patient.AnswerAsync();
        Assert.Equal("phq.2", patient.LastPrompt!.Item);
    }

    [Theory]
    [InlineData("Anna", Channel.Kiosk, "Hello, Anna. This is an automated call,")]
    [InlineData("Anna", Channel.Phone, "Hello. This is an automated call,")]
    [InlineData(null, Channel.Kiosk, "Hello. This is an automated call,")]
    public async Task Greeting_NameInTheReferral_IsSaidFirstAndOnlyOnceAndNotToWhoeverPicksUp(string? name, Channel channel, string begins)
    {
        var stage = new CallStage().Well();
        stage.Purpose.Name = name;
        await using var patient = await TestPatient.CallAsync(stage, open =>
        {
            open.Capabilities.Channel = channel;
            return open;
        });

        await patient.TalkToTheEndAsync();

        var prompts = patient.All(r => r.Prompt).ToList();
        Assert.StartsWith(begins, prompts[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(prompts.Skip(1), prompt => name is not null && prompt.Text.Contains(name, StringComparison.Ordinal));
        Assert.Null(stage.Rules.Replay(await stage.EntriesAsync()));
    }

    [Fact]
    public async Task Greeting_Spoken_LeavesNoNameInTheKeptSounds()
    {
        var (kept, forgotten) = (new NotedVoice(16_000), new NotedVoice(8_000));

        var sound = await new SynthesisedPrompts(kept, forgotten, "slt").SoundOfPersonalAsync("Hello, Anna.", "This is an automated call.", TestContext.Current.CancellationToken);

        Assert.Equal(["This is an automated call."], kept.Spoken);
        Assert.Equal(["Hello, Anna."], forgotten.Spoken);
        Assert.Equal((16_000, 2 * 16_000 + 3_200), (sound.SampleRateHz, sound.SampleCount));
    }

    [Fact]
    public async Task Progress_WholeCall_CountsDownToNothing()
    {
        var stage = new CallStage().Well();
        await using var patient = await TestPatient.CallAsync(stage);

        await patient.TalkToTheEndAsync();

        var left = patient.All(r => r.QuestionState).Select(state => state.RemainingCount).ToList();
        Assert.InRange(left[0], 9, 20);
        Assert.Equal(0, left[^1]);
        Assert.All(left.Zip(left.Skip(1)), pair => Assert.True(pair.First >= pair.Second));
    }

    [Fact]
    public async Task Latency_EndOfPlaybackReportedLate_CountsFromWhenItWas()
    {
        var stage = new CallStage().Well();
        await using var patient = await TestPatient.CallAsync(stage);
        await patient.PlaybackAsync(patient.LastPrompt!, PlaybackState.Started, 0);
        await patient.SilenceAsync(1.4);
        await patient.SendAsync(new ConverseRequest
        {
            Playback = new Playback { PromptId = patient.LastPrompt!.Id, State = PlaybackState.Finished, PlayedOffset = 16_000, SampleOffset = 16_000 },
        });

        await patient.SilenceAsync(0.5);
        await patient.SpeakAsync(1);
        await patient.SilenceAsync(4);

        var heard = (await EventsAsync(stage)).OfType<AnswerHeard>().First();
        Assert.InRange(heard.ResponseLatencySeconds!.Value, 0.85, 0.95);
    }

    [Fact]
    public async Task Watch_EchoOfARiskPhraseInTheQuestion_IsNoDisclosureButAnAcuteOneIs()
    {
        foreach (var (words, isTold) in new[] { (RiskPhraseIn("asq.2"), false), ("i just took all my pills", true) })
        {
            var stage = new CallStage().Well();
            stage.Says("outside-turn", words);
            await using var patient = await TestPatient.CallAsync(stage);
            while (patient.LastPrompt!.Item != "asq.2")
            {
                await patient.AnswerAsync();
            }

            await patient.PlaybackAsync(patient.LastPrompt!, PlaybackState.Started, 0);
            await patient.SpeakAsync(0.6);
            await patient.SilenceAsync(1.2);

            Assert.Equal(isTold, (await EventsAsync(stage)).OfType<RiskPhraseHeard>().Any());
        }
    }

    /// <summary>Words of the question itself in which the lexicon finds a phrase: what a microphone near the loudspeaker hears.</summary>
    private static string RiskPhraseIn(string item)
    {
        var text = Assessment.Questionnaires.Protocol.Load("brief").ItemOf(item)!.Text.ToLowerInvariant();
        Assert.NotEmpty(RiskLexicon.Default.Match(text));
        return text;
    }

    private static async Task<TestPatient> AtMoodAsync(CallStage stage)
    {
        var patient = await TestPatient.CallAsync(stage);
        await patient.AnswerAsync();
        Assert.Equal("mood", patient.LastPrompt!.Item);
        return patient;
    }

    /// <summary>Sound over a prompt until it is stopped, and the client's word on how much was heard.</summary>
    private static async Task CutAsync(TestPatient patient, Prompt prompt, long played, double speakSeconds = 1)
    {
        var stops = patient.All(r => r.StopPrompt).Count();
        await patient.PlaybackAsync(prompt, PlaybackState.Started, 0);
        await patient.SpeakAsync(speakSeconds);
        Assert.Equal(stops + 1, patient.All(r => r.StopPrompt).Count());
        await patient.PlaybackAsync(prompt, PlaybackState.Stopped, played);
    }

    private static async Task<IReadOnlyList<SessionEvent>> EventsAsync(CallStage stage) => [.. (await stage.EntriesAsync()).Select(entry => entry.Event)];

    /// <summary>Speaks a second of silence and notes what it was asked to say.</summary>
    private sealed class NotedVoice(int rateHz) : ISpeechSynthesizer
    {
        public List<string> Spoken { get; } = [];

        public string Engine => "noted";

        public ValueTask<Recording> SpeakAsync(string text, string voice, CancellationToken cancellation)
        {
            Spoken.Add(text);
            return new(new Recording(new float[rateHz], rateHz));
        }
    }
}
