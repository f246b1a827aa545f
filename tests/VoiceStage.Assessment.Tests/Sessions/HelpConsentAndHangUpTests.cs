using VoiceStage.Assessment.Escalation;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Assessment.Tests.Sessions;

public class HelpConsentAndHangUpTests
{
    public static TheoryData<string> States => ["before consent", "asking", "confirming", "paused", "keys offered", "offering", "handing over", "closed"];

    [Theory]
    [MemberData(nameof(States))]
    public void Respond_HelpInEveryState_SeeksAPersonAtOnce(string state)
    {
        foreach (var ask in new Action<Call>[] { call => call.See(new ControlUsed(ControlKind.NeedHelpNow, "button")), call => call.See(call.Turn() with { Keys = "0", End = TurnEnd.Keys }) })
        {
            var call = In(state);
            ask(call);

            Assert.NotNull(call.Session.Handoff);
            Assert.NotNull(call.Session.EscalationId);
            Assert.True(call.Session.EscalationLevel >= CareLevel.Moderate);
            Assert.Contains(call.Last, happened => happened is PromptAsked { IsInterruptible: false });
            call.MustReplay();
        }
    }

    [Fact]
    public void Respond_HelpInWords_ActsWhateverTheQuestion()
    {
        var call = Call.Begun().Say("i need help right now");

        Assert.Equal(ReasonCodes.HelpRequested, call.Session.Handoff!.Reason);
        Assert.Contains(ReasonCodes.HelpRequested, call.Session.Reasons);
    }

    [Fact]
    public void Respond_HelpBeforeConsent_WeighsAndMeasuresNothing()
    {
        var call = Call.Connected().Press("0");

        Assert.Equal(ConsentState.NotAsked, call.Session.Consent);
        Assert.Empty(call.Session.Voice);
        Assert.DoesNotContain(call.Events, happened => happened is RiskEstimated);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("no")]
    [InlineData("skip")]
    public void Respond_ConsentRefused_OffersAPersonAndKeepsAMinimumRecord(string answer)
    {
        var call = Call.Connected().Answer(new Dictionary<string, string> { ["consent"] = answer });

        Assert.Equal(ConsentState.Refused, call.Session.Consent);
        Assert.Equal(AddedItems.OfferPersonId, call.Asked);
        call.Silence();
        Assert.Equal(new SessionClosed(SessionOutcome.Stopped, "consent_refused"), call.Session.Closed);
        Assert.Equal(CareLevel.Unknown, call.Session.EscalationLevel);
        Assert.Contains("9 8 8", call.Session.Prompt!.Text, StringComparison.Ordinal);
        call.MustReplay();
    }

    [Fact]
    public void Respond_ConsentRefusedAndAPersonWanted_PutsThrough()
    {
        var call = Call.Connected().Press("2").Press("1");

        Assert.Equal("accepted_offer", call.Session.Handoff!.Reason);
        Assert.Null(call.Session.Closed);
    }

    [Theory]
    [InlineData("asq.1", "1", CareLevel.Imminent)]
    [InlineData("phq.9", "2", CareLevel.Moderate)]
    [InlineData("phq.3", "2", CareLevel.Unknown)]
    public void Respond_ConsentWithdrawn_NeverLowersOrClosesTheCase(string item, string key, CareLevel least)
    {
        var answers = Story.Well(("phq.1", "4"), ("phq.2", "4"), (item, key));
        answers.Remove(item);
        var call = Call.Connected().Answer(answers);
        Assert.Equal(item, call.Asked);
        call.Press(key);
        var before = call.Session.Level;
        call.See(new ControlUsed(ControlKind.StopRecording, "button"));

        Assert.Equal(ConsentState.Withdrawn, call.Session.Consent);
        Assert.True(call.Session.Level >= before);
        Assert.Equal(least, call.Session.Level);
        Assert.NotNull(call.Session.EscalationId);
        Assert.DoesNotContain(call.Last, happened => happened is RiskEstimated);
        call.MustReplay();
    }

    [Fact]
    public void Respond_StopKeys_WithdrawConsent()
    {
        var call = Call.Begun().Press("*9");

        Assert.Equal(ConsentState.Withdrawn, call.Session.Consent);
        Assert.Equal(AddedItems.OfferPersonId, call.Asked);
    }

    [Theory]
    [InlineData("consent", CareLevel.Unknown)]
    [InlineData("mood", CareLevel.Unknown)]
    [InlineData("phq.2", CareLevel.Unknown)]
    [InlineData("asq.1", CareLevel.Unknown)]
    [InlineData("asq.4", CareLevel.Unknown)]
    [InlineData("closing", CareLevel.Low)]
    public void Respond_HangUp_IsUnknownUntilTheSuicideItemsAreAnswered(string at, CareLevel level)
    {
        var answers = Story.Well();
        answers.Remove(at);
        var call = Call.Connected().Answer(answers);
        Assert.Equal(at, call.Asked);
        call.HangUp();

        Assert.Equal(level, call.Session.Level);
        Assert.Equal(new SessionClosed(SessionOutcome.Stopped, "hung_up"), call.Session.Closed);
        Assert.Equal(level, call.Find<EscalationOpened>()!.Level);
        if (level != CareLevel.Low)
        {
            Assert.Equal(new CallbackBooked("hung_up", 0, 2), call.Find<CallbackBooked>());
        }

        call.MustReplay();
    }

    [Theory]
    [InlineData("asq.5")]
    [InlineData("asq.3")]
    public void Respond_HangUpAfterAPositiveItemWithQ5Open_IsImminent(string at)
    {
        var answers = Story.Well(("asq.1", "1"));
        answers.Remove(at);
        var call = Call.Connected().Answer(answers).HangUp();

        Assert.Equal(CareLevel.Imminent, call.Session.Level);
        Assert.Equal(CareLevel.Imminent, call.Session.EscalationLevel);
        Assert.Equal(0, call.Find<CallbackBooked>()!.WithinSeconds);
    }

    [Fact]
    public void Respond_StreamLostForGood_IsAHangUp()
    {
        var call = Call.Begun().See(new StreamLost("c1"));
        call.See(new TimePassed("stream_lost", 30));
        Assert.Null(call.Session.Closed);
        call.See(new TimePassed("stream_lost", 121));

        Assert.Equal("not_resumed", call.Session.Closed!.Why);
        Assert.Equal(CareLevel.Unknown, call.Session.Level);
    }

    [Fact]
    public void Respond_Resumed_RepeatsTheQuestionWithAnApologyAndAsksNothingTwice()
    {
        var call = Call.Begun().Say("fine").Press("1");
        Assert.Equal("phq.2", call.Asked);
        call.See(new StreamLost("c1")).Connect();

        Assert.Equal("phq.2", call.Asked);
        Assert.Equal(1, call.Session.Question!.Asking);
        Assert.NotNull(call.Session.Question.RepeatsPromptId);
        Assert.Equal(PromptPurpose.Notice, call.Last.OfType<PromptAsked>().First().Purpose);
        Assert.False(call.Session.IsPaused);
        call.Answer(Story.Well());
        Assert.Equal(SessionOutcome.Completed, call.Session.Closed!.Outcome);
        Assert.Single(call.Events.OfType<PromptAsked>(), prompt => prompt.ItemId == "phq.1");
        call.MustReplay();
    }

    [Fact]
    public void Respond_ResumedInACrisis_SaysTheCrisisWordsAgain()
    {
        var call = Call.Connected().Answer(Story.Well(("asq.1", "1"), ("asq.5", "1"))).See(new StreamLost("c1")).Connect();

        Assert.Contains(call.Last, happened => happened is PromptAsked { Purpose: PromptPurpose.Crisis });
        Assert.Null(call.Session.Closed);
    }

    [Fact]
    public void Respond_Fault_GivesResourcesAndAPersonAndIsNeverLow()
    {
        var call = Call.Begun().See(new FaultNoticed("recogniser", "CRASHED"));

        Assert.Equal(new SessionClosed(SessionOutcome.Stopped, "fault"), call.Session.Closed);
        Assert.Equal(CareLevel.Unknown, call.Session.EscalationLevel);
        Assert.Contains("9 8 8", call.Session.Prompt!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Respond_FaultOfAMeasure_GoesOnAndIsNeverLow()
    {
        var call = Call.Begun().See(new FaultNoticed("measures", "FAILED")).Answer(Story.Well());

        Assert.Equal(SessionOutcome.Completed, call.Session.Closed!.Outcome);
        Assert.Equal(CareLevel.Unknown, call.Session.Level);
    }

    [Fact]
    public void Respond_Minor_GoesToAPersonBeforeAnyQuestion()
    {
        var call = Call.Connected(referral: Call.Patient with { BirthDate = new DateOnly(2008, 3, 3) });

        Assert.Equal("minor", call.Session.Handoff!.Reason);
        Assert.Null(call.Asked);
        Assert.Equal(CareLevel.Unknown, call.Session.EscalationLevel);
        call.See(new TimePassed("handoff", 61));
        Assert.NotNull(call.Session.Closed);
    }

    [Fact]
    public void Respond_EighteenToday_IsAsked() =>
        Assert.Equal("consent", Call.Connected(referral: Call.Patient with { BirthDate = new DateOnly(2008, 3, 2) }).Asked);

    [Fact]
    public void Respond_OtherLanguage_GoesToAnInterpreter()
    {
        Assert.Equal("interpreter", Call.Connected(referral: Call.Patient with { Language = "es-MX" }).Session.Handoff!.Target);
        var asked = Call.Connected().Say("no hablo ingles");
        Assert.Equal("interpreter", asked.Session.Handoff!.Target);
    }

    [Fact]
    public void Respond_AnotherPersonSpeaks_GoesToAPerson() =>
        Assert.Equal("other_person", Call.Connected().Say("you have the wrong number").Session.Handoff!.Reason);

    [Fact]
    public void Respond_PauseAndResume_AsksTheSameQuestionAgainUncounted()
    {
        var call = Call.Begun().Say("fine").See(new ControlUsed(ControlKind.Pause, "button"));
        Assert.True(call.Session.IsPaused);
        call.See(new TimePassed("paused", 61));
        Assert.Equal(PromptPurpose.Notice, Assert.Single(call.Last.OfType<PromptAsked>()).Purpose);
        call.See(new ControlUsed(ControlKind.Resume, "button"));

        Assert.False(call.Session.IsPaused);
        Assert.Equal("phq.1", call.Asked);
        Assert.Equal(0, call.Session.Askings["phq.1"].Reasks);
    }

    [Fact]
    public void Respond_PauseWithoutEnd_GoesToAPerson()
    {
        var call = Call.Begun().See(new ControlUsed(ControlKind.Pause, "button")).See(new TimePassed("paused", 300));

        Assert.Equal("paused", call.Session.Closed!.Why);
        Assert.Equal(CareLevel.Unknown, call.Session.Level);
    }

    [Fact]
    public void Respond_RepeatByKeyOrWords_DoesNotCount()
    {
        var call = Call.Begun().Say("fine").Press("9").Say("say that again");

        Assert.Equal("phq.1", call.Asked);
        Assert.Equal(new ItemAskings(1, 0, 2), call.Session.Askings["phq.1"]);
    }

    [Fact]
    public void Respond_Key8_OffersKeysAndThenAPerson()
    {
        var call = Call.Begun().Say("fine").Press("8");
        Assert.Equal(PromptPurpose.OfferKeys, call.Session.Question!.Purpose);
        call.Press("8");

        Assert.Equal("cannot_talk", call.Session.Closed!.Why);
    }

    [Fact]
    public void Respond_HighLevelAtTheEnd_OffersAPerson()
    {
        var answers = Story.Well(("asq.3", "1"));
        answers.Remove("offer.person");
        var call = Call.Connected().Answer(answers);
        Assert.Equal(AddedItems.OfferPersonId, call.Asked);
        call.Press("1");

        Assert.Equal("accepted_offer", call.Session.Handoff!.Reason);
        Assert.Equal(CareLevel.High, call.Session.Level);
        call.MustReplay();
    }

    [Fact]
    public void Respond_TextHighAndAllNo_IsModerateForDiscordance()
    {
        var referral = Call.Patient with { TextScore = new(.82, "probability", null, []) };
        var call = Call.Connected("brief", referral).Answer(Story.Well());

        Assert.Equal(CareLevel.Moderate, call.Session.Level);
        Assert.Equal(ReasonCodes.DiscordantText, call.Session.Reasons[0]);
        Assert.Equal(CareLevel.Moderate, call.Session.EscalationLevel);
    }

    private static Call In(string state)
    {
        switch (state)
        {
            case "before consent": return Call.Connected();
            case "asking": return Call.Begun();
            case "confirming": return Call.Begun().Say("sometimes i want to kill myself");
            case "paused": return Call.Begun().See(new ControlUsed(ControlKind.Pause, "button"));
            case "keys offered": return Call.Connected().Silence().Silence().Silence();
            case "offering": return Call.Connected().Press("2");
            case "handing over": return Call.Begun().See(new RiskPhraseHeard("mood", "acute", "x", "e", 1));
            default: return Call.Connected().Answer(Story.Well());
        }
    }
}
