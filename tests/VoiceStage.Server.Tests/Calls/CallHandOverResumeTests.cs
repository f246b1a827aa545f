using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Tests.Calls;

public sealed class CallHandOverResumeTests
{
    [Fact]
    public async Task Resume_DuringAHandOver_TheLadderGoesOnToItsEnd()
    {
        var stage = new CallStage().Well();
        await using (var patient = await TestPatient.CallAsync(stage))
        {
            await patient.AnswerAsync();
            await patient.KeyAsync("0");
            Assert.NotNull((await stage.SessionAsync()).Handoff);
        }

        await using var again = await TestPatient.ResumeAsync(stage, 1, 0);
        for (var i = 0; i < 60 && !again.IsOver; i++)
        {
            await again.HearAsync();
            await again.SilenceAsync(2);
        }

        var events = (await stage.EntriesAsync()).Select(entry => entry.Event).ToArray();
        Assert.True(again.IsOver);
        Assert.Equal("handed_over", events.OfType<SessionClosed>().Single().Why);
        Assert.Equal(["clinician", "supervisor", "crisis_line"], events.OfType<HandoffBegun>().Select(step => step.Target));
        Assert.Empty(events.OfType<FaultNoticed>());
        Assert.Null(stage.Rules.Replay(await stage.EntriesAsync()));
    }
}
