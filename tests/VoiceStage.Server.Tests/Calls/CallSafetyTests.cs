using VoiceStage.Assessment.Sessions;
using VoiceStage.Speech.Recognition.Scripted;
using VoiceStage.V1;
using CareLevel = VoiceStage.Risk.Estimates.CareLevel;

namespace VoiceStage.Server.Tests.Calls;

public sealed class CallSafetyTests
{
    private const string Acute = "i took all my pills";

    [Fact]
    public async Task Speak_AcutePhraseInAnOpenAnswer_PagesWithinThreeSecondsOfAudioAndAsksAfterAPause()
    {
        var stage = new CallStage().Well();
        stage.Says("mood", Acute);
        await using var patient = await TestPatient.CallAsync(stage);
        await patient.AnswerAsync();
        await patient.HearAsync();
        var began = patient.Offset;

        // The last of the five words ends 0.2 s + 5 * 0.3 s after the ears began, half a second before the speech.
        await patient.SpeakAsync(4.2);
        var page = (await stage.EntriesAsync()).First(entry => entry.Event is EscalationOpened);
        var stillSpeaking = patient.LastPrompt!.Item;
        await patient.SilenceAsync(1);

        Assert.Equal(CareLevel.Imminent, ((EscalationOpened)page.Event).Level);
        Assert.InRange(page.AudioSample - began, 0, (long)(1.2 + 3) * 16_000);
        Assert.Equal("mood", stillSpeaking);
        Assert.Contains(patient.All(r => r.Prompt), prompt => prompt.Kind == PromptKind.Crisis);
        Assert.Equal("confirm.acute", patient.LastPrompt.Item);
    }

    [Fact]
    public async Task Speak_AcutePhraseBeforeConsent_PagesAndStoresNoSound()
    {
        var stage = new CallStage().Well();
        stage.Says(VoiceStage.Server.Answers.Ears.OutsideTurn, Acute);
        await using var patient = await TestPatient.CallAsync(stage);

        await patient.SpeakAsync(2.5);
        await patient.SilenceAsync(1.5);

        Assert.Contains(await stage.EntriesAsync(), entry => entry.Event is EscalationOpened { Level: CareLevel.Imminent });
        Assert.Empty(stage.Recordings.Stretches);
    }

    [Fact]
    public async Task Speak_HelpWordsDuringAPromptThatSpeechDoesNotCut_ActAtOnce()
    {
        var stage = new CallStage().Well();
        stage.Says(VoiceStage.Server.Answers.Ears.OutsideTurn, "i need help now");
        await using var patient = await TestPatient.CallAsync(stage);

        await patient.SpeakAsync(2);
        await patient.SilenceAsync(1.5);

        var control = (await stage.EntriesAsync()).Select(entry => entry.Event).OfType<ControlUsed>().Single();
        Assert.Equal((ControlKind.NeedHelpNow, "words"), (control.Control, control.Source));
        Assert.NotEmpty(patient.All(r => r.Handoff));
    }

    [Fact]
    public async Task Key_ZeroInEveryState_AsksForAPerson()
    {
        foreach (var answersBefore in Enumerable.Range(0, 6))
        {
            var stage = new CallStage().Well();
            await using var patient = await TestPatient.CallAsync(stage);
            for (var i = 0; i < answersBefore; i++)
            {
                await patient.AnswerAsync();
            }

            await patient.KeyAsync("0");

            Assert.Single((await stage.EntriesAsync()).Select(entry => entry.Event).OfType<ControlUsed>());
            Assert.NotEmpty(patient.All(r => r.Handoff));
        }
    }

    [Fact]
    public async Task Key_ConsentTextStillPlays_CountsWhenItWasHeard()
    {
        var stage = new CallStage().Well();
        await using var patient = await TestPatient.CallAsync(stage);
        await patient.SilenceAsync(0.2);

        await patient.KeyAsync("1");
        Assert.Empty((await stage.EntriesAsync()).Select(entry => entry.Event).OfType<AnswerHeard>());
        await patient.HearAsync();

        Assert.Equal("1", (await stage.EntriesAsync()).Select(entry => entry.Event).OfType<AnswerHeard>().First().Keys);
        Assert.Equal(ConsentState.Given, (await stage.SessionAsync()).Consent);
    }

    [Fact]
    public async Task Speak_OverAnInterruptibleQuestion_CutsItAfterSustainedSpeechOnly()
    {
        var stage = new CallStage().Well();
        await using var patient = await TestPatient.CallAsync(stage);
        await patient.AnswerAsync();
        var question = patient.LastPrompt!;
        await patient.PlaybackAsync(question, PlaybackState.Started, 0);

        await patient.SpeakAsync(0.4);
        await patient.SilenceAsync(0.2);
        Assert.Empty(patient.All(r => r.StopPrompt));
        await patient.SpeakAsync(1);

        Assert.Equal(question.Id, Assert.Single(patient.All(r => r.StopPrompt)).PromptId);
        await patient.PlaybackAsync(question, PlaybackState.Stopped, 14_321);
        var played = (await stage.EntriesAsync()).Select(entry => entry.Event).OfType<PromptPlayed>().Last();
        Assert.Equal((question.Id, false, 14_321), (played.PromptId, played.Finished, played.PlayedSamples));
    }

    [Fact]
    public async Task Playback_ConsentTextIsCut_GoesOnWhereItWas()
    {
        await using var patient = await TestPatient.CallAsync(new CallStage().Well());
        var consent = patient.LastPrompt!;

        await patient.PlaybackAsync(consent, PlaybackState.Stopped, 9_000);

        var rest = patient.All(r => r.Prompt).Last();
        Assert.Equal((consent.Id, 1_000, 15_000, 30_000), (rest.Id, rest.AudioStartOffset, rest.AudioSampleCount, rest.Audio.Length));
    }

    [Fact]
    public async Task Recogniser_Throws_IsAFaultNeverSilenceNeverNo()
    {
        var stage = new CallStage().Well();
        foreach (var n in Enumerable.Range(1, 5))
        {
            stage.Says($"asq.{n}", new ScriptedLine("no") { Fault = new InvalidOperationException("broken") });
            stage.Says($"asq.{n}/free", new ScriptedLine("no") { Fault = new InvalidOperationException("broken") });
        }

        await using var patient = await TestPatient.CallAsync(stage);
        await patient.TalkToTheEndAsync();

        var session = await stage.SessionAsync();
        var heard = (await stage.EntriesAsync()).Select(entry => entry.Event).OfType<AnswerHeard>().First(answer => answer.ItemId == "asq.1");
        Assert.Equal("RECOGNIZER_FAILED", heard.RecognitionFault);
        Assert.NotEqual(CareLevel.Low, session.Level);
        Assert.Null(stage.Rules.Replay(await stage.EntriesAsync()));
    }

    [Fact]
    public async Task Store_Fails_PatientHearsWhereHelpIsAndTheAnswerIsThereWhenItIsBack()
    {
        var stage = new CallStage { Time = { AutoAdvanceAmount = TimeSpan.FromMilliseconds(100) } }.Well();
        await using var patient = await TestPatient.CallAsync(stage);
        await patient.HearAsync();
        await patient.SpeakAsync(1);
        stage.Journal.Fails = true;
        var talking = patient.SilenceAsync(4);
        while (!talking.IsCompleted)
        {
            stage.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await talking;
        Assert.Equal(PromptKind.Crisis, patient.LastPrompt!.Kind);
        Assert.Contains(stage.FailSafe.Events, kept => kept is AnswerHeard);

        await patient.HearAsync();
        stage.Journal.Fails = false;
        await patient.TickAsync(TimeSpan.FromSeconds(3));
        await patient.TalkToTheEndAsync();

        Assert.Equal("yes", (await stage.SessionAsync()).Answers["consent"].Code);
        Assert.Equal(SessionOutcome.Completed, (await stage.SessionAsync()).Closed!.Outcome);
        Assert.Null(stage.Rules.Replay(await stage.EntriesAsync()));
    }

    [Fact]
    public async Task Store_AnswerOfACommitIsLost_NothingIsRecordedTwice()
    {
        var stage = new CallStage().Well();
        await using var patient = await TestPatient.CallAsync(stage);
        await patient.HearAsync();
        await patient.SpeakAsync(1);
        stage.Journal.LosesNextAnswer = true;
        var talking = patient.SilenceAsync(4);
        while (!talking.IsCompleted)
        {
            stage.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await talking;

        Assert.Single((await stage.EntriesAsync()).Select(entry => entry.Event).OfType<AnswerHeard>());
        Assert.Equal("mood", patient.LastPrompt!.Item);
        Assert.Empty(stage.FailSafe.Events);
    }
}
