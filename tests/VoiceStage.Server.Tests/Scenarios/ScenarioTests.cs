using System.Text.RegularExpressions;
using VoiceStage.Server.Simulation;

namespace VoiceStage.Server.Tests.Scenarios;

/// <summary>Every row of what the screener must do, as a written call that runs on virtual time through the real loop, rules and ears.</summary>
public sealed class ScenarioTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Scenarios", "Files");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.yaml").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Run_WrittenCall_DoesWhatItsFileSays(string name)
    {
        var scenario = Scenario.Read(Path.Combine(Folder, name + ".yaml"));

        var run = CallSimulation.Run(scenario.Plan(), null);

        var told = string.Join('\n', run.Trace);
        Assert.True(run.Violations.Count == 0, string.Join("; ", run.Violations) + "\n" + told);
        Assert.True(run.Level == scenario.Level, $"level is {run.Level}, not {scenario.Level}\n{told}");
        Assert.True(Regex.IsMatch(run.Outcome, $"^({scenario.Outcome})$"), $"outcome is {run.Outcome}, not {scenario.Outcome}\n{told}");
        StandsInOrder(scenario.Order, run.Trace);
        foreach (var never in scenario.Never)
        {
            var after = run.Trace.SkipWhile(line => !Regex.IsMatch(line, never.After)).ToList();
            Assert.True(after.Count > 0, $"\"{never.After}\" does not stand\n{told}");
            Assert.True(!after.Exists(line => Regex.IsMatch(line, never.Line)), $"\"{never.Line}\" stands after \"{never.After}\"\n{told}");
        }
    }

    [Fact]
    public void Files_EveryRow_HasItsScenario() => Assert.True(Files.Count >= 20, $"{Files.Count} scenarios found in {Folder}");

    private static void StandsInOrder(IReadOnlyList<string> expected, IReadOnlyList<string> trace)
    {
        var at = 0;
        foreach (var line in expected)
        {
            var found = Enumerable.Range(at, trace.Count - at).FirstOrDefault(i => Regex.IsMatch(trace[i], line), -1);
            Assert.True(found >= 0, $"\"{line}\" does not stand from line {at} on\n{string.Join('\n', trace)}");
            at = found + 1;
        }
    }
}
