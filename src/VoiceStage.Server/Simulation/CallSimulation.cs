using System.Security.Cryptography;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Simulation;

/// <summary>What came of one seed.</summary>
/// <param name="Seed">Seed.</param>
/// <param name="Violations">What must never happen and did; empty for a good run. No patient's words.</param>
/// <param name="Outcome">How the session ended.</param>
/// <param name="Level">Level it ended at.</param>
/// <param name="SimulatedTime">How long it took on its own clock.</param>
/// <param name="JournalHash">SHA-256 of the journal's bytes in hex: the same seed gives the same.</param>
/// <param name="Trace">What happened, for reading a failure.</param>
public sealed record SimulatedCall(
    int Seed, IReadOnlyList<string> Violations, string Outcome, string Level, TimeSpan SimulatedTime, string JournalHash, IReadOnlyList<string> Trace);

/// <summary>Whole conversations on virtual time in one thread: the real calls, rules and loops; patients, ears, lines, processes and store that fail as a seed says.</summary>
public static class CallSimulation
{
    /// <summary>With the faults over, every session has ended after this: the longest call, the longest wait for somebody who does not come back, and a margin.</summary>
    internal static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(45);

    /// <summary>Late words come at most this long after.</summary>
    private static readonly TimeSpan LateWords = TimeSpan.FromSeconds(90);

    /// <summary>Runs one seed.</summary>
    /// <param name="seed">Any number.</param>
    public static SimulatedCall Run(int seed) => Run(SimulationPlan.Draw(seed), null);

    /// <summary>Runs a plan.</summary>
    internal static SimulatedCall Run(SimulationPlan plan, Func<SimulationPlan, SimulatedWorld>? make)
    {
        using var world = make?.Invoke(plan) ?? new SimulatedWorld(plan);
        var stuck = OneThread.Run(world.Time, () => LiveAsync(world), plan.FaultsUntil + EndsWithin + LateWords);
        var entries = world.Store.Entries;
        var session = Session.Fold(entries);
        if (stuck is not null)
        {
            world.Record.Violate($"the session {stuck}");
        }

        Invariants.CheckWhole(world, entries, session);
        return new(
            plan.Seed, world.Record.Violations, session.Closed is { } closed ? $"{closed.Outcome} {closed.Why}" : "open", session.Level.ToString(), world.Time.Elapsed,
            Hash(entries), world.Record.Trace);
    }

    private static async Task LiveAsync(SimulatedWorld world)
    {
        foreach (var process in world.Processes)
        {
            _ = process.WatchAsync();
        }

        var caller = new SimulatedCaller(world);
        await caller.LiveAsync();
        while (world.Store.Entries is { Count: > 0 } entries && !entries.Any(entry => entry.Event is SessionClosed))
        {
            await Task.Delay(TimeSpan.FromSeconds(10), world.Time);
        }

        await Task.Delay(LateWords, world.Time);
    }

    private static string Hash(IReadOnlyList<JournalEntry> entries)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in entries)
        {
            hash.AppendData(BitConverter.GetBytes(entry.RecordedTime.ToUnixTimeMilliseconds()));
            hash.AppendData(BitConverter.GetBytes(entry.AudioSample));
            hash.AppendData(SessionEventJson.Serialize(entry.Event));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
