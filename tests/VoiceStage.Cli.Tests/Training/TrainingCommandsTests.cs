using System.Text.Json;

namespace VoiceStage.Cli.Tests.Training;

public sealed class TrainingCommandsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("voicestage-training-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Commands_OnACohortOfTheirOwn_WriteTablesModelAndReport()
    {
        var (simulated, _, _) = await CapturedRun.OfAsync("simulate", "cohort", "--n", "300", "--seed", "7", "--out", folder.FullName);
        var table = Path.Combine(folder.FullName, "people.csv");
        var (evaluated, figures, _) = await CapturedRun.OfAsync("evaluate", "model", "--data", table, "--format", "json", "--out", Path.Combine(folder.FullName, "report"));
        var (trained, _, _) = await CapturedRun.OfAsync("train", "--data", table, "--out", Path.Combine(folder.FullName, "model.json"));

        Assert.Equal((0, 0, 0), (simulated, evaluated, trained));
        Assert.Contains("synthetic", File.ReadAllText(Path.Combine(folder.FullName, "datasheet.md")), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(figures);
        Assert.InRange(json.RootElement.GetProperty("auroc").GetProperty("value").GetDouble(), .8, 1);
        Assert.True(json.RootElement.GetProperty("synthetic").GetBoolean());
        Assert.Contains("<svg", File.ReadAllText(Path.Combine(folder.FullName, "report", "report.html")), StringComparison.Ordinal);
        Assert.Contains("fusion-features/1", File.ReadAllText(Path.Combine(folder.FullName, "model.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train")]
    [InlineData("train", "--data", "nowhere.csv")]
    [InlineData("evaluate", "model", "--synthetic", "--n", "0")]
    [InlineData("simulate", "cohort", "--n", "5")]
    public async Task Commands_UsedWrongly_ExitTwoWithOneLine(params string[] args)
    {
        var (exit, _, error) = await CapturedRun.OfAsync(args);

        Assert.Equal(2, exit);
        Assert.Single(error.Trim().Split('\n'));
    }
}
