using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using VoiceStage.Server.Draining;
using VoiceStage.Server.Errors;
using VoiceStage.Server.Tests.Errors;
using VoiceStage.V1;

namespace VoiceStage.Server.Tests.Hosting;

public sealed class DrainTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_CallIsLive_NewCallsAreSentElsewhereAndHealthSaysSo()
    {
        await using var host = await RunningHost.StartAsync();
        var gate = host.App.Services.GetRequiredService<CallGate>();
        var health = new Health.HealthClient(host.Channel());
        await health.CheckAsync(new(), cancellationToken: Cancellation);
        var analysis = new AnalysisService.AnalysisServiceClient(host.Channel(host.UpstreamToken));
        var lease = gate.Enter();

        var stopping = host.App.StopAsync(Cancellation);
        await Until(() => gate.IsDraining);

        await Refused.WithAsync(ErrorCodes.Draining, analysis.MeasureRecordingAsync(new(), cancellationToken: Cancellation));
        Assert.Equal(ErrorCodes.Draining, Assert.Throws<CallRefusedException>(gate.Enter).Code);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, (await health.CheckAsync(new(), cancellationToken: Cancellation)).Status);
        Assert.False(stopping.IsCompleted);
        Assert.False(lease.MoveElsewhere.IsCancellationRequested);

        lease.Dispose();
        await stopping;
    }

    [Fact]
    public async Task Stop_CallOutlivesTheBound_IsToldToMove()
    {
        var clock = new FakeTimeProvider(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using var host = await RunningHost.StartAsync(options => options with { Clock = clock });
        var gate = host.App.Services.GetRequiredService<CallGate>();
        using var lease = gate.Enter();

        var stopping = host.App.StopAsync(Cancellation);
        await Until(() => gate.IsDraining);
        while (!lease.MoveElsewhere.IsCancellationRequested)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        lease.Dispose();
        await stopping;
        Assert.True(clock.GetUtcNow() - clock.Start >= TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void Enter_BoundReached_IsOverloadedUntilOneLeaves()
    {
        using var gate = new CallGate(new() { MaxLiveCalls = 1 });
        var first = gate.Enter();

        Assert.Equal(ErrorCodes.Overloaded, Assert.Throws<CallRefusedException>(gate.Enter).Code);
        first.Dispose();
        first.Dispose();
        gate.Enter().Dispose();
        Assert.Equal(0, gate.LiveCallCount);
    }

    [Fact]
    public async Task Host_ShutdownTimeout_LeavesTimeForTheDrain()
    {
        await using var host = await RunningHost.StartAsync(options => options with
        {
            ExtraSettings = new Dictionary<string, string?> { ["VoiceStage:Load:DrainSeconds"] = "100" },
        });

        var timeout = host.App.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<HostOptions>>().Value.ShutdownTimeout;
        Assert.True(timeout > TimeSpan.FromSeconds(105));
    }

    private static async Task Until(Func<bool> condition)
    {
        while (!condition())
        {
            Cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
