using System.Text.Json;
using Microsoft.AspNetCore.Http;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Speech;

namespace VoiceStage.Server.Tests.SpeechServices;

/// <summary>Both services in the shapes that their documentation describes, and in every wrong one.</summary>
public sealed class TranscriptionContractTests
{
    private const string AzureAnswer = """
        {"durationMilliseconds":2000,"combinedPhrases":[{"text":"I don't sleep. Not AT all!"}],
         "phrases":[{"offsetMilliseconds":960,"durationMilliseconds":640,"text":"I don't sleep.","locale":"en-US","confidence":0.9,
           "words":[{"text":"I","offsetMilliseconds":960,"durationMilliseconds":100},{"text":"don't","offsetMilliseconds":1080,"durationMilliseconds":200},{"text":"sleep.","offsetMilliseconds":1300,"durationMilliseconds":300}]},
          {"offsetMilliseconds":1700,"durationMilliseconds":300,"text":"Not AT all!","locale":"en-US","confidence":CONFIDENCE,"words":[{"text":"Not","offsetMilliseconds":1700,"durationMilliseconds":80}]}]}
        """;

    [Fact]
    public async Task Azure_DocumentedAnswer_BecomesWordsWithTimesAndConfidence()
    {
        await using var server = await SpokenShapesServer.StartAsync();
        server.Answer = SpokenShapesServer.Json(AzureAnswer.Replace("CONFIDENCE", "0.7", StringComparison.Ordinal));
        await using var host = new SpeechServiceHost(server, "azure");

        var heard = await host.HearAsync();

        Assert.Equal(("azure/free", "i don't sleep not at all"), (heard.Engine, heard.Text));
        Assert.Equal(0.8, heard.Confidence!.Value, 1e-9);
        Assert.Equal([new("i", 0.96, 1.06, 0.9), new("don't", 1.08, 1.28, 0.9), new("sleep", 1.3, 1.6, 0.9), new("not", 1.7, 1.78, 0.7)],
            heard.Words.Select(word => word with { EndSeconds = Math.Round(word.EndSeconds, 9) }));
        var asked = Assert.Single(server.Requests);
        Assert.Equal("/speechtotext/transcriptions:transcribe?api-version=2025-10-15", asked.Path);
        Assert.Equal(SpeechServiceHost.Key, asked.Headers["Ocp-Apim-Subscription-Key"]);
        Assert.Equal("audio/answer.wav", asked.Fields["file name"]);
        using var definition = JsonDocument.Parse(asked.Fields["definition"]);
        Assert.Equal("None", definition.RootElement.GetProperty("profanityFilterMode").GetString());
        Assert.Equal("en-US", definition.RootElement.GetProperty("locales")[0].GetString());
        Assert.Equal("panic attack", definition.RootElement.GetProperty("phraseList").GetProperty("phrases")[0].GetString());
        using var sound = new MemoryStream(asked.Sound);
        var recording = WavReader.Read(sound);
        Assert.Equal((16_000, 32_000), (recording.SampleRateHz, recording.SampleCount));
    }

    [Fact]
    public async Task Azure_ConfidenceZero_IsUnknown()
    {
        await using var server = await SpokenShapesServer.StartAsync();
        server.Answer = SpokenShapesServer.Json(AzureAnswer.Replace("CONFIDENCE", "0", StringComparison.Ordinal));
        await using var host = new SpeechServiceHost(server, "azure");

        var heard = await host.HearAsync();

        Assert.Null(heard.Confidence);
        Assert.Null(heard.Words[^1].Confidence);
    }

    [Theory]
    [InlineData("""{"text":" I took all my pills. ","language":"english","duration":"1.65","words":[{"word":"I","start":0.0,"end":0.2},{"word":"took","start":0.2,"end":0.5}],"segments":null}""", "i took all my pills", "i took")]
    [InlineData("""{"text":"I took them.","duration":1.6,"words":null,"segments":[{"start":0,"end":1.3,"text":"I took them.","no_speech_prob":0.01,"avg_logprob":null,"words":null}]}""", "i took them", "")]
    [InlineData("""{"text":"unbearable thing","segments":[{"start":0,"end":1.3,"text":" unbearable thing","no_speech_prob":0.01,"words":[{"word":" un","start":0,"end":0.2,"probability":0.9},{"word":"bearable","start":0.2,"end":0.5,"probability":0.7},{"word":" thing","start":0.6,"end":0.9,"probability":0.8}]}]}""", "unbearable thing", "unbearable thing")]
    [InlineData("""{"text":"Hello. Thank you for watching.","words":[{"word":"Hello","start":0.1,"end":0.4},{"word":"Thank","start":2.1,"end":2.4}],"segments":[{"start":0,"end":1,"text":"Hello.","no_speech_prob":0.02},{"start":2,"end":3,"text":"Thank you for watching.","no_speech_prob":0.93}]}""", "hello", "hello")]
    [InlineData("""{"text":""}""", "", "")]
    public async Task OpenAi_AnswersOfDifferentServers_BecomeTheSameWords(string json, string text, string words)
    {
        await using var server = await SpokenShapesServer.StartAsync();
        server.Answer = SpokenShapesServer.Json(json);
        await using var host = new SpeechServiceHost(server, "openai", path: "v1");

        var heard = await host.HearAsync();

        Assert.Equal(("openai/whisper-1/free", text, words), (heard.Engine, heard.Text, string.Join(' ', heard.Words.Select(word => word.Text))));
        Assert.All(heard.Words, word => Assert.True(word.EndSeconds > word.StartSeconds));
        var asked = Assert.Single(server.Requests);
        Assert.Equal("/v1/audio/transcriptions", asked.Path);
        Assert.Equal("Bearer " + SpeechServiceHost.Key, asked.Headers["Authorization"]);
        Assert.Equal(("whisper-1", "en", "verbose_json", "word|segment"), (asked.Fields["model"], asked.Fields["language"], asked.Fields["response_format"], asked.Fields["timestamp_granularities[]"]));
    }

    [Theory]
    [InlineData("unauthorized", "SERVICE_UNAUTHORIZED", 1)]
    [InlineData("busy", "SERVICE_BUSY", 3)]
    [InlineData("busy for an hour", "SERVICE_BUSY", 1)]
    [InlineData("failing", "SERVICE_FAILED", 3)]
    [InlineData("refusing", "SERVICE_REFUSED", 1)]
    [InlineData("elsewhere", "SERVICE_REFUSED", 1)]
    [InlineData("silent", "SERVICE_TIMEOUT", 1)]
    [InlineData("cut", "SERVICE_UNREACHABLE", null)]
    [InlineData("not json", "SERVICE_UNREADABLE", 1)]
    [InlineData("other json", "SERVICE_UNREADABLE", 1)]
    [InlineData("null words", "SERVICE_UNREADABLE", 1)]
    [InlineData("no numbers", "SERVICE_UNREADABLE", 1)]
    [InlineData("beyond the sound", "SERVICE_NONSENSE", 1)]
    [InlineData("too many words", "SERVICE_NONSENSE", 1)]
    [InlineData("stalled", "SERVICE_TIMEOUT", 1)]
    [InlineData("endless", "SERVICE_UNREADABLE", 1)]
    public async Task Hear_ServiceFails_IsAStableCodeAndNothingOfItIsLogged(string fault, string code, int? tries)
    {
        foreach (var service in new[] { "azure", "openai" })
        {
            await using var server = await SpokenShapesServer.StartAsync();
            server.Answer = (context, _) => FailAsync(context, fault);
            await using var host = new SpeechServiceHost(server, service, patienceSeconds: fault is "silent" or "stalled" ? 0.3 : 5);

            var failure = await Assert.ThrowsAsync<SpeechEngineException>(() => host.HearAsync());

            Assert.Equal(code, failure.Code);
            // A cut may come before or after the answer's head was read: only the former is tried again.
            Assert.InRange(server.Requests.Count, tries ?? 1, tries ?? 3);
            Assert.Contains(host.Logged.Lines, line => line.Contains(code, StringComparison.Ordinal));
            Assert.DoesNotContain(host.Logged.Lines.Append(failure.ToString()), line => line.Contains(SpeechServiceHost.Key, StringComparison.Ordinal) || line.Contains("secret words", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Hear_BusyTwiceThenFree_IsAskedAgainAndHeard()
    {
        await using var server = await SpokenShapesServer.StartAsync();
        server.Answer = (context, n) =>
        {
            context.Response.Headers.RetryAfter = "0";
            return n < 3 ? FailAsync(context, n == 1 ? "busy" : "failing") : SpokenShapesServer.Json("""{"text":"better words"}""")(context, n);
        };
        await using var host = new SpeechServiceHost(server, "openai");

        var heard = await host.HearAsync();

        Assert.Equal("better words", heard.Text);
        Assert.Equal(3, server.Requests.Count);
        Assert.All(server.Requests, asked => Assert.NotEmpty(asked.Sound));
    }

    [Fact]
    public async Task Hear_ServiceKeepsFailing_IsLeftAlone()
    {
        await using var server = await SpokenShapesServer.StartAsync();
        server.Answer = (context, _) => FailAsync(context, "failing");
        await using var host = new SpeechServiceHost(server, "azure", SpeechServiceHost.Bounds with { FailuresToStop = 4 });
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<SpeechEngineException>(() => host.HearAsync());
        }

        var asked = server.Requests.Count;
        var failure = await Assert.ThrowsAsync<SpeechEngineException>(() => host.HearAsync());

        Assert.Equal("SERVICE_UNREACHABLE", failure.Code);
        Assert.Equal(asked, server.Requests.Count);
        Assert.InRange(asked, 4, 8);
    }

    [Fact]
    public async Task Hear_MoreAtOnceThanAllowed_AreRefusedHere()
    {
        await using var server = await SpokenShapesServer.StartAsync();
        var goOn = new TaskCompletionSource();
        server.Answer = async (context, n) =>
        {
            await goOn.Task;
            await SpokenShapesServer.Json("""{"text":"words"}""")(context, n);
        };
        await using var host = new SpeechServiceHost(server, "openai", SpeechServiceHost.Bounds with { AtOnce = 1 });

        // One runs, one waits, the third is told at once: it is the only one that can end before the server goes on.
        var all = Enumerable.Range(0, 3).Select(_ => host.HearAsync()).ToList();
        var first = await Task.WhenAny(all);
        goOn.SetResult();

        Assert.Equal("SERVICE_BUSY", (await Assert.ThrowsAsync<SpeechEngineException>(() => first)).Code);
        all.Remove(first);
        Assert.All(await Task.WhenAll(all), heard => Assert.Equal("words", heard.Text));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Hear_WordsOfAPatient_AreNotLogged()
    {
        await using var server = await SpokenShapesServer.StartAsync();
        server.Answer = SpokenShapesServer.Json("""{"text":"secret words"}""");
        await using var host = new SpeechServiceHost(server, "openai");

        Assert.Equal("secret words", (await host.HearAsync()).Text);
        Assert.DoesNotContain(host.Logged.Lines, line => line.Contains(SpeechServiceHost.Key, StringComparison.Ordinal) || line.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hear_HardlyAnySound_IsNothingAndNobodyIsAsked()
    {
        await using var server = await SpokenShapesServer.StartAsync();
        server.Answer = SpokenShapesServer.Json("""{"text":"thank you for watching"}""");
        await using var host = new SpeechServiceHost(server, "openai");

        Assert.Equal("", (await host.HearAsync(seconds: 0.25)).Text);
        Assert.Empty(server.Requests);
        Assert.Equal("SERVICE_TOO_LONG", (await Assert.ThrowsAsync<SpeechEngineException>(() => host.HearAsync(seconds: 301))).Code);
        Assert.Empty(server.Requests);
    }

    private static async Task FailAsync(HttpContext context, string fault)
    {
        var response = context.Response;
        switch (fault)
        {
            case "unauthorized":
                await SpokenShapesServer.Json("""{"error":{"code":"401","message":"wrong key"}}""", 401)(context, 0);
                break;
            case "busy":
                await SpokenShapesServer.Json("""{"error":{"code":"429"}}""", 429)(context, 0);
                break;
            case "busy for an hour":
                response.Headers.RetryAfter = "3600";
                response.StatusCode = 429;
                break;
            case "failing":
                response.StatusCode = 503;
                break;
            case "refusing":
                await SpokenShapesServer.Json("""{"error":"Invalid request"}""", 400)(context, 0);
                break;
            case "elsewhere":
                response.Redirect("http://127.0.0.1:9/");
                break;
            case "silent":
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            case "cut":
                response.ContentLength = 1_000;
                await response.WriteAsync("""{"text":"half""");
                await response.Body.FlushAsync();
                context.Abort();
                break;
            case "not json":
                response.ContentType = "text/html";
                await response.WriteAsync("<html>a secret words page</html>");
                break;
            case "other json":
                await SpokenShapesServer.Json("""{"phrases":"none","text":7,"combinedPhrases":{}}""")(context, 0);
                break;
            case "null words":
                await SpokenShapesServer.Json("""{"text":"secret words","words":[{"word":null,"start":0,"end":1}],"combinedPhrases":[{"text":"secret words"}],"phrases":[{"words":[{"text":"secret"}]}]}""")(context, 0);
                break;
            case "no numbers":
                await SpokenShapesServer.Json("""{"text":"a","words":[{"word":"a","start":"NaN","end":1e999}],"combinedPhrases":[{"text":"a"}],"phrases":[{"words":[{"text":"a","offsetMilliseconds":1e999,"durationMilliseconds":1}]}]}""")(context, 0);
                break;
            case "beyond the sound":
                await SpokenShapesServer.Json("""{"text":"a","words":[{"word":"a","start":3.5,"end":4}],"combinedPhrases":[{"text":"a"}],"phrases":[{"words":[{"text":"a","offsetMilliseconds":3500,"durationMilliseconds":500}]}]}""")(context, 0);
                break;
            case "too many words":
                var many = string.Join(' ', Enumerable.Repeat("secret words", 9));
                await SpokenShapesServer.Json($$"""{"text":"{{many}}","combinedPhrases":[{"text":"{{many}}"}],"phrases":[]}""")(context, 0);
                break;
            case "stalled":
                response.ContentLength = 1_000;
                await response.WriteAsync("""{"text":"half""");
                await response.Body.FlushAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            default:
                response.ContentType = "application/json";
                var blanks = new byte[1 << 16];
                Array.Fill(blanks, (byte)' ');
                for (var i = 0; i < 200 && !context.RequestAborted.IsCancellationRequested; i++)
                {
                    await response.Body.WriteAsync(blanks, CancellationToken.None).AsTask().ContinueWith(_ => { }, TaskScheduler.Default);
                }

                break;
        }
    }
}
