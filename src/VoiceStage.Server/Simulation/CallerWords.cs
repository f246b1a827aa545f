namespace VoiceStage.Server.Simulation;

/// <summary>What simulated patients say.</summary>
internal static class CallerWords
{
    public const string Help = "i need help now";
    public const string Repeat = "say that again";
    public const string Mumble = "mm hm";

    public static IReadOnlyList<string> Consents { get; } = ["yes", "yes i agree", "okay", "no", "no i do not agree"];
    public static IReadOnlyList<string> Frequencies { get; } = ["not at all", "several days", "more than half the days", "nearly every day"];
    public static IReadOnlyList<string> Yeses { get; } = ["yes", "yes i have", "yeah"];
    public static IReadOnlyList<string> Noes { get; } = ["no", "no never", "no i have not"];
    public static IReadOnlyList<string> Refusals { get; } = ["i would rather not say"];
    public static IReadOnlyList<string> Periods { get; } = ["last week", "two years ago", "yesterday"];
    public static IReadOnlyList<string> Open { get; } = ["i have been fine", "it has been hard since the summer and i sleep badly", "one two three four five six seven eight nine ten", "nothing else thank you"];
    public static IReadOnlyList<string> Acute { get; } = ["i took an overdose", "i am going to kill myself tonight", "i cut my wrists"];
    public static IReadOnlyList<string> Ideation { get; } = ["i want to kill myself", "i wish i was dead"];

    /// <summary>Said in written scenarios only.</summary>
    public static IReadOnlyList<string> Scenarios { get; } =
        ["no hablo ingles", "you have the wrong number", "i would never kill myself", "stop recording", "i can not talk right now", "wait a minute", "skip this question", "maybe"];

    public static IReadOnlyList<string> All { get; } =
        [Help, Repeat, Mumble, .. Consents, .. Frequencies, .. Yeses, .. Noes, .. Refusals, .. Periods, .. Open, .. Acute, .. Ideation];
}
