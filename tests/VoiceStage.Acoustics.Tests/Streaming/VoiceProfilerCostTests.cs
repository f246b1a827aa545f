using VoiceStage.Acoustics.Streaming;

namespace VoiceStage.Acoustics.Tests.Streaming;

/// <summary>What a minute costs, in CPU time of this process. Explicit: a busy machine's caches would make it fail by chance.</summary>
public class VoiceProfilerCostTests(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public void Complete_AfterSixtySeconds_ReadyWithinFiftyMilliseconds()
    {
        var samples = Spoken.Sixteen(Spoken.Answer(60));
        var last = 0.0;
        for (var run = 0; run < 4; run++)
        {
            var profiler = new VoiceProfiler(16_000);
            var (start, memory) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
            for (var at = 0; at < samples.Length; at += 320)
            {
                profiler.Write(samples.AsSpan(at, 320));
            }

            var (spoken, held) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
            profiler.Complete();
            last = (Environment.CpuUsage.TotalTime - spoken).TotalMilliseconds;
            output.WriteLine(FormattableString.Invariant(
                $"60 s: {(spoken - start).TotalMilliseconds:F0} ms and {(held - memory) / 1024.0 / 60:F1} KiB/s while it comes, {last:F0} ms and {(GC.GetAllocatedBytesForCurrentThread() - held) / 1024.0:F0} KiB at the end"));
        }

        Assert.InRange(last, 0, 50);
    }
}
