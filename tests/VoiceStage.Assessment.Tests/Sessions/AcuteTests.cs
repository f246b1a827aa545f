using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Escalation;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Assessment.Tests.Sessions;

public class AcuteTests
{
    [Fact]
    public void Respond_AcutePhraseWhileSpeaking_PagesInTheSameGroupBeforeAnythingElse()
    {
        var call = Call.Begun();
        call.See(new RiskPhraseHeard("mood", "acute", "took-pills", "vosk/partial", 40_000));

        var opened = Assert.IsType<EscalationOpened>(call.Last[0]);
        Assert.Equal((CareLevel.Imminent, true), (opened.Level, opened.Pending));
        Assert.Equal(ReasonCodes.AcuteDisclosure, opened.Reasons[0]);
        var prompts = call.Last.OfType<PromptAsked>().ToList();
        Assert.Equal([PromptPurpose.Crisis, PromptPurpose.Confirm], prompts.Select(prompt => prompt.Purpose));
        Assert.All(prompts, prompt => Assert.False(prompt.IsInterruptible));
        Assert.Contains(call.Last, happened => happened is HandoffBegun { Target: "clinician" });
        call.MustReplay();
    }

    [Fact]
    public void Respond_AcutePhraseInTheAnswer_PagesToo()
    {
        var call = Call.Begun().Say("i took all my pills an hour ago");

        Assert.Equal(CareLevel.Imminent, call.Find<EscalationOpened>()!.Level);
        Assert.Equal(AddedItems.ConfirmAcuteId, call.Asked);
        call.MustReplay();
    }

    [Theory]
    [InlineData("2", "acute_confirm:no")]
    [InlineData("1", "acute_confirm:yes")]
    public void Respond_AcuteConfirmed_AnnotatesAndNeverRecalls(string key, string code)
    {
        var call = Call.Begun().See(new RiskPhraseHeard("mood", "acute", "took-pills", "vosk/partial", 40_000));
        call.Press(key);

        Assert.Contains(call.Last, happened => happened is EscalationAnnotated annotated && annotated.Code == code);
        Assert.Equal(CareLevel.Imminent, call.Session.Level);
        Assert.Equal(CareLevel.Imminent, call.Session.EscalationLevel);
        Assert.Equal(PromptPurpose.Handoff, call.Session.Prompt!.Purpose);
        Assert.Null(call.Rules.ListeningFor(call.Session));
        call.MustReplay();
    }

    [Fact]
    public void Respond_Asq5Yes_StopsTheScriptAndSeeksAPerson()
    {
        var call = Call.Connected().Answer(Story.Well(("asq.1", "1"), ("asq.5", "1")));

        Assert.Equal(CareLevel.Imminent, call.Session.EscalationLevel);
        Assert.Equal("asq.5:yes", call.Session.Reasons[0]);
        Assert.DoesNotContain("closing", call.Session.Answers.Keys);
        Assert.Null(call.Session.Closed);
        Assert.Equal([PromptPurpose.Crisis, PromptPurpose.Handoff], call.Last.OfType<PromptAsked>().Select(prompt => prompt.Purpose));
        call.MustReplay();
    }

    [Fact]
    public void Respond_NobodyTakesIt_ClimbsToTheCrisisLineWithin60SecondsAndIsNeverSilent()
    {
        var call = Call.Connected().Answer(Story.Well(("asq.1", "1"), ("asq.5", "1")));
        var said = new List<int>();
        var started = call.Entries.Count;
        for (var second = 1; second <= 90 && call.Session.Closed is null; second++)
        {
            call.See(new TimePassed("handoff", second));
            if (call.Last.OfType<PromptAsked>().Any())
            {
                said.Add(second);
            }
        }

        Assert.Equal(["clinician", "supervisor", "crisis_line"], call.Events.OfType<HandoffBegun>().Select(begun => begun.Target));
        Assert.Equal(new SessionClosed(SessionOutcome.Stopped, "handed_over"), call.Session.Closed);
        Assert.True(said[^1] <= 60);
        Assert.All(said.Zip([0, .. said]), pair => Assert.True(pair.First - pair.Second <= 21));
        Assert.NotEqual(started, call.Entries.Count);
        Assert.NotNull(call.Find<CallbackBooked>());
        call.MustReplay();
    }

    [Fact]
    public void Respond_OneLateTick_StillTriesEveryRung()
    {
        var call = Call.Connected().Answer(Story.Well(("asq.1", "1"), ("asq.5", "1"))).See(new TimePassed("handoff", 500));

        Assert.Equal(["clinician", "supervisor", "crisis_line"], call.Events.OfType<HandoffBegun>().Select(begun => begun.Target));
        Assert.Equal("handed_over", call.Session.Closed!.Why);
    }

    [Fact]
    public void Respond_TransferTaken_ClosesAsHandedOver()
    {
        var call = Call.Connected().Answer(Story.Well(("asq.1", "1"), ("asq.5", "1"))).See(new CallEnded("transferred"));

        Assert.Equal("handed_over", call.Session.Closed!.Why);
        Assert.Equal(CareLevel.Imminent, call.Session.Level);
        Assert.Null(call.Find<CallbackBooked>());
    }

    [Fact]
    public void Respond_BackAfterABreak_IsSoughtForAnewBeforeTheCrisisLine()
    {
        var call = Call.Connected().Answer(Story.Well(("asq.1", "1"), ("asq.5", "1"))).See(new StreamLost("c1"));
        call.See(new StreamConnected("c2", CallChannel.Phone, 16_000, true, true, 0), 100);
        call.See(new TimePassed("handoff", 5), 5);

        Assert.Null(call.Session.Closed);
    }

    [Fact]
    public void Respond_AcutePhraseBeforeConsent_PagesAsWell()
    {
        var call = Call.Connected().See(new RiskPhraseHeard("consent", "acute", "took-pills", "vosk/partial", 16_000));

        Assert.Equal(CareLevel.Imminent, call.Session.EscalationLevel);
        Assert.NotNull(call.Session.Handoff);
        Assert.DoesNotContain(call.Events, happened => happened is RiskEstimated);
    }

    [Fact]
    public void Respond_AcutePhraseAfterTheEnd_RaisesTheCase()
    {
        var call = Call.Connected().Answer(Story.Well());
        call.See(new AnswerEnriched("p9", "mood", [new() { Engine = "vosk/free", Text = "i took all my pills" }], null, null));

        Assert.Equal(CareLevel.Imminent, call.Session.EscalationLevel);
        Assert.Contains(call.Last, happened => happened is EscalationRaised);
        Assert.DoesNotContain(call.Last, happened => happened is PromptAsked);
        call.MustReplay();
    }

    [Fact]
    public void Respond_IdeationPhrase_IsConfirmedAtTheEndOfTheAnswer()
    {
        var call = Call.Begun();
        call.See(new RiskPhraseHeard("mood", "ideation", "want-to-die", "vosk/partial", 40_000));
        Assert.Equal("mood", call.Asked);
        Assert.Null(call.Session.EscalationId);

        call.Say("some days are hard");
        Assert.Equal(AddedItems.ConfirmIdeationId, call.Asked);
        Assert.True(call.Rules.ListeningFor(call.Session)!.Item.IsSuicideItem);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("7")]
    [InlineData("mumble")]
    [InlineData("silence")]
    public void Respond_IdeationNotClearlyDenied_IsHighAndGoesStraightToTheSuicideItems(string answer)
    {
        var call = Call.Begun().Say("sometimes i want to kill myself");
        Assert.Equal(AddedItems.ConfirmIdeationId, call.Asked);
        call.Answer(new Dictionary<string, string> { [AddedItems.ConfirmIdeationId] = answer });

        Assert.Equal(CareLevel.High, call.Session.EscalationLevel);
        Assert.Equal("asq.1", call.Asked);
        call.MustReplay();
    }

    [Fact]
    public void Respond_IdeationDenied_StandsAsAContradictionAndGoesOn()
    {
        var call = Call.Begun().Say("i won't kill myself").Press("2");

        Assert.Equal("phq.1", call.Asked);
        Assert.Equal(IdeationState.Denied, call.Session.Ideation);
        call.Answer(Story.Well());
        Assert.Equal(CareLevel.Moderate, call.Session.Level);
        Assert.Contains(ReasonCodes.DiscordantPhrase, call.Session.Reasons);
        call.MustReplay();
    }

    [Fact]
    public void Respond_IdeationHeardThenHangUp_CountsAsDisclosed()
    {
        var call = Call.Begun().Say("sometimes i want to kill myself").HangUp();

        Assert.Equal(CareLevel.High, call.Session.Level);
        Assert.Equal(0, call.Find<CallbackBooked>()!.WithinSeconds);
    }

    [Fact]
    public void Respond_WordsOfAnOpenAnswerArriveLate_AreConfirmedAfterTheQuestionThatStands()
    {
        var call = Call.Begun();
        call.See(call.Turn() with { SpeechSeconds = 6, TranscriptPending = true });
        Assert.Equal("phq.1", call.Asked);
        call.See(new AnswerEnriched("p2", "mood", [new() { Engine = "vosk/free", Text = "i want to kill myself" }], null, null));
        Assert.Equal("phq.1", call.Asked);
        call.Press("1");

        Assert.Equal(AddedItems.ConfirmIdeationId, call.Asked);
        call.MustReplay();
    }
}
