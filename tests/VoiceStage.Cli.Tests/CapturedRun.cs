namespace VoiceStage.Cli.Tests;

/// <summary>Runs the program in process and keeps what it printed. Console is one per process, so runs take turns.</summary>
internal static class CapturedRun
{
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    public static async Task<(int Exit, string Output, string Error)> OfAsync(params string[] args)
    {
        await OneAtATime.WaitAsync(TestContext.Current.CancellationToken);
        var (output, error) = (Console.Out, Console.Error);
        try
        {
            var (printed, complained) = (new StringWriter(), new StringWriter());
            Console.SetOut(printed);
            Console.SetError(complained);
            var exit = await Program.Main(args);
            return (exit, printed.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
            OneAtATime.Release();
        }
    }
}
