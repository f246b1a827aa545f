using VoiceStage.Server.Turns;

namespace VoiceStage.Server.Tests.Turns;

public sealed class SpeechStatesTests
{
    private const int Rate = 1_000;
    private const int Slice = 20;
    private readonly SpeechStates states = new(Rate);
    private readonly List<SpeechChange> changes = [];
    private long at;

    [Fact]
    public void Pass_Cough_DoesNotBeginSpeech()
    {
        Feed(false, 500);
        Feed(true, 100);
        Feed(false, 500);

        Assert.Empty(changes);
        Assert.Equal(SpeechState.Quiet, states.State);
        Assert.Equal(1_100, states.SilenceSamples);
    }

    [Fact]
    public void Pass_Word_BeginsWhereItBeganAndEndsWhereItEnded()
    {
        Feed(false, 500);
        Feed(true, 300);
        Feed(false, 500);

        Assert.Equal([SpeechChange.Began, SpeechChange.Ended], changes);
        Assert.Equal((500, 800), (states.BeganAt, states.EndedAt));
        Assert.Equal(300, states.SpeechSamples);
        Assert.Equal(500, states.SilenceSamples);
    }

    [Fact]
    public void Pass_CoughInASilence_LeavesTheSilenceRunning()
    {
        Feed(true, 300);
        Feed(false, 200);
        Feed(true, 60);
        Feed(false, 200);

        Assert.Equal(460, states.SilenceSamples);
        Assert.Equal(300, states.EndedAt);
    }

    [Fact]
    public void Pass_SpeechGoesOnAfterAPause_ResumesAndTellsItsLength()
    {
        Feed(true, 300);
        Feed(false, 200);
        Feed(true, 200);

        Assert.Equal([SpeechChange.Began, SpeechChange.Resumed], changes);
        Assert.Equal(200, states.LastPauseSamples);
        Assert.Equal(500, states.SpeechSamples);
        Assert.Equal(0, states.SilenceSamples);
    }

    [Fact]
    public void Pass_HoleInsideAWordsBeginning_DoesNotStartTheCountAgain()
    {
        Feed(true, 80);
        Feed(false, 40);
        Feed(true, 60);

        Assert.Equal([SpeechChange.Began], changes);
        Assert.Equal(0, states.BeganAt);
    }

    private void Feed(bool isSpeech, int samples)
    {
        for (var left = samples; left > 0; left -= Slice)
        {
            at += Slice;
            if (states.Pass(isSpeech, Slice, at) is var change and not SpeechChange.None)
            {
                changes.Add(change);
            }
        }
    }
}
