using System.Text.Json;
using Microsoft.AspNetCore.Http;
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
    [InlineData("""{"error":"no such voice"}""", 200, "SERVICE_UNREADABLE")]
    [InlineData("", 200, "SERVICE_UNREADABLE")]
    [InlineData("", 415, "SERVICE_REFUSED")]
    [InlineData("", 502, "SERVICE_FAILED")]
    public async Task Speak_ServiceCannot_OfflineVoiceSpeaksAndItsSoundIsNotKeptAsTheServices(string body, int status, string code)
    {
        await using var server = await SpokenShapesServer.StartAsync();
        server.Answer = SpokenShapesServer.Json(body, status);
        await using var host = new SpeechServiceHost(server, "azure");
        var folder = Directory.CreateTempSubdirectory("voicestage-voice-");
        try
        {
            var told = new List<string>();
            var chain = OfflineVoices.Open(
                new PromptCacheOptions { Folder = folder.FullName }, TimeProvider.System, handedOver: (engine, why) => told.Add($"{engine} {why}"), preferred: (host.Voice(), "en-US-JennyNeural"));

            Assert.SkipUnless(FliteSynthesizer.IsInstalled || EspeakSynthesizer.IsInstalled, "no offline voice is installed");
            Assert.True((await chain.SpeakAsync("How are you?", "slt", CancellationToken.None)).DurationSeconds > 0.3);
            Assert.Contains($"azure {code}", told);
            server.Answer = Sound;
            Assert.Equal(16_000, (await chain.SpeakAsync("How are you?", "slt", CancellationToken.None)).SampleCount);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Sound(HttpContext context, int n)
    {
        context.Response.ContentType = "audio/basic";
        await context.Response.Body.WriteAsync(Enumerable.Repeat(new byte[] { 0x00, 0x20 }, 16_000).SelectMany(sample => sample).ToArray());
    }
}
