using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Calls;
using VoiceStage.Server.Tests.Journal;
using VoiceStage.V1;

namespace VoiceStage.Server.Tests.Calls;

public sealed class CallResumeTests
{
    [Fact]
    public async Task Resume_ServerObjectsDroppedMidInterview_SameQuestionGoesOnAndNothingIsMissing()
    {
        await using var store = await TestStore.MakeAsync();
        var stage = new CallStage(store.Journal).Well();
        long offset, seq;
        // A killed process says nothing: the call is dropped as it stands, in the middle of an answer.
        var killed = await TestPatient.CallAsync(stage);
        for (var i = 0; i < 4; i++)
        {
            await killed.AnswerAsync();
        }

        await killed.HearAsync();
        await killed.SpeakAsync(0.5);
        (offset, seq) = (killed.Offset, killed.Received[^1].Seq);
        var before = await stage.SessionAsync();

        var next = new CallStage(store.Journal).Well();
        next.Recordings.Stretches.AddRange(stage.Recordings.Stretches);
        await using var patient = await TestPatient.ResumeAsync(next, seq, offset - 16_000);
        var opened = patient.Received[0].Opened;
        Assert.True(opened.Resumed);
        Assert.InRange(opened.ResumeAudioOffset, offset - 16_000, offset);
        Assert.True(patient.Received[0].Seq > seq);
        Assert.Equal(before.Prompt!.ItemId, patient.LastPrompt!.Item);
        await patient.TalkToTheEndAsync();

        var session = await next.SessionAsync();
        Assert.All(before.Answers, answer => Assert.Equal(answer.Value, session.Answers[answer.Key]));
        Assert.Equal(SessionOutcome.Completed, session.Closed!.Outcome);
        Assert.Null(next.Rules.Replay(await next.EntriesAsync()));
        Assert.Equal(before.Answers.Count, (await next.EntriesAsync()).Take((int)before.Version).Count(entry => entry.Event is AnswerInterpreted { IsFinal: true }));
    }

    [Fact]
    public async Task Resume_ClientCannotResend_TheGapIsRecorded()
    {
        var stage = new CallStage().Well();
        long offset;
        await using (var first = await TestPatient.CallAsync(stage))
        {
            await first.AnswerAsync();
            offset = first.Offset;
            await first.Call.LoseAsync();
        }

        await using var second = await TestPatient.ResumeAsync(stage, 0, offset + 48_000);

        var connected = (await stage.EntriesAsync()).Select(entry => entry.Event).OfType<StreamConnected>().Last();
        Assert.Equal(48_000, connected.AudioGapSamples, 8_000d);
        Assert.Equal(offset + 48_000, second.Offset);
    }

    [Fact]
    public async Task Connect_Second_WinsAndTheFirstIsToldAtItsNextWord()
    {
        var stage = new CallStage().Well();
        await using var first = await TestPatient.CallAsync(stage);
        await using var second = await TestPatient.CallAsync(stage);

        await first.HearAsyncOrTaken();
        await second.TalkToTheEndAsync();

        Assert.Equal(SessionOutcome.Completed, (await stage.SessionAsync()).Closed!.Outcome);
        Assert.Null(stage.Rules.Replay(await stage.EntriesAsync()));
    }

    [Fact]
    public async Task LostStream_NobodyComesBack_TheCallEndsWithACallback()
    {
        var stage = new CallStage().Well();
        var parts = stage.Parts();
        await using (var patient = await TestPatient.CallAsync(stage))
        {
            await patient.AnswerAsync();
            await patient.Call.LoseAsync();
        }

        using var lost = new LostCalls(parts, new LateObservations(parts), _ => Task.FromResult<IReadOnlyList<string>>([CallStage.Assessment]));
        await lost.LookAsync(CancellationToken.None);
        Assert.Null((await stage.SessionAsync()).Closed);
        stage.Time.Advance(TimeSpan.FromSeconds(121));
        await lost.LookAsync(CancellationToken.None);

        var session = await stage.SessionAsync();
        Assert.Equal("not_resumed", session.Closed!.Why);
        Assert.True(session.CallbackIsBooked);
        Assert.Null(stage.Rules.Replay(await stage.EntriesAsync()));
    }

    [Fact]
    public async Task NoAudio_FromTheClient_ClimbsTheLadderOfSilenceByTheClock()
    {
        var stage = new CallStage().Well();
        await using var patient = await TestPatient.CallAsync(stage, open =>
        {
            open.Capabilities.HasMicrophone = false;
            return open;
        });

        for (var i = 0; i < 400 && !patient.IsOver; i++)
        {
            await patient.TickAsync(TimeSpan.FromSeconds(2));
        }

        Assert.True(patient.IsOver);
        Assert.NotNull((await stage.SessionAsync()).Closed);
    }

    [Fact]
    public async Task Microphone_GoesDead_GoesToAPersonByTheClock()
    {
        var stage = new CallStage().Well();
        await using var patient = await TestPatient.CallAsync(stage);

        for (var i = 0; i < 60 && !patient.IsOver; i++)
        {
            await patient.TickAsync(TimeSpan.FromSeconds(2));
        }

        var session = await stage.SessionAsync();
        Assert.True(patient.IsOver);
        Assert.Equal(VoiceStage.Risk.Estimates.CareLevel.Unknown, session.Level);
        Assert.True(session.CallbackIsBooked);
    }
}
