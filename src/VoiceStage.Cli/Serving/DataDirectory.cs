namespace VoiceStage.Cli.Serving;

/// <summary>Where the command line and a service on the same machine meet.</summary>
internal static class DataDirectory
{
    /// <summary>The repository, as the script tells, else the current folder.</summary>
    public static string Home => FromEnvironment("VOICESTAGE_ROOT") ?? Directory.GetCurrentDirectory();

    /// <summary>What the command line names, else <c>VOICESTAGE_DATA</c>, else <c>out/data</c> at home.</summary>
    public static string Resolve(string? chosen) => Path.GetFullPath(chosen ?? FromEnvironment("VOICESTAGE_DATA") ?? Path.Combine(Home, "out", "data"));

    private static string? FromEnvironment(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
