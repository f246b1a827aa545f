using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceStage.Cli.Simulations;
using VoiceStage.Risk.Cohort;
using VoiceStage.Risk.Evaluation;
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
        var grid = new Option<bool>("--grid") { Description = "Report over text AUROC .65 to .85 by denial .2 to .5 instead of one world (5 seeds)" };
        var isLong = new Option<bool>("--long") { Description = "With --grid: 20 seeds" };
        var command = new Command("priority", "Time-biased gain of the worklist's order against simpler orders") { synthetic, people, seed, format, grid, isLong };
        world.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var asJson = parsed.GetValue(format) == "json";
            if (parsed.GetValue(grid))
            {
                PrintGrid(Grid(parsed.GetValue(people), parsed.GetValue(seed), parsed.GetValue(isLong) ? 20 : 5, cancellation), asJson);
                return Task.FromResult(0);
            }

            var drawn = world.Read(parsed, parsed.GetValue(people), parsed.GetValue(seed));
            var list = WorldOptions.Draw(drawn);
            Print(new PriorityEvaluation(list, Learn(drawn), CohortLevels.Of), asJson);
            return Task.FromResult(0);
        });
        return command;
    }

    private static PriorityBaselines Learn(CohortOptions world)
    {
        try
        {
            return PriorityBaselines.Learn(world);
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"the baselines cannot learn in this world: {e.Message.Split('\n')[0]}");
        }
    }

    private static IReadOnlyList<PriorityGridCell> Grid(int people, int firstSeed, int seeds, CancellationToken cancellation)
    {
        try
        {
            return PriorityGrid.Run(people, firstSeed, seeds, progress: (done, all) => Progress.Show(done, all, "lists"), cancellation: cancellation);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new UsageException(e.Message.Split('\n')[0]);
        }
        finally
        {
            Progress.Clear();
        }
    }

    private static void PrintGrid(IReadOnlyList<PriorityGridCell> cells, bool asJson)
    {
        static JsonArray Row(Interval interval) => [interval.Value, interval.Lower, interval.Upper];
        if (asJson)
        {
            Console.WriteLine(new JsonObject
            {
                ["synthetic"] = true,
                ["half_life_s"] = TimeBiasedGain.LongHalfLifeSeconds,
                ["cells"] = new JsonArray([.. cells.Select(cell => new JsonObject
                {
                    ["text_auroc"] = cell.TextAuroc, ["denial"] = cell.DenialRate, ["order"] = cell.Order, ["above_text"] = Row(cell.AboveText), ["below_best"] = Row(cell.BelowBest),
                })]),
            }.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
            return;
        }

        Console.WriteLine("Synthetic people, nobody real. hTBG at 1800 s: per cent above the text score alone and below the best possible order, mean and 95 % interval over seeds.");
        Console.WriteLine($"{"text",-6} {"denial",-7} {"order",-12} {"above text",22} {"below best",22}");
        foreach (var cell in cells)
        {
            static string Of(Interval i) => string.Create(CultureInfo.InvariantCulture, $"{100 * i.Value:0.0} ({100 * i.Lower:0.0} to {100 * i.Upper:0.0})");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cell.TextAuroc,-6:0.00} {cell.DenialRate,-7:0.00} {cell.Order,-12} {Of(cell.AboveText),22} {Of(cell.BelowBest),22}"));
        }
    }

    private static void Print(PriorityEvaluation evaluation, bool asJson)
    {
        if (asJson)
        {
            Console.WriteLine(new JsonObject
            {
                ["synthetic"] = true,
                ["htbg"] = new JsonObject(PriorityEvaluation.HalfLivesSeconds.Select(h =>
                    Of(h.ToString(CultureInfo.InvariantCulture), Each(evaluation, order => evaluation.Gain(order, h))))),
                ["evidence_recall"] = new JsonObject(PriorityEvaluation.RecallDepths.Select(k => Of(k.ToString(CultureInfo.InvariantCulture), Each(evaluation, order => evaluation.EvidenceRecall(order, k))))),
                ["mean_seconds_to_evidence"] = Each(evaluation, evaluation.MeanSecondsToEvidence),
                ["mean_seconds_to_decisive_evidence"] = Each(evaluation, evaluation.MeanSecondsToDecisiveEvidence),
            }.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
            return;
        }

        Console.WriteLine("Synthetic people, nobody real. hTBG by half-life of the reader's patience, evidence among the first shown, mean seconds to a relevant person's first evidence and first decisive one.");
        Console.WriteLine($"{"order",-16} {"224 s",9} {"1800 s",9} {"1 h",9} {"8 h",9} {"recall@1",9} {"@3",7} {"@5",7} {"seconds",9} {"decisive",9}");
        foreach (var order in evaluation.Names)
        {
            var gains = PriorityEvaluation.HalfLivesSeconds.Select(h => evaluation.Gain(order, h)).ToList();
            var recall = PriorityEvaluation.RecallDepths.Select(k => evaluation.EvidenceRecall(order, k)).ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{order,-16} {gains[0],9:0.0000} {gains[1],9:0.000} {gains[2],9:0.000} {gains[3],9:0.000} {recall[0],9:0.000} {recall[1],7:0.000} {recall[2],7:0.000} {evaluation.MeanSecondsToEvidence(order),9:0} {evaluation.MeanSecondsToDecisiveEvidence(order),9:0}"));
        }
    }

    private static JsonObject Each(PriorityEvaluation evaluation, Func<string, double> value) => new(evaluation.Names.Select(order => Of(order, value(order))));

    private static KeyValuePair<string, JsonNode?> Of(string key, JsonNode value) => new(key, value);
}
