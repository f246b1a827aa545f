using System.CommandLine;

namespace VoiceStage.Cli.Simulations;

/// <summary><c>voicestage simulate</c>: worlds that are not real, for building and testing.</summary>
internal static class SimulateCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create() => new("simulate", "Simulate a cohort of people, or whole calls") { SimulateCohortCommand.Create(), SimulateCallsCommand.Create() };
}
