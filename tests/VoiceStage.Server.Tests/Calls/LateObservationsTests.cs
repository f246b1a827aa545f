using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Calls;

namespace VoiceStage.Server.Tests.Calls;

public sealed class LateObservationsTests
{
    private readonly LateObservations late;
    private readonly CallLoop loop;

    public LateObservationsTests()
    {
        var parts = new CallStage().Well().Parts();
        late = new LateObservations(parts);
        loop = new CallLoop(parts, late);
    }

    [Fact]
    public async Task StopAsync_MeasuresStillOnTheirWay_WaitsForThem()
    {
        var measured = new TaskCompletionSource<SessionObservation?>();
        late.Follow("a1", measured.Task, loop);

        var stopping = late.StopAsync(TestContext.Current.CancellationToken);
        Assert.False(stopping.IsCompleted);
        measured.SetResult(null);

        await stopping;
    }

    [Fact]
    public async Task StopAsync_ShutDownTakesTooLong_GivesUpWithoutAFault()
    {
        late.Follow("a1", new TaskCompletionSource<SessionObservation?>().Task, loop);

        await late.StopAsync(new CancellationToken(canceled: true));
    }

    [Fact]
    public async Task StopAsync_NothingOnItsWay_EndsAtOnce()
    {
        late.Follow("a1", Task.FromResult<SessionObservation?>(null), loop);

        await late.StopAsync(TestContext.Current.CancellationToken);
    }
}
