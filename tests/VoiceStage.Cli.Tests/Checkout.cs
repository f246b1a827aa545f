using VoiceStage.Cli.Serving;

namespace VoiceStage.Cli.Tests;

/// <summary>The repository that the tests were built from, and whether calls can be held on this machine.</summary>
internal static class Checkout
{
    public static string Folder { get; } = Find();

    public static void SkipUnlessCallsCanBeHeld() => Assert.SkipUnless(SpeechParts.AreInstalled, "speech models or voices are not installed: ./voicestage test installs them");

    /// <summary>Lets commands in this process find the samples, as ./voicestage does.</summary>
    public static void BeHome() => Environment.SetEnvironmentVariable("VOICESTAGE_ROOT", Folder);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "VoiceStage.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("the tests run outside a checkout");
    }
}
