using System.CommandLine;
using VoiceStage.Cli.Simulations;
using VoiceStage.Risk.Evaluation;

namespace VoiceStage.Cli.Training;

/// <summary><c>voicestage evaluate model</c>: nested cross-validation of the learned fusion on a site's table or a synthetic cohort.</summary>
internal static class EvaluateModelCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "Table with the columns of simulate cohort's people.csv (person, session, ideation required)" };
        var synthetic = new Option<bool>("--synthetic") { Description = "Draw a synthetic cohort instead" };
        var people = new Option<int>("--n") { Description = "Synthetic people (default 4000)", DefaultValueFactory = _ => 4000 };
        var seed = new Option<int>("--seed") { Description = "Seed of the synthetic cohort (default 7)", DefaultValueFactory = _ => 7 };
        var folder = new Option<string>("--out") { Description = "Folder for report.html, model-card.md and figures.json (default out/evaluation)", DefaultValueFactory = _ => "out/evaluation" };
        var format = new Option<string>("--format") { Description = "markdown or json", DefaultValueFactory = _ => "markdown" };
        format.AcceptOnlyFromAmong("markdown", "json");
        var world = new WorldOptions();
        var command = new Command("model", "Judge the learned fusion on held-out people") { data, synthetic, people, seed, folder, format };
        world.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var (rows, _, isSynthetic) = SiteTable.Open(parsed.GetValue(data), parsed.GetValue(synthetic), world.Read(parsed, parsed.GetValue(people), parsed.GetValue(seed)));
            var figures = SiteTable.Evaluate(rows, isSynthetic, cancellation);
            var into = parsed.GetRequiredValue(folder);
            Directory.CreateDirectory(into);
            File.WriteAllText(Path.Combine(into, "figures.json"), EvaluationReport.Json(figures));
            File.WriteAllText(Path.Combine(into, "model-card.md"), EvaluationReport.Card(figures));
            File.WriteAllText(Path.Combine(into, "report.html"), EvaluationReport.Html(figures));
            Console.Out.Write(parsed.GetValue(format) == "json" ? EvaluationReport.Json(figures) : EvaluationReport.Card(figures));
            return Task.FromResult(0);
        });
        return command;
    }
}
