using System.Text.Json;

namespace VoiceStage.Cli.Tests.Demo;

public sealed class DemoCommandTests
{
    [Fact]
    public async Task Demo_OfTheSixStories_WritesTheWorklistAsDocumented()
    {
        Checkout.SkipUnlessCallsCanBeHeld();
        Checkout.BeHome();
        var folder = Directory.CreateTempSubdirectory("voicestage-demo-");
        try
        {
            var (exit, output, error) = await CapturedRun.OfAsync("demo", "--out", folder.FullName);

            Assert.True(exit == 0, error);
            Assert.Contains("Worklist, most urgent first", output, StringComparison.Ordinal);
            Assert.True(new FileInfo(Path.Combine(folder.FullName, "report.html")).Length > 10_000);
            using var json = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "worklist.json"), TestContext.Current.CancellationToken));
            var rows = json.RootElement.EnumerateArray().ToArray();
            Assert.All(rows, HasTheDocumentedShape);
            Assert.Equal(["acute", "denier", "depressed_slow", "hangs_up", "silent", "well"], rows.Select(Patient).Order(StringComparer.Ordinal));
            Assert.Equal("acute", Patient(rows[0]));
            Assert.Equal("imminent", Text(rows[0], "level"));
            Assert.True(Seconds(rows[0], "escalated_at_s") < Seconds(rows[0], "call_ended_at_s"));
            var denier = rows.Single(row => Patient(row) == "denier");
            Assert.Contains(denier.GetProperty("reasons").EnumerateArray(), reason => reason.GetString()!.StartsWith("discordance", StringComparison.Ordinal));
            Assert.NotNull(Seconds(denier, "escalated_at_s"));
            Assert.Equal(("unknown", "stopped"), (Text(rows.Single(row => Patient(row) == "hangs_up"), "level"), Text(rows.Single(row => Patient(row) == "hangs_up"), "outcome")));
            Assert.Equal("unknown", Text(rows.Single(row => Patient(row) == "silent"), "level"));
            Assert.Null(Seconds(rows.Single(row => Patient(row) == "well"), "escalated_at_s"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void HasTheDocumentedShape(JsonElement row)
    {
        Assert.Equal(
            ["assessment", "patient", "level", "outcome", "reasons", "escalated_at_s", "call_ended_at_s"], row.EnumerateObject().Select(property => property.Name));
        Assert.Contains(Text(row, "level"), new[] { "imminent", "high", "moderate", "low", "unknown" });
        Assert.Contains(Text(row, "outcome"), new[] { "completed", "stopped" });
        Assert.StartsWith("assessments/", Text(row, "assessment"), StringComparison.Ordinal);
        Assert.NotEqual(0, row.GetProperty("reasons").GetArrayLength());
    }

    private static string Patient(JsonElement row) => Text(row, "patient");

    private static string Text(JsonElement row, string key) => row.GetProperty(key).GetString()!;

    private static double? Seconds(JsonElement row, string key) => row.GetProperty(key) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
}
