using VoiceStage.Cli.Benches;

namespace VoiceStage.Cli.Tests.Benches;

public sealed class CallsBenchTests
{
    [Fact]
    public async Task Scripted_TwentyCallsAtOnce_AllComeOutRight()
    {
        Checkout.SkipUnlessCallsCanBeHeld();
        Checkout.BeHome();

        var run = await CallsBench.ScriptedAsync(20, TestContext.Current.CancellationToken);

        Assert.Equal((20, 20), (run.Calls, run.Right));
        // Every call was led through consent, mood, PHQ-2, four ASQ items and the closing question.
        Assert.True(run.WaitMilliseconds.Length >= 20 * 9, $"{run.WaitMilliseconds.Length} turns");
    }
}
