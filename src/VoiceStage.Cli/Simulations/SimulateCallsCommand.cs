using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceStage.Server.Simulation;

namespace VoiceStage.Cli.Simulations;

/// <summary><c>voicestage simulate calls</c>: whole conversations from seeds, with everything failing that can fail; ends with the first seeds that break a rule.</summary>
internal static class SimulateCallsCommand
{
    private const int MostFailuresShown = 5;
    private const int TraceLines = 120;
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var seeds = new Option<int>("--seeds") { Description = "How many conversations (default 2000)", DefaultValueFactory = _ => 2_000 };
        var start = new Option<int>("--seed-start") { Description = "First seed (default 1); a failing seed comes again with --seed-start SEED --seeds 1", DefaultValueFactory = _ => 1 };
        var trace = new Option<bool>("--trace") { Description = "Prints what happened also in runs that held" };
        var format = new Option<string>("--format") { Description = "table or json", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        var command = new Command("calls", "Simulate whole calls on virtual time with faults, and check what must always hold") { seeds, start, trace, format };
        command.SetAction((parsed, cancellation) =>
        {
            var count = parsed.GetValue(seeds);
            return Task.FromResult(count is < 1 or > 10_000_000
                ? throw new UsageException("--seeds must be 1 to 10000000")
                : Run(parsed.GetValue(start), count, parsed.GetValue(trace), parsed.GetValue(format) == "json", cancellation));
        });
        return command;
    }

    private static int Run(int start, int count, bool showTrace, bool asJson, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var runs = new SimulatedCall[count];
        var done = 0;
        // Each conversation has one thread; several conversations share the cores.
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation }, i =>
        {
            var run = CallSimulation.Run(start + i);
            // A run that held is not kept whole: a long sweep would fill the memory.
            runs[i] = run.Violations.Count > 0 || showTrace ? run : run with { Trace = [] };
            Progress.Show(Interlocked.Increment(ref done) - 1, count, "calls");
        });
        Progress.Clear();
        var minutes = Stopwatch.GetElapsedTime(began).TotalMinutes;
        var failures = runs.Where(run => run.Violations.Count > 0).ToList();
        if (asJson)
        {
            Console.Out.WriteLine(Json(runs, failures, minutes).ToJsonString(Layout));
        }
        else
        {
            Print(runs, failures, showTrace, minutes);
        }

        return failures.Count == 0 ? 0 : 1;
    }

    private static JsonObject Json(SimulatedCall[] runs, List<SimulatedCall> failures, double minutes) => new()
    {
        ["seeds"] = runs.Length,
        ["seeds_per_minute"] = Math.Round(runs.Length / minutes),
        ["simulated_hours"] = Math.Round(runs.Sum(run => run.SimulatedTime.TotalHours), 1),
        ["outcomes"] = new JsonObject(Outcomes(runs).Select(group => KeyValuePair.Create<string, JsonNode?>(group.Key, group.Count()))),
        ["failures"] = new JsonArray([.. failures.Select(run => (JsonNode)new JsonObject
        {
            ["seed"] = run.Seed,
            ["violations"] = new JsonArray([.. run.Violations.Select(violation => (JsonNode)JsonValue.Create(violation))]),
        })]),
    };

    private static void Print(SimulatedCall[] runs, List<SimulatedCall> failures, bool showTrace, double minutes)
    {
        foreach (var run in showTrace ? runs.Take(MostFailuresShown) : failures.Take(MostFailuresShown))
        {
            Console.Out.WriteLine($"seed {run.Seed}: {run.Outcome}, {run.Level}");
            foreach (var line in run.Trace.TakeLast(TraceLines))
            {
                Console.Out.WriteLine("  " + line);
            }
        }

        foreach (var group in Outcomes(runs))
        {
            Console.Out.WriteLine($"{group.Count(),7}  {group.Key}");
        }

        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{runs.Length} seeds, {runs.Sum(run => run.SimulatedTime.TotalHours):0.0} simulated hours, {runs.Length / minutes:0} seeds per minute"));
        foreach (var run in failures)
        {
            Console.Out.WriteLine($"failing seed {run.Seed}: {string.Join("; ", run.Violations)}");
        }
    }

    private static IEnumerable<IGrouping<string, SimulatedCall>> Outcomes(SimulatedCall[] runs) =>
        runs.GroupBy(run => $"{run.Outcome}, {run.Level}").OrderByDescending(group => group.Count());
}
