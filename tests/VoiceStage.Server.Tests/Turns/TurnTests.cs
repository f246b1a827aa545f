using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Turns;

namespace VoiceStage.Server.Tests.Turns;

public sealed class TurnTests
{
    private const int Rate = 1_000;
    private const int Slice = 20;
    private readonly SpeechStates states = new(Rate);
    private readonly PatientPauses pauses = new();
    private long at;

    [Theory]
    [InlineData(ItemKind.YesNo, 2.5)]
    [InlineData(ItemKind.Open, 4)]
    public void Pass_SilenceAfterSpeech_EndsAtTheFloorOfItsKind(ItemKind kind, double floorSeconds)
    {
        var turn = Make(kind, floorSeconds, mayEndEarly: false);

        Assert.Null(Feed(turn, true, 1_000));
        var end = Feed(turn, false, 10_000);

        Assert.Equal(TurnEnd.Silence, end);
        Assert.Equal(floorSeconds, (at - 1_000) / (double)Rate, 0.021);
    }

    [Fact]
    public void Pass_NoSpeech_EndsAfterItsTime()
    {
        var turn = Make(ItemKind.YesNo, 2.5, mayEndEarly: false);

        Assert.Equal(TurnEnd.NoSpeech, Feed(turn, false, 10_000));
        Assert.Equal(5_000, at);
    }

    [Fact]
    public void Pass_SpeechWithoutEnd_EndsAtTheLongestAnswer()
    {
        var turn = Make(ItemKind.Open, 4, mayEndEarly: false);

        Assert.Equal(TurnEnd.MaxLength, Feed(turn, true, 60_000));
        Assert.InRange(at, 20_000, 20_300);
    }

    [Fact]
    public void Pass_ShortSilence_AsksOncePerStretchWhetherTheAnswerIsComplete()
    {
        var turn = Make(ItemKind.Frequency, 2.5, mayEndEarly: true);
        Feed(turn, true, 500);
        Assert.Equal(1, CountAsked(turn, false, 2_000));
        Feed(turn, true, 500);
        Assert.Equal(1, CountAsked(turn, false, 2_000));
    }

    [Fact]
    public void Pass_SuicideItem_NeverAsksWhetherComplete()
    {
        var turn = Make(ItemKind.YesNo, 2.5, mayEndEarly: false);
        Feed(turn, true, 500);

        Assert.Equal(0, CountAsked(turn, false, 2_400));
    }

    [Fact]
    public void Pass_MissingAudioPassesNoTime_AndTimeWithoutSoundDoes()
    {
        var turn = Make(ItemKind.YesNo, 2.5, mayEndEarly: false);
        Feed(turn, true, 500);
        Feed(turn, false, 1_000);

        Assert.Null(turn.PassWithoutSound(1_000).End);
        Assert.Equal(TurnEnd.Silence, turn.PassWithoutSound(600).End);
    }

    [Fact]
    public void Learn_SlowSpeaker_WaitsLongerByBoundedSteps()
    {
        Assert.Equal(4, pauses.EndSilenceSeconds(4, true));
        pauses.Learn(3.9);
        Assert.Equal(4, pauses.EndSilenceSeconds(4, true));
        for (var i = 0; i < 100; i++)
        {
            pauses.Learn(3.9);
        }

        Assert.InRange(pauses.EndSilenceSeconds(4, true), 4.9, 6);
        pauses.Learn(60);
        Assert.InRange(pauses.EndSilenceSeconds(4, true), 4.9, 6);
        Assert.InRange(pauses.EndSilenceSeconds(2.5, false), 2.5, 3.5);
    }

    private Turn Make(ItemKind kind, double endSilenceSeconds, bool mayEndEarly)
    {
        var item = new Item { Id = "x", Kind = kind, Text = "?", EndSilenceSeconds = endSilenceSeconds };
        var listening = new Listening(item, kind == ItemKind.Open ? null : ["yes", "no"], true, mayEndEarly);
        var prompt = new PromptAsked { PromptId = "p1", Purpose = PromptPurpose.Question, Text = "?" };
        return new Turn(prompt, listening, TurnTiming.For(listening, pauses, hasMicrophone: true), pauses, Rate, 0);
    }

    private TurnEnd? Feed(Turn turn, bool isSpeech, int samples)
    {
        for (var left = samples; left > 0; left -= Slice)
        {
            if (Step(turn, isSpeech).End is { } end)
            {
                return end;
            }
        }

        return null;
    }

    private int CountAsked(Turn turn, bool isSpeech, int samples)
    {
        var asked = 0;
        for (var left = samples; left > 0; left -= Slice)
        {
            asked += Step(turn, isSpeech).AsksWhetherComplete ? 1 : 0;
        }

        return asked;
    }

    private TurnVerdict Step(Turn turn, bool isSpeech)
    {
        at += Slice;
        return turn.Pass(states, states.Pass(isSpeech, Slice, at), Slice);
    }
}
