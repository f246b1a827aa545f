namespace VoiceStage.Cli;

/// <summary>Bad use or bad input: one line that says what is wrong and what to do; exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
