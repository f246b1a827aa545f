using System.Text.Json;

namespace VoiceStage.Cli.Tests.Measuring;

public sealed class MeasureListTests
{
    [Theory]
    [InlineData("voice", 37)]
    [InlineData("egemaps", 88)]
    [InlineData("all", 147)]
    public async Task List_AsJson_DescribesEveryMeasureOfTheSet(string set, int count)
    {
        var (exit, output, error) = await CapturedRun.OfAsync("measure", "--list", "--set", set);

        Assert.True(exit == 0, error);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(count, lines.Length);
        Assert.All(lines, line =>
        {
            using var json = JsonDocument.Parse(line);
            Assert.Equal(
                ["set", "key", "aliases", "definition", "unit", "lowest", "highest", "withheld_when", "valid_for", "source"], json.RootElement.EnumerateObject().Select(property => property.Name));
        });
    }

    [Fact]
    public async Task Measure_WithoutARecording_SaysWhatIsMissing()
    {
        var (exit, _, error) = await CapturedRun.OfAsync("measure");

        Assert.Equal(2, exit);
        Assert.Contains("a recording is missing", error, StringComparison.Ordinal);
    }
}
