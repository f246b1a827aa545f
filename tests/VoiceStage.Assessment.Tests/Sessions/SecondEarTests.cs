using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Assessment.Tests.Sessions;

public sealed class SecondEarTests
{
    [Fact]
    public void Respond_AcutePhraseThatOnlyTheSecondEarHeard_Pages()
    {
        var call = Call.Begun().Say("i took a letter pills");
        call.See(Second("i took all my pills"));

        Assert.Equal(CareLevel.Imminent, call.Session.EscalationLevel);
        Assert.NotNull(call.Session.Handoff);
        call.MustReplay();
    }

    [Fact]
    public void Respond_IdeationThatOnlyTheSecondEarHeard_IsAskedAboutAfterTheQuestionThatStands()
    {
        var call = Call.Begun().Say("i want to fill my shelf");
        Assert.Equal("phq.1", call.Asked);
        call.See(Second("i want to kill myself")).Press("1");

        Assert.Equal(AddedItems.ConfirmIdeationId, call.Asked);
        call.MustReplay();
    }

    [Fact]
    public void Respond_IdeationThatTheFirstEarHeardToo_IsNotAskedAboutTwice()
    {
        var call = Call.Begun().Say("i want to kill myself").Press("2");
        Assert.Equal(IdeationState.Denied, call.Session.Ideation);
        call.See(Second("i want to kill myself"));

        Assert.Equal(IdeationState.Denied, call.Session.Ideation);
        call.Press("1");
        Assert.Equal("phq.2", call.Asked);
        call.MustReplay();
    }

    [Fact]
    public void Respond_CallForHelpThatOnlyTheSecondEarHeard_IsPutThrough()
    {
        var call = Call.Begun().Say("i knead health now");
        call.See(Second("i need help now"));

        Assert.NotNull(call.Session.Handoff);
        call.MustReplay();
    }

    [Fact]
    public void Respond_NoWords_MarksTheItemAndDrawsNothing()
    {
        var call = Call.Begun().Say("i have been fine");
        call.See(new SecondEarHeard("p2", "mood", null, "SERVICE_TIMEOUT"));

        Assert.Equal(["mood SERVICE_TIMEOUT"], call.Session.StandIns);
        Assert.Empty(call.Last);
        Assert.Empty(call.Session.Faults);
        call.MustReplay();
    }

    private static SecondEarHeard Second(string text) => new("p2", "mood", new Transcript { Engine = "azure/free", Text = text }, null);
}
