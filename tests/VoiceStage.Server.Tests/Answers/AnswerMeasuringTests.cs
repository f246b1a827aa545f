using VoiceStage.Acoustics.Streaming;
using VoiceStage.Acoustics.Synthesis;
using VoiceStage.Server.Answers;

namespace VoiceStage.Server.Tests.Answers;

public class AnswerMeasuringTests
{
    private static readonly float[] Voice = SyntheticVoice.Speak(new SyntheticVoiceOptions { DurationSeconds = 1.5, JitterLocalRatio = 0.01 }).Recording.Samples.ToArray();

    [Fact]
    public async Task Complete_AudioInPieces_SameProfileAsInOne()
    {
        using var desk = new MeasuringDesk();
        var answer = desk.Open(16_000);
        foreach (var piece in Voice.Chunk(331))
        {
            answer.Take(piece);
        }

        var profile = await answer.CompleteAsync(questionEnd: -1);
        var whole = new VoiceProfiler(16_000);
        whole.Write(Voice);
        var expected = whole.Complete(-1);
        Assert.Equal(expected.Measures, profile!.Measures);
        Assert.Equal(expected.ResponseLatencySeconds, profile.ResponseLatencySeconds);
        Assert.Equal(1.5, answer.Live!.Value.CapturedSeconds);
        Assert.Equal(0, desk.DroppedCount);
    }

    [Fact]
    public async Task Take_MoreThanMayWait_AnswerIsLeftOutAndCounted()
    {
        using var desk = new MeasuringDesk(mostWaitingSeconds: 0.05);
        var answer = desk.Open(16_000);
        answer.Take(Voice);
        Assert.Null(await answer.CompleteAsync(null));
        Assert.Equal(1, desk.DroppedCount);
    }

    [Fact]
    public async Task Complete_MeasuringFails_NoProfileAndCounted()
    {
        using var desk = new MeasuringDesk((_, _) => throw new InvalidOperationException("broken"));
        var answer = desk.Open(16_000);
        answer.Take(Voice);
        Assert.Null(await answer.CompleteAsync(null));
        Assert.Equal(1, desk.DroppedCount);
    }
}
