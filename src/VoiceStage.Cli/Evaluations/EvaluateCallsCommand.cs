using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceStage.Cli.Simulations;
using VoiceStage.Risk.Priority;

namespace VoiceStage.Cli.Evaluations;

/// <summary><c>voicestage evaluate calls</c>: whom to call next under a budget of minutes, on a synthetic cohort.</summary>
internal static class EvaluateCallsCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var people = new Option<int>("--n") { Description = "People who are referred (default 400)", DefaultValueFactory = _ => 400 };
        var seed = new Option<int>("--seed") { Description = "Draws a fresh cohort (default 7)", DefaultValueFactory = _ => 7 };
        var minutes = new Option<double>("--minutes") { Description = "Minutes of calls a day (default 240)", DefaultValueFactory = _ => 240 };
        var format = new Option<string>("--format") { Description = "table or json", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        var world = new WorldOptions();
        var command = new Command("calls", "Whom to call next, of referrals not yet assessed, against simpler orders") { people, seed, minutes, format };
        world.AddTo(command);
        command.SetAction(parsed =>
        {
            var budget = parsed.GetValue(minutes);
            if (!(budget > 0))
            {
                throw new UsageException("--minutes is above 0");
            }

            Print(CallOrderEvaluation.Run(WorldOptions.Draw(world.Read(parsed, parsed.GetValue(people), parsed.GetValue(seed))), budget), parsed.GetValue(format) == "json");
            return 0;
        });
        return command;
    }

    private static void Print(IReadOnlyList<CallOrderFigures> figures, bool asJson)
    {
        if (asJson)
        {
            Console.WriteLine(new JsonObject
            {
                ["synthetic"] = true,
                ["orders"] = new JsonArray([.. figures.Select(item => new JsonObject
                {
                    ["order"] = item.Order, ["found_in_48_h"] = item.FoundInTwoDays, ["mean_hours_to_call"] = item.MeanHoursToCall, ["longest_wait_h"] = item.LongestWaitHours,
                    ["overtime_min"] = item.OvertimeMinutes,
                })]),
            }.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
            return;
        }

        Console.WriteLine("Synthetic people, nobody real. People with ideation: found within 48 h, mean hours to the call; everybody's longest wait; minutes of required calls beyond the budget.");
        Console.WriteLine($"{"order",-12} {"found",7} {"hours",7} {"longest",8} {"overtime",9}");
        foreach (var item in figures)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{item.Order,-12} {item.FoundInTwoDays,7:0.000} {item.MeanHoursToCall,7:0.0} {item.LongestWaitHours,8:0.0} {item.OvertimeMinutes,9:0}"));
        }
    }
}
