using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Errors;
using VoiceStage.V1;
using CareLevel = VoiceStage.Risk.Estimates.CareLevel;
using TextScore = VoiceStage.Assessment.Sessions.TextScore;

namespace VoiceStage.Server.Tests.Calls;

public sealed class CallTests
{
    [Fact]
    public async Task Talk_WellPatient_CompletesWithEveryAnswerAndReplaysEqual()
    {
        var stage = new CallStage().Well();
        await using var patient = await TestPatient.CallAsync(stage);

        await patient.TalkToTheEndAsync();

        var session = await stage.SessionAsync();
        Assert.True(patient.IsOver);
        Assert.Equal(SessionOutcome.Completed, session.Closed!.Outcome);
        Assert.Equal(CareLevel.Low, session.Level);
        Assert.Equal("yes", session.Answers["consent"].Code);
        Assert.All(new[] { "asq.1", "asq.2", "asq.3", "asq.4" }, item => Assert.Equal("no", session.Answers[item].Code));
        Assert.Equal("completed", session.CallEnd!.Reason);
        Assert.Null(stage.Rules.Replay(await stage.EntriesAsync()));
    }

    [Fact]
    public async Task Sequence_WholeCall_RisesStrictly()
    {
        var stage = new CallStage().Well();
        await using var patient = await TestPatient.CallAsync(stage);

        await patient.TalkToTheEndAsync();

        Assert.All(patient.Received.Zip(patient.Received.Skip(1)), pair => Assert.True(pair.First.Seq < pair.Second.Seq));
        Assert.Equal(ConverseResponse.MessageOneofCase.Opened, patient.Received[0].MessageCase);
        Assert.Equal(ConverseResponse.MessageOneofCase.Completed, patient.Received[^1].MessageCase);
    }

    [Fact]
    public async Task Record_BeforeConsent_KeepsNothing()
    {
        var stage = new CallStage().Well();
        await using var patient = await TestPatient.CallAsync(stage);

        await patient.HearAsync();
        await patient.SpeakAsync(0.5);
        Assert.Empty(stage.Recordings.Stretches);
        await patient.SilenceAsync(4);

        var consent = (await stage.EntriesAsync()).Single(entry => entry.Event is ConsentRecorded);
        Assert.Equal(consent.AudioSample, Assert.Single(stage.Recordings.Stretches).Start);
    }

    [Fact]
    public async Task Record_ConsentWithdrawn_Stops()
    {
        var stage = new CallStage().Well();
        await using var patient = await TestPatient.CallAsync(stage);
        await patient.AnswerAsync();
        await patient.SilenceAsync(0.2);

        await patient.KeyAsync("*");
        await patient.KeyAsync("9");
        await patient.SilenceAsync(2);

        var stretch = Assert.Single(stage.Recordings.Stretches);
        Assert.True(stretch.IsClosed);
        Assert.True(stretch.End < patient.Offset);
        Assert.Equal(ConsentState.Withdrawn, (await stage.SessionAsync()).Consent);
    }

    [Fact]
    public async Task Audio_BeyondCredit_IsRefusedAndTheSessionStaysResumable()
    {
        var stage = new CallStage().Well();
        await using var patient = await TestPatient.CallAsync(stage);
        patient.Offset = patient.Call.GrantedUpTo;

        var refusal = await Assert.ThrowsAsync<CallRefusedException>(() => patient.SilenceAsync(0.04));

        Assert.Equal(ErrorCodes.AudioBeyondCredit, refusal.Code);
        await using var again = await TestPatient.ResumeAsync(stage, 0, 0);
        await again.TalkToTheEndAsync();
        Assert.Equal(SessionOutcome.Completed, (await stage.SessionAsync()).Closed!.Outcome);
    }

    [Theory]
    [InlineData(32 * 1024 + 2)]
    [InlineData(3)]
    public async Task Audio_WrongSize_IsRefused(int bytes)
    {
        await using var patient = await TestPatient.CallAsync(new CallStage().Well());

        var refusal = await Assert.ThrowsAsync<CallRefusedException>(async () => await patient.SendAsync(
            new ConverseRequest { Audio = new Audio { Payload = Google.Protobuf.ByteString.CopyFrom(new byte[bytes]) } }));

        Assert.Equal(ErrorCodes.InvalidMessage, refusal.Code);
    }

    [Fact]
    public async Task Audio_SentTwice_CountsOnce()
    {
        await using var patient = await TestPatient.CallAsync(new CallStage().Well());
        await patient.SilenceAsync(0.4);
        patient.Offset -= 3_200;

        await patient.SilenceAsync(0.2);

        Assert.Equal(6_400, patient.Call.AudioSample);
    }

    [Fact]
    public async Task Audio_GapInAnAnswer_IsMarkedAndAskedAgain()
    {
        var stage = new CallStage().Well();
        await using var patient = await TestPatient.CallAsync(stage);
        await patient.HearAsync();
        await patient.SpeakAsync(0.4);
        patient.Offset += 8_000;

        await patient.SpeakAsync(0.4);
        await patient.SilenceAsync(4);

        var heard = (await stage.EntriesAsync()).Select(entry => entry.Event).OfType<AnswerHeard>().Single();
        Assert.True(heard.HasGap);
        Assert.Equal("consent", patient.LastPrompt!.Item);
        Assert.NotEmpty(patient.LastPrompt.RepeatsPromptId);
    }

    [Fact]
    public async Task Open_Twice_IsRefused()
    {
        await using var patient = await TestPatient.CallAsync(new CallStage().Well());

        var refusal = await Assert.ThrowsAsync<CallRefusedException>(async () => await patient.SendAsync(new ConverseRequest { Open = new Open() }));

        Assert.Equal(ErrorCodes.AlreadyOpen, refusal.Code);
    }

    [Fact]
    public async Task Open_UnknownAssessment_IsNotFound()
    {
        var refusal = await Assert.ThrowsAsync<CallRefusedException>(() => TestPatient.CallAsync(new CallStage(), assessment: "x9"));

        Assert.Equal(ErrorCodes.AssessmentNotFound, refusal.Code);
    }

    [Fact]
    public async Task Open_AfterTheEnd_IsRefusedButAResumeHearsThatItWasTheEnd()
    {
        var stage = new CallStage().Well();
        await using (var patient = await TestPatient.CallAsync(stage))
        {
            await patient.ControlAsync(ControlAction.End);
            Assert.True(patient.IsOver);
        }

        var refusal = await Assert.ThrowsAsync<CallRefusedException>(() => TestPatient.CallAsync(stage));
        await using var back = await TestPatient.ResumeAsync(stage, 1, 0);

        Assert.Equal(ErrorCodes.AssessmentClosed, refusal.Code);
        Assert.True(back.IsOver);
        Assert.Single(back.All(r => r.Completed));
    }

    [Fact]
    public async Task Silence_FiveMinutes_EndsWithAPersonAndNeverLow()
    {
        var stage = new CallStage();
        await using var patient = await TestPatient.CallAsync(stage);

        for (var i = 0; i < 300 && !patient.IsOver; i++)
        {
            await patient.HearAsync();
            await patient.SilenceAsync(1);
        }

        var session = await stage.SessionAsync();
        Assert.True(patient.IsOver);
        Assert.NotNull(session.Closed);
        Assert.Equal(CareLevel.Unknown, session.Level);
        Assert.True(session.CallbackIsBooked);
    }

    [Fact]
    public async Task Audio_WithoutEnd_EndsAtTheBoundWithBoundedMemory()
    {
        var stage = new CallStage { Options = new() { CrisisLineText = "call 988 at any time", MaxCallSeconds = 60 } };
        await using var patient = await TestPatient.CallAsync(stage);
        patient.Reports = false;

        for (var i = 0; i < 200 && !patient.IsOver; i++)
        {
            await patient.SpeakAsync(1);
        }

        Assert.True(patient.IsOver);
        Assert.InRange(patient.Offset, 0, 62 * 16_000);
        Assert.NotNull((await stage.SessionAsync()).Closed);
    }

    [Fact]
    public async Task Client_NeverReports_PromptIsForcedAndTheCallGoesOn()
    {
        var stage = new CallStage().Well();
        await using var patient = await TestPatient.CallAsync(stage);
        patient.Reports = false;

        await patient.SilenceAsync(1 + 3.2);
        await patient.SpeakAsync(1);
        await patient.SilenceAsync(4);

        Assert.Equal("yes", (await stage.SessionAsync()).Answers["consent"].Code);
    }

    [Fact]
    public async Task Stream_NeverCarriesALevelAReasonOrAScore()
    {
        var stage = new CallStage().Well();
        stage.Purpose.Score = new TextScore(0.93, "probability", null, []);
        stage.Says("asq.3", "yes");
        stage.Says("asq.5", "yes");
        await using var patient = await TestPatient.CallAsync(stage);

        await patient.TalkToTheEndAsync(40);

        var session = await stage.SessionAsync();
        Assert.Equal(CareLevel.Imminent, session.Level);
        var told = string.Join('\n', patient.Received.Select(r => r.ToString()));
        Assert.DoesNotContain("mminent", told, StringComparison.Ordinal);
        Assert.DoesNotContain("0.93", told, StringComparison.Ordinal);
        Assert.All(session.Reasons, reason => Assert.DoesNotContain(reason, told, StringComparison.Ordinal));
    }
}
