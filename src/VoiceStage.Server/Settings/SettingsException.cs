namespace VoiceStage.Server.Settings;

/// <summary>The host may not start: every wrong setting at once, one line each. `serve` prints the message and exits with 2.</summary>
public sealed class SettingsException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="problems">At least one.</param>
    public SettingsException(IReadOnlyList<SettingProblem> problems)
        : base(string.Join('\n', problems)) => Problems = problems;

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<SettingProblem> Problems { get; }
}
