using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Simulation;

namespace VoiceStage.Server.Tests.Simulation;

/// <summary>Whole calls from seeds. Every fault that a seed has found stays here by its number.</summary>
public sealed class CallSimulationTests
{
    private const int Seeds = 2_000;

    [Fact]
    public void Run_TwoThousandSeeds_HoldEverything()
    {
        var failures = new System.Collections.Concurrent.ConcurrentBag<string>();
        Parallel.For(1, Seeds + 1, seed =>
        {
            var run = CallSimulation.Run(seed);
            if (run.Violations.Count > 0)
            {
                failures.Add($"seed {seed}: {string.Join("; ", run.Violations)}\n{string.Join('\n', run.Trace)}");
            }
        });

        Assert.True(failures.IsEmpty, string.Join("\n\n", failures.Take(3)));
    }

    [Theory]
    [InlineData(228, "one ear hung and held back for a minute the acute words that another had heard; a pause stopped the hand-over's timer")]
    [InlineData(1278, "the help button waited behind a slow ear and was dropped when the node drained")]
    [InlineData(1703, "acute words said into the end of a prompt were let go with the ear that had heard them")]
    [InlineData(100335, "acute words that were being said when the line broke were let go with it")]
    [InlineData(102577, "consent withdrawn while the store failed: recorded on until the store was back")]
    public void Run_SeedThatFoundAFault_HoldsNow(int seed, string fault) =>
        Assert.True(CallSimulation.Run(seed).Violations is [], $"again: {fault}");

    [Theory]
    [InlineData(3)]
    [InlineData(228)]
    [InlineData(1278)]
    public void Run_SameSeedTwice_WritesTheSameBytes(int seed) => Assert.Equal(CallSimulation.Run(seed).JournalHash, CallSimulation.Run(seed).JournalHash);

    [Fact]
    public void Run_ManySeeds_ReachEveryEndAndLevel()
    {
        var runs = Enumerable.Range(1, 150).Select(CallSimulation.Run).ToList();

        // A simulation in which nobody gets to the end, or nobody is in danger, would hold everything and show nothing.
        Assert.Superset(
            new HashSet<string> { "Low", "Moderate", "High", "Imminent", "Unknown" }, runs.Select(run => run.Level).ToHashSet());
        Assert.Contains(runs, run => run.Outcome.StartsWith("Completed", StringComparison.Ordinal));
        Assert.Contains(runs, run => run.Outcome.EndsWith("hung_up", StringComparison.Ordinal));
        Assert.Contains(runs, run => run.Outcome.EndsWith("not_resumed", StringComparison.Ordinal));
    }
}
