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
        var audio = new Option<string[]>("--audio") { Description = "Recordings to measure instead of synthetic voices", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        var seconds = new Option<int>("--seconds") { Description = "Length of the synthetic audio", DefaultValueFactory = _ => 60 };
        seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 600)
            {
                result.AddError("--seconds is from 1 to 600");
            }
        });
        var format = new Option<string>("--format") { Description = "table or json", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        var bench = new Command("bench", "Measure speed on this machine: the measures, beside Praat when it is installed") { audio, seconds, format, calls };
        bench.SetAction((parsed, cancellation) => MeasuresBench.RunAsync(
            parsed.GetRequiredValue(audio), parsed.GetValue(seconds), parsed.GetRequiredValue(format), cancellation));
        return bench;
    }
}
