using System.Text.Json;

namespace VoiceStage.Cli.Tests.Serving;

public sealed class KilledServiceTests : IDisposable
{
    private readonly DirectoryInfo answers = Directory.CreateTempSubdirectory("voicestage-answers-");

    public void Dispose() => answers.Delete(recursive: true);

    [Theory]
    [InlineData("phq.2 is asked", "2", "low")]
    [InlineData("asq.1 is answered", "2", "low")]
    [InlineData("a person is sought", "1", "imminent")]
    public async Task Interview_ServiceIsKilledAndStartedAgain_GoesOnWithNothingLost(string moment, string answer, string level)
    {
        Checkout.SkipUnlessCallsCanBeHeld();
        Fill(answer);
        await using var service = new ServiceProcess();
        await service.StartAsync();
        var interview = ServiceProcess.EndAsync(ServiceProcess.Start("interview", "--answers", answers.FullName, "--data", service.Data));

        await ReachAsync(service, moment, interview);
        await service.KillAsync();
        var before = await service.EventsAsync();
        await service.StartAsync();
        var (exit, output, error) = await interview;

        Assert.True(exit == 0, error);
        var after = await service.EventsAsync();
        Assert.Equal(before, after.Take(before.Count));
        Assert.Equal(2, after.Count(e => e.Type == "stream_connected"));
        Assert.DoesNotContain(after, e => e.Type == "fault_noticed");
        if (LastQuestion(before) is { } open)
        {
            Assert.Equal(open, after.Skip(before.Count).Where(e => e.Type == "prompt_asked").Select(ItemOf).First(item => item is not null));
        }

        using var outcome = JsonDocument.Parse(output);
        Assert.Equal(level, outcome.RootElement.GetProperty("level").GetString());
        foreach (var item in new[] { "asq.1", "asq.2", "asq.3", "asq.4" })
        {
            Assert.Equal(answer == "1" ? "yes" : "no", outcome.RootElement.GetProperty("answers").GetProperty(item).GetProperty("value").GetString());
        }

        var replay = await ServiceProcess.RunAsync("replay", outcome.RootElement.GetProperty("assessment").GetString()!, "--data", service.Data);
        Assert.True(replay.Exit == 0, replay.Error);
        using var replayed = JsonDocument.Parse(replay.Output);
        Assert.Equal(level, replayed.RootElement.GetProperty("level").GetString());
        Assert.True(replayed.RootElement.GetProperty("same").GetBoolean());
    }

    [Fact]
    public async Task Serve_WithoutSpeechModels_RefusesInOneLine()
    {
        var start = new System.Diagnostics.ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { typeof(Program).Assembly.Location, "serve", "--development", "--data", answers.FullName, "--grpc-port", "0", "--web-port", "0" })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["VOICESTAGE_MODELS"] = answers.FullName;

        var (exit, output, error) = await ServiceProcess.EndAsync(System.Diagnostics.Process.Start(start)!);

        Assert.Equal((2, ""), (exit, output));
        var line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("./voicestage setup", line, StringComparison.Ordinal);
    }

    /// <summary>Keys and typed words, so that the answers are the same whatever the machine's load.</summary>
    private void Fill(string suicideKey)
    {
        void Write(string name, string text) => File.WriteAllText(Path.Combine(answers.FullName, name), text);
        Write("consent.key", "1");
        Write("mood.txt", "i am fine");
        Write("phq.1.key", "1");
        Write("phq.2.key", "2");
        Write("closing.txt", "no thank you");
        foreach (var item in new[] { "asq.1", "asq.2", "asq.3", "asq.4", "asq.5" })
        {
            Write(item + ".key", suicideKey);
        }
    }

    private static async Task ReachAsync(ServiceProcess service, string moment, Task interview)
    {
        bool IsHere((string Type, string Json) e) => moment switch
        {
            "phq.2 is asked" => e.Type == "prompt_asked" && ItemOf(e) == "phq.2",
            "asq.1 is answered" => e.Type == "answer_interpreted" && ItemOf(e) == "asq.1",
            _ => e.Type == "handoff_begun",
        };
        while (!(await service.EventsAsync()).Any(IsHere))
        {
            Assert.False(interview.IsCompleted, "the interview ended before that moment");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private static string? LastQuestion(IReadOnlyList<(string Type, string Json)> events)
    {
        var asked = events.LastOrDefault(e => e.Type is "prompt_asked" && ItemOf(e) is not null);
        return asked.Json is null || events.Any(e => e.Type == "handoff_begun") ? null : ItemOf(asked);
    }

    private static string? ItemOf((string Type, string Json) e)
    {
        using var json = JsonDocument.Parse(e.Json);
        return json.RootElement.TryGetProperty("itemId", out var item) ? item.GetString() : null;
    }
}
