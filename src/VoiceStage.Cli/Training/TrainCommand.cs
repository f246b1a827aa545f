using System.CommandLine;
using VoiceStage.Cli.Simulations;
using VoiceStage.Risk.Evaluation;
using VoiceStage.Risk.Fusion;

namespace VoiceStage.Cli.Training;

/// <summary><c>voicestage train</c>: fits the learned fusion and writes it with its held-out figures.</summary>
internal static class TrainCommand
{
    private static readonly string[] HeldOut = ["brier", "auprc", "calibration_slope"];

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "Table with the columns of simulate cohort's people.csv (person, session, ideation required)" };
        var synthetic = new Option<bool>("--synthetic") { Description = "Train on a synthetic cohort: the model is then never validated" };
        var people = new Option<int>("--n") { Description = "Synthetic people (default 4000)", DefaultValueFactory = _ => 4000 };
        var seed = new Option<int>("--seed") { Description = "Seed of the synthetic cohort (default 7)", DefaultValueFactory = _ => 7 };
        var file = new Option<string>("--out") { Description = "Model file (default out/model.json)", DefaultValueFactory = _ => "out/model.json" };
        var world = new WorldOptions();
        var command = new Command("train", "Fit the learned fusion on a site's table") { data, synthetic, people, seed, file };
        world.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var (rows, hash, isSynthetic) = SiteTable.Open(parsed.GetValue(data), parsed.GetValue(synthetic), world.Read(parsed, parsed.GetValue(people), parsed.GetValue(seed)));
            var figures = SiteTable.Evaluate(rows, isSynthetic, cancellation);
            var model = FittedFusion.Fit([.. rows.Select(row => row.Values)], [.. rows.Select(row => row.Label)], [.. rows.Select(row => row.Person)]);
            var metrics = new Dictionary<string, double> { ["auroc"] = ((Interval?)figures["auroc"])?.Value ?? 0 };
            foreach (var name in HeldOut)
            {
                metrics[name] = (double)figures[name]!;
            }

            var path = Path.GetFullPath(parsed.GetRequiredValue(file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, FusionModelFile.Write(model, hash, isSynthetic, metrics));
            Console.Out.WriteLine($"{FusionModelFile.Current} fitted on {rows.Count} {(isSynthetic ? "synthetic " : "")}sessions, written to {path} (SHA-256 {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}): not validated, for shadow use until a site has evaluated its own");
            return Task.FromResult(0);
        });
        return command;
    }
}
