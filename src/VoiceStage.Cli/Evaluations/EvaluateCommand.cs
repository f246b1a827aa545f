using System.CommandLine;

namespace VoiceStage.Cli.Evaluations;

/// <summary><c>voicestage evaluate</c>: figures of how well a part does what it is for.</summary>
internal static class EvaluateCommand
{
    /// <summary>The command with its parts.</summary>
    public static Command Create() => new("evaluate", "Judge how well a part does what it is for")
    {
        EvaluateTurnsCommand.Create(),
        EvaluateEarsCommand.Create(),
        EvaluateWordsCommand.Create(),
        Training.EvaluateModelCommand.Create(),
        EvaluatePriorityCommand.Create(),
        EvaluateCallsCommand.Create(),
    };
}
