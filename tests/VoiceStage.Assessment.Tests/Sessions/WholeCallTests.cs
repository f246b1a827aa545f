using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Assessment.Tests.Sessions;

public class WholeCallTests
{
    [Theory]
    [InlineData("brief")]
    [InlineData("default")]
    [InlineData("extended")]
    public void Respond_EverythingFine_CompletesAtLowWithACase(string protocol)
    {
        var answers = Story.Well(("gad.1", "1"), ("gad.2", "1"), ("place", "at home"));
        var call = Call.Connected(protocol).Answer(answers);

        Assert.Equal(new SessionClosed(SessionOutcome.Completed, "protocol_finished"), call.Session.Closed);
        Assert.Equal(CareLevel.Low, call.Session.Level);
        Assert.Equal(CareLevel.Low, Assert.Single(call.Events.OfType<EscalationOpened>()).Level);
        Assert.Contains(call.Events, happened => happened is ConsentRecorded { State: ConsentState.Given });
        Assert.Equal(PromptPurpose.Closing, call.Session.Prompt!.Purpose);
        call.MustReplay();
    }

    [Fact]
    public void Respond_FirstStream_AsksForConsentUncut()
    {
        var call = Call.Connected();

        Assert.Equal("consent", call.Asked);
        Assert.False(call.Session.Prompt!.IsInterruptible);
        Assert.Contains("automated call", call.Session.Prompt.Text, StringComparison.Ordinal);
        var listening = call.Rules.ListeningFor(call.Session)!;
        Assert.True(listening.UseFreeEarToo);
        Assert.NotNull(listening.Grammar);
    }

    [Fact]
    public void Respond_ModerateDepression_AsksAllOfPhq9AndStaysLow()
    {
        var answers = Story.Well(("phq.1", "3"), ("phq.2", "3"), ("phq.3", "2"), ("phq.4", "3"), ("phq.5", "2"), ("phq.7", "3"));
        var call = Call.Connected().Answer(answers);

        Assert.Equal("0", call.Session.Answers["phq.9"].Value);
        Assert.Equal(CareLevel.Low, call.Session.Level);
        Assert.Equal(SessionOutcome.Completed, call.Session.Closed!.Outcome);
    }
}
