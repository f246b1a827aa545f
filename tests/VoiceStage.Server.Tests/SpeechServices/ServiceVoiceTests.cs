using System.Text.Json;
using Microsoft.AspNetCore.Http;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Speech;
using VoiceStage.Speech.Synthesis;

namespace VoiceStage.Server.Tests.SpeechServices;

public sealed class ServiceVoiceTests
{
    [Fact]
    public async Task Azure_Prompt_IsSentAsSsmlAndComesBackAsSound()
    {
        await using var server = await SpokenShapesServer.StartAsync();
        server.Answer = Sound;
        await using var host = new SpeechServiceHost(server, "azure");

        var spoken = await host.Voice().SpeakAsync("Are you <safe> & well?", "en-US-JennyNeural", CancellationToken.None);

        Assert.Equal((16_000, 16_000), (spoken.SampleRateHz, spoken.SampleCount));
        Assert.Equal(0.25f, spoken.Samples.Span[100], 1e-4f);
        var asked = Assert.Single(server.Requests);
        Assert.Equal("/cognitiveservices/v1", asked.Path);
        Assert.Equal("<speak version='1.0' xml:lang='en-US'><voice name='en-US-JennyNeural'>Are you &lt;safe&gt; &amp; well?</voice></speak>", asked.Fields["body"]);
        Assert.Equal(("raw-16khz-16bit-mono-pcm", "application/ssml+xml", SpeechServiceHost.Key),
            (asked.Headers["X-Microsoft-OutputFormat"], asked.Headers["Content-Type"], asked.Headers["Ocp-Apim-Subscription-Key"]));
        Assert.NotEmpty(asked.Headers["User-Agent"]);
    }

    [Fact]
    public async Task OpenAi_Prompt_IsSentAsJsonAndComesBackAtTheSitesRate()
    {
        await using var server = await SpokenShapesServer.StartAsync();
        server.Answer = Sound;
        await using var host = new SpeechServiceHost(server, "openai", path: "v1/");

        var spoken = await host.Voice().SpeakAsync("How are you?", "alloy", CancellationToken.None);

        Assert.Equal((24_000, 16_000), (spoken.SampleRateHz, spoken.SampleCount));
        var asked = Assert.Single(server.Requests);
        using var body = JsonDocument.Parse(asked.Fields["body"]);
        Assert.Equal(("/v1/audio/speech", "How are you?", "alloy", "pcm"),
            (asked.Path, body.RootElement.GetProperty("input").GetString(), body.RootElement.GetProperty("voice").GetString(), body.RootElement.GetProperty("response_format").GetString()));
    }

    [Theory]
    [InlineData("unauthorized", "SERVICE_UNAUTHORIZED", 1)]
    [InlineData("busy", "SERVICE_BUSY", 3)]
    [InlineData("busy for an hour", "SERVICE_BUSY", 1)]
    [InlineData("failing", "SERVICE_FAILED", 3)]
    [InlineData("refusing", "SERVICE_REFUSED", 1)]
    [InlineData("silent", "SERVICE_TIMEOUT", 1)]
    [InlineData("stalled", "SERVICE_TIMEOUT", 1)]
    [InlineData("cut", "SERVICE_UNREACHABLE", null)]
    [InlineData("half a sample", "SERVICE_UNREADABLE", 1)]
    [InlineData("nothing", "SERVICE_UNREADABLE", 1)]
    [InlineData("silence", "SERVICE_UNREADABLE", 1)]
    [InlineData("json", "SERVICE_UNREADABLE", 1)]
    [InlineData("a page called sound", "SERVICE_UNREADABLE", 1)]
    [InlineData("sound called a page", "SERVICE_UNREADABLE", 1)]
    [InlineData("no wav", "SERVICE_UNREADABLE", 1)]
    [InlineData("huge", "SERVICE_UNREADABLE", 1)]
    [InlineData("endless", "SERVICE_UNREADABLE", 1)]
    public async Task Speak_ServiceCannot_IsAStableCodeAndNothingOfItIsLogged(string fault, string code, int? tries)
    {
        foreach (var service in new[] { "azure", "openai" })
        {
            await using var server = await SpokenShapesServer.StartAsync();
            server.Answer = (context, _) => FailAsync(context, fault);
            await using var host = new SpeechServiceHost(server, service, patienceSeconds: fault is "silent" or "stalled" ? 0.3 : 5);

            var failure = await Assert.ThrowsAsync<SpeechEngineException>(async () => await host.Voice().SpeakAsync("canary prompt", "en-US-JennyNeural", CancellationToken.None));

            Assert.Equal(code, failure.Code);
            Assert.InRange(server.Requests.Count, tries ?? 1, tries ?? 3);
            Assert.DoesNotContain(
                host.Logged.Lines.Append(failure.ToString()),
                line => line.Contains(SpeechServiceHost.Key, StringComparison.Ordinal) || line.Contains("canary", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Speak_SoundThatBeginsLikeText_IsSound()
    {
        await using var server = await SpokenShapesServer.StartAsync();
        server.Answer = async (context, _) =>
        {
            var bytes = new byte[32_000];
            Array.Fill(bytes, (byte)0x20);
            (bytes[0], bytes[1], bytes[63]) = ((byte)'{', (byte)'"', 0xFF);
            context.Response.ContentType = "audio/pcm";
            await context.Response.Body.WriteAsync(bytes);
        };
        await using var host = new SpeechServiceHost(server, "openai", path: "v1");

        Assert.Equal(16_000, (await host.Voice().SpeakAsync("How are you?", "alloy", CancellationToken.None)).SampleCount);
    }

    [Fact]
    public async Task Speak_WavAllTheSame_IsReadAtItsOwnRate()
    {
        await using var server = await SpokenShapesServer.StartAsync();
        var sound = new Recording(Enumerable.Repeat(0.25f, 11_025).ToArray(), 22_050);
        server.Answer = async (context, _) =>
        {
            context.Response.ContentType = "audio/wav";
            await context.Response.Body.WriteAsync(WavWriter.ToBytes(sound));
        };
        await using var host = new SpeechServiceHost(server, "openai", path: "v1");

        var spoken = await host.Voice().SpeakAsync("How are you?", "alloy", CancellationToken.None);

        Assert.Equal((22_050, 11_025), (spoken.SampleRateHz, spoken.SampleCount));
    }

    [Fact]
    public async Task Speak_ServiceCannotAndLaterCan_OfflineVoiceSpeaksAndItsSoundIsNotKeptAsTheServices()
    {
        Assert.SkipUnless(FliteSynthesizer.IsInstalled || EspeakSynthesizer.IsInstalled, "no offline voice is installed");
        await using var server = await SpokenShapesServer.StartAsync();
        server.Answer = SpokenShapesServer.Json("", 502);
        await using var host = new SpeechServiceHost(server, "azure");
        var folder = Directory.CreateTempSubdirectory("voicestage-voice-");
        try
        {
            var told = new List<string>();
            var chain = OfflineVoices.Open(
                new PromptCacheOptions { Folder = folder.FullName }, TimeProvider.System, handedOver: (engine, why) => told.Add($"{engine} {why}"), preferred: (host.Voice(), "en-US-JennyNeural"));

            Assert.True((await chain.SpeakAsync("How are you?", "slt", CancellationToken.None)).DurationSeconds > 0.3);
            Assert.Contains("azure SERVICE_FAILED", told);
            server.Answer = Sound;
            Assert.Equal(16_000, (await chain.SpeakAsync("How are you?", "slt", CancellationToken.None)).SampleCount);
            var asked = server.Requests.Count;
            Assert.Equal(16_000, (await chain.SpeakAsync("How are you?", "slt", CancellationToken.None)).SampleCount);
            Assert.Equal(asked, server.Requests.Count);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Speak_ServiceKeepsFailing_NoPatientWaitsForItAgain()
    {
        await using var server = await SpokenShapesServer.StartAsync();
        server.Answer = SpokenShapesServer.Json("", 503);
        await using var host = new SpeechServiceHost(server, "azure", SpeechServiceHost.Bounds with { PromptFailuresToStop = 3, Retries = 1 });
        var codes = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            codes.Add((await Assert.ThrowsAsync<SpeechEngineException>(async () => await host.Voice().SpeakAsync($"Prompt {i}", "v", CancellationToken.None))).Code);
        }

        Assert.Equal("SERVICE_UNREACHABLE", codes[^1]);
        Assert.InRange(server.Requests.Count, 3, 4);
    }

    private static async Task FailAsync(HttpContext context, string fault)
    {
        var response = context.Response;
        switch (fault)
        {
            case "unauthorized":
                response.StatusCode = 401;
                break;
            case "busy":
                (response.StatusCode, response.Headers.RetryAfter) = (429, "0");
                break;
            case "busy for an hour":
                (response.StatusCode, response.Headers.RetryAfter) = (429, "3600");
                break;
            case "failing":
                response.StatusCode = 500;
                break;
            case "refusing":
                response.StatusCode = 415;
                break;
            case "silent":
                await NeverAsync(context);
                break;
            case "stalled":
                await response.Body.WriteAsync(new byte[1_000]);
                await response.Body.FlushAsync();
                await NeverAsync(context);
                break;
            case "cut":
                response.ContentLength = 100_000;
                await response.Body.WriteAsync(new byte[1_000]);
                await response.Body.FlushAsync();
                context.Abort();
                break;
            case "half a sample":
                await response.Body.WriteAsync(Enumerable.Repeat((byte)0x20, 32_001).ToArray());
                break;
            case "nothing":
                break;
            case "silence":
                await response.Body.WriteAsync(new byte[32_000]);
                break;
            case "json":
                await SpokenShapesServer.Json("""{"error":"no such voice for canary prompt"}""")(context, 0);
                break;
            case "a page called sound":
                response.ContentType = "audio/pcm";
                await response.WriteAsync(string.Concat(Enumerable.Repeat("<p>canary</p>", 1_000)));
                break;
            case "sound called a page":
                response.ContentType = "text/html";
                await Sound(context, 0, contentType: null);
                break;
            case "no wav":
                await response.WriteAsync("RIFF" + new string('x', 50_000));
                break;
            case "huge":
                response.ContentLength = 40 << 20;
                await response.Body.WriteAsync(new byte[1_000]);
                await response.Body.FlushAsync();
                await NeverAsync(context);
                break;
            default:
                var part = new byte[1 << 20];
                for (var i = 0; i < 40 && !context.RequestAborted.IsCancellationRequested; i++)
                {
                    await response.Body.WriteAsync(part, CancellationToken.None).AsTask().ContinueWith(_ => { }, TaskScheduler.Default);
                }

                break;
        }
    }

    private static Task NeverAsync(HttpContext context) =>
        Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);

    private static Task Sound(HttpContext context, int n) => Sound(context, n, "audio/basic");

    private static async Task Sound(HttpContext context, int n, string? contentType)
    {
        context.Response.ContentType = contentType ?? context.Response.ContentType;
        await context.Response.Body.WriteAsync(Enumerable.Repeat(new byte[] { 0x00, 0x20 }, 16_000).SelectMany(sample => sample).ToArray());
    }
}
