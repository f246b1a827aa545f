using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Timing;

namespace VoiceStage.Acoustics.Tests.Timing;

public class SpeechTimingTests
{
    private static readonly TimeSpanSeconds[] ThreeStretches = [new(1, 2), new(2.5, 4), new(5, 5.5)];

    [Fact]
    public void Of_ThreeStretches_CountsTheSilencesBetween()
    {
        var timing = SpeechTiming.Of(ThreeStretches);
        Assert.Equal(2, timing.PauseCount.Value);
        Assert.Equal(1.5, timing.PauseTotalSeconds.Value, 1e-12);
        Assert.Equal(0.75, timing.PauseMeanSeconds.Value, 1e-12);
        Assert.Equal(Math.Sqrt(0.125), timing.PauseSdSeconds.Value, 1e-12);
        Assert.Equal(3, timing.PhonationSeconds.Value, 1e-12);
        Assert.Equal(2, timing.VocalisationPauseRatio.Value, 1e-12);
    }

    [Fact]
    public void Of_OnePause_HasNoDeviation() => Assert.Equal(Unmeasured.NoPause, SpeechTiming.Of(ThreeStretches[..2]).PauseSdSeconds.Reason);

    [Fact]
    public void Of_NoSpeech_WithholdsAll() => Assert.Equal(Unmeasured.NoSpeech, SpeechTiming.Of([]).PauseCount.Reason);

    [Fact]
    public void ResponseLatency_IsToTheFirstSpeechAfterTheQuestion()
    {
        Assert.Equal(1, ResponseLatency.Of(ThreeStretches).Value);
        Assert.Equal(0.3, ResponseLatency.Of(ThreeStretches, 2.2).Value, 1e-12);
        Assert.Equal(-0.5, ResponseLatency.Of(ThreeStretches, 3).Value, 1e-12);
        Assert.Equal(Unmeasured.NoSpeech, ResponseLatency.Of(ThreeStretches, 6).Reason);
    }
}
