using System.CommandLine;

namespace VoiceStage.Cli.Benches;

/// <summary><c>voicestage bench</c>: figures of speed on this machine.</summary>
internal static class BenchCommand
{
    /// <summary>The command with its parts.</summary>
    public static Command Create()
    {
        var count = new Option<int>("--count") { Description = "Interviews at once", DefaultValueFactory = _ => 20 };
        count.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 200)
            {
                result.AddError("--count is from 1 to 200");
            }
        });
        var calls = new Command("calls", "Many interviews at once, with and without recognition") { count };
        calls.SetAction((parsed, cancellation) => CallsBench.RunAsync(parsed.GetValue(count), cancellation));
        return new Command("bench", "Measure speed on this machine") { calls };
    }
}
