using System.Text.Json;
using VoiceStage.Cli.Benches;

namespace VoiceStage.Cli.Tests.Benches;

public class MeasuresBenchTests
{
    [Fact]
    public async Task Bench_OfOneSecond_PrintsACostForEveryMeasureAndARatioWherePraatIsInstalled()
    {
        var (exit, output, _) = await CapturedRun.OfAsync("bench", "--seconds", "1", "--format", "json");

        Assert.Equal(0, exit);
        using var json = JsonDocument.Parse(output);
        var measures = json.RootElement.GetProperty("measures");
        Assert.Equal(1, json.RootElement.GetProperty("audio_s").GetDouble(), 0.05);
        foreach (var name in new[] { "pitch ac", "pitch cc", "jitter", "shimmer", "hnr cc", "intensity", "formants", "cpps", "syllables", "voice set", "eGeMAPS" })
        {
            Assert.True(measures.GetProperty(name).GetProperty("cpu_s_per_audio_s").GetDouble() > 0, name);
        }

        Assert.Equal(json.RootElement.GetProperty("praat_installed").GetBoolean(), measures.GetProperty("voice set").TryGetProperty("ratio", out _));
    }

    [Fact]
    public void ChildSeconds_OfTheShellsTimes_SumsUserAndSystemOfTheChildren() =>
        Assert.Equal(61.5, PraatCost.ChildSeconds("0m0.010000s 0m0.020000s\n1m1.250000s 0m0.250000s\n"), 9);
}
