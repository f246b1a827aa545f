using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Server.Tests.Journal;

/// <summary>Figures, not verdicts: run by hand on a quiet machine (<c>--explicit only</c>).</summary>
public sealed class AppendLoadTests
{
    [Theory(Explicit = true)]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(100)]
    public async Task Append_CallsAtOnce_PrintsLatencyAndRate(int calls)
    {
        await using var store = await TestStore.MakeAsync();
        await store.Journal.AppendAsync("warm", 0, TestStore.Start, 0, [TestStore.Opened("warm")], CancellationToken.None);
        const int Groups = 20;
        var latencies = new double[calls * Groups];
        var since = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, calls).Select(call => Task.Run(async () =>
        {
            for (var group = 0; group < Groups; group++)
            {
                var began = Stopwatch.GetTimestamp();
                await store.Journal.AppendAsync(
                    $"s{call}", group * 3, TestStore.Start, 0, [new StreamLost("c"), new StreamLost("d"), new LevelDecided(CareLevel.Unknown, [], false)], CancellationToken.None);
                latencies[(call * Groups) + group] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            }
        })));
        var seconds = Stopwatch.GetElapsedTime(since).TotalSeconds;
        Array.Sort(latencies);

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{calls} calls: p50 {latencies[latencies.Length / 2]:F1} ms, p95 {latencies[(int)(latencies.Length * 0.95)]:F1} ms, max {latencies[^1]:F1} ms, {latencies.Length / seconds:F0} groups/s");
        Assert.Equal(1 + (calls * Groups * 3), await store.ReadAsync(db => db.Events.CountAsync()));
    }
}
