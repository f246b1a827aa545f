namespace VoiceStage.Cli;

/// <summary>Progress of long work, on a terminal only and on standard error, so that output stays machine-readable.</summary>
internal static class Progress
{
    /// <summary>Shows how far the work is.</summary>
    public static void Show(int done, int total, string what)
    {
        if (!Console.IsErrorRedirected && total > 1)
        {
            Console.Error.Write($"\r\u001b[K{done + 1}/{total} {Path.GetFileName(what)}");
        }
    }

    /// <summary>Takes the line away again.</summary>
    public static void Clear()
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write("\r\u001b[K");
        }
    }
}
