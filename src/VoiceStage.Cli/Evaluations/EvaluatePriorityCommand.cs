using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceStage.Cli.Simulations;
using VoiceStage.Risk.Priority;

namespace VoiceStage.Cli.Evaluations;

/// <summary><c>voicestage evaluate priority</c>: what a clinician's time buys under our order and under simpler ones, on a synthetic cohort.</summary>
internal static class EvaluatePriorityCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var synthetic = new Option<bool>("--synthetic") { Description = "Draw a synthetic cohort (the only source there is)" };
        var people = new Option<int>("--n") { Description = "People on the list (default 400)", DefaultValueFactory = _ => 400 };
        var seed = new Option<int>("--seed") { Description = "Draws a fresh cohort (default 7)", DefaultValueFactory = _ => 7 };
        var format = new Option<string>("--format") { Description = "table or json", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        var world = new WorldOptions();
        var command = new Command("priority", "Time-biased gain of the worklist's order against simpler orders") { synthetic, people, seed, format };
        world.AddTo(command);
        command.SetAction(parsed =>
        {
            var evaluation = new PriorityEvaluation(WorldOptions.Draw(world.Read(parsed, parsed.GetValue(people), parsed.GetValue(seed))));
            Print(evaluation, parsed.GetValue(format) == "json");
            return 0;
        });
        return command;
    }

    private static void Print(PriorityEvaluation evaluation, bool asJson)
    {
        if (asJson)
        {
            Console.WriteLine(new JsonObject
            {
                ["synthetic"] = true,
                ["htbg"] = new JsonObject(PriorityEvaluation.HalfLivesSeconds.Select(h =>
                    Of(h.ToString(CultureInfo.InvariantCulture), Each(order => evaluation.Gain(order, h))))),
                ["evidence_recall"] = new JsonObject(PriorityEvaluation.RecallDepths.Select(k => Of(k.ToString(CultureInfo.InvariantCulture), Each(order => evaluation.EvidenceRecall(order, k))))),
                ["mean_seconds_to_evidence"] = Each(evaluation.MeanSecondsToEvidence),
            }.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
            return;
        }

        Console.WriteLine("Synthetic people, nobody real. hTBG by half-life of the reader's patience, evidence among the first shown, mean seconds to a relevant person's first evidence.");
        Console.WriteLine($"{"order",-16} {"224 s",9} {"1800 s",9} {"1 h",9} {"8 h",9} {"recall@1",9} {"@3",7} {"@5",7} {"seconds",9}");
        foreach (var order in PriorityEvaluation.Orders)
        {
            var gains = PriorityEvaluation.HalfLivesSeconds.Select(h => evaluation.Gain(order, h)).ToList();
            var recall = PriorityEvaluation.RecallDepths.Select(k => evaluation.EvidenceRecall(order, k)).ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{order,-16} {gains[0],9:0.0000} {gains[1],9:0.000} {gains[2],9:0.000} {gains[3],9:0.000} {recall[0],9:0.000} {recall[1],7:0.000} {recall[2],7:0.000} {evaluation.MeanSecondsToEvidence(order),9:0}"));
        }
    }

    private static JsonObject Each(Func<string, double> value) => new(PriorityEvaluation.Orders.Select(order => Of(order, value(order))));

    private static KeyValuePair<string, JsonNode?> Of(string key, JsonNode value) => new(key, value);
}
