using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Assessment.Tests.Sessions;

public class SilenceAndClarityTests
{
    [Fact]
    public void Respond_SilentFromTheStart_TwoReasksThenKeysThenAPerson()
    {
        var call = Call.Connected();
        var purposes = new List<PromptPurpose>();
        while (call.Session.Closed is null)
        {
            purposes.Add(call.Session.Question!.Purpose);
            call.Silence();
        }

        Assert.Equal([PromptPurpose.Question, PromptPurpose.Reask, PromptPurpose.Reask, PromptPurpose.OfferKeys], purposes);
        Assert.Equal(new SessionClosed(SessionOutcome.Stopped, "silent"), call.Session.Closed);
        Assert.Equal(CareLevel.Unknown, call.Find<EscalationOpened>()!.Level);
        Assert.Equal("silent", call.Find<HandoffBegun>()!.Reason);
        Assert.Equal(0, call.Find<CallbackBooked>()!.WithinSeconds);
        Assert.Contains("9 8 8", call.Session.Prompt!.Text, StringComparison.Ordinal);
        call.MustReplay();
    }

    [Fact]
    public void Respond_KeysOffered_StillTakesAKeyAnswer()
    {
        var call = Call.Begun().Answer(Story.Well(("phq.1", "silence")));
        // The table keeps silent at phq.1 until the call ends; here a key comes at the last moment.
        var other = Call.Begun().Say("fine");
        other.Silence().Silence().Silence();
        Assert.Equal(PromptPurpose.OfferKeys, other.Session.Question!.Purpose);
        Assert.Contains("8", other.Session.Question.Text, StringComparison.Ordinal);
        other.Press("1");

        Assert.Equal("silent", call.Session.Closed!.Why);
        Assert.Equal("0", other.Session.Answers["phq.1"].Value);
        Assert.Equal("phq.2", other.Asked);
    }

    [Theory]
    [InlineData("mood")]
    [InlineData("closing")]
    public void Respond_SilentAtATask_MovesOnAsMissing(string item)
    {
        var call = Call.Connected().Answer(Story.Well((item, "silence")));

        Assert.Equal(AnswerKind.Missing, call.Session.Answers[item].Kind);
        Assert.Equal(SessionOutcome.Completed, call.Session.Closed!.Outcome);
        Assert.Equal(CareLevel.Low, call.Session.Level);
        call.MustReplay();
    }

    [Fact]
    public void Respond_SilentWhenAskedWhen_CountsTheAttemptAsRecent()
    {
        var call = Call.Connected().Answer(Story.Well(("asq.4", "1"), ("asq.4.when", "silence")));

        Assert.Equal(CareLevel.High, call.Session.Level);
        Assert.Equal(SessionOutcome.Completed, call.Session.Closed!.Outcome);
    }

    [Theory]
    [InlineData("asq.1")]
    [InlineData("asq.2")]
    [InlineData("asq.4")]
    public void Respond_SuicideItemUnclearTwice_IsConfirmedOnceThenCountsAsPositive(string item)
    {
        var call = Call.Connected().Answer(Story.Well((item, "mumble")));

        Assert.Equal(AnswerKind.Unclear, call.Session.Answers[item].Kind);
        Assert.Single(call.Events.OfType<PromptAsked>(), prompt => prompt.ItemId == item && prompt.Purpose == PromptPurpose.Confirm);
        Assert.True(call.Session.Answers.ContainsKey("asq.5"));
        Assert.Equal(CareLevel.Moderate, call.Session.Level);
        Assert.True(call.Session.PendingPerson);
        call.MustReplay();
    }

    [Fact]
    public void Respond_SuicideItemUnclearThenYes_TakesTheYes()
    {
        var call = Call.Connected().Answer(Story.Well(("asq.1", "mumble-once")).Where(pair => pair.Key != "asq.1").ToDictionary());
        Assert.Equal("asq.1", call.Asked);
        call.Mumble().Press("1");

        Assert.True(call.Session.Answers["asq.1"].Is("yes"));
    }

    [Fact]
    public void Respond_Asq3UnclearTwice_IsHigh() =>
        Assert.Equal(CareLevel.High, Call.Connected().Answer(Story.Well(("asq.3", "mumble"))).Session.Level);

    [Fact]
    public void Respond_Asq5UnclearTwice_IsImminentAndStaysOnTheLine()
    {
        var call = Call.Connected().Answer(Story.Well(("asq.2", "1"), ("asq.5", "mumble")));

        Assert.Equal(CareLevel.Imminent, call.Session.Level);
        Assert.NotNull(call.Session.Handoff);
        Assert.Null(call.Session.Closed);
    }

    [Fact]
    public void Respond_SilentAtSuicideItemsAfterAPositive_IsImminentAndNotLeftAlone()
    {
        var call = Call.Connected().Answer(Story.Well(("asq.1", "1"), ("asq.2", "silence")));

        Assert.Equal(CareLevel.Imminent, call.Session.Level);
        Assert.Null(call.Session.Closed);
        Assert.NotNull(call.Session.Handoff);
        Assert.Contains(call.Last, happened => happened is PromptAsked { Purpose: PromptPurpose.Crisis });
    }

    [Fact]
    public void Respond_Phq9ItemUnclearThreeTimes_StandsAsUnclearAndGoesOn()
    {
        var call = Call.Connected().Answer(Story.Well(("phq.1", "mumble")));

        Assert.Equal(AnswerKind.Unclear, call.Session.Answers["phq.1"].Kind);
        Assert.Contains("phq.9", call.Session.Answers.Keys);
        Assert.Equal(SessionOutcome.Completed, call.Session.Closed!.Outcome);
    }

    [Theory]
    [InlineData("asq.1", CareLevel.Moderate)]
    [InlineData("asq.3", CareLevel.High)]
    [InlineData("asq.4", CareLevel.Moderate)]
    public void Respond_RefusedOrSkippedSuicideItem_IsPositive(string item, CareLevel level)
    {
        var skipped = Call.Connected().Answer(Story.Well((item, "skip")));
        var pressed = Call.Connected().Answer(Story.Well((item, "7")));
        var said = Call.Connected().Answer(Story.Well((item, "i would rather not say")));

        Assert.All([skipped, pressed, said], call =>
        {
            Assert.Equal(AnswerKind.Refused, call.Session.Answers[item].Kind);
            Assert.Equal(level, call.Session.Level);
            Assert.True(call.Session.Answers.ContainsKey("asq.5"));
        });
    }

    [Fact]
    public void Respond_NoAudioAtAll_RunsTheSameLadderOnTheWatchdog()
    {
        var call = Call.Connected();
        for (var seconds = 2; seconds <= 200 && call.Session.Closed is null; seconds += 2)
        {
            call.See(new TimePassed("no_audio", seconds), 2);
        }

        Assert.Equal("silent", call.Session.Closed?.Why);
        call.MustReplay();
    }

    [Fact]
    public void Respond_GapInTheAnswer_AsksAgainWithAnApologyAndCountsNothing()
    {
        var call = Call.Begun().Say("fine");
        call.See(call.Turn() with { HasGap = true, SpeechSeconds = 1, Transcripts = [new() { Engine = "vosk/free", Text = "not at" }] });

        Assert.Equal("phq.1", call.Asked);
        Assert.Equal(1, call.Session.Question!.Asking);
        Assert.Equal(0, call.Session.Askings["phq.1"].Reasks);
        Assert.Equal(PromptPurpose.Notice, call.Last.OfType<PromptAsked>().First().Purpose);
        call.Press("1");
        Assert.Equal("phq.2", call.Asked);
    }

    [Fact]
    public void Respond_EngineFault_IsNotSilence()
    {
        var call = Call.Connected().Answer(Story.Well().Where(pair => pair.Key != "asq.1").ToDictionary());
        call.See(call.Turn() with { SpeechSeconds = 1, RecognitionFault = "DECODER_FAILED" });

        Assert.Equal(PromptPurpose.Confirm, call.Session.Question!.Purpose);
    }
}
