using System.Net;
using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Calls;
using VoiceStage.Server.Tests.Calls;
using VoiceStage.Server.Tests.Hosting;
using VoiceStage.Server.Turns;
using VoiceStage.Speech.Recognition;
using VoiceStage.Speech.Recognition.Scripted;
using VoiceStage.V1;

namespace VoiceStage.Server.Tests.Kiosk;

/// <summary>The WebSocket door: the same conversation, admission and codes as over gRPC, and nothing of the ticket anywhere.</summary>
public sealed class KioskDoorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Converse_Opened_SpeaksTheContractAndEchoesNoTicket()
    {
        await using var host = await StartAsync();
        var (assessment, ticket) = await ReferAsync(host);
        using var patient = await SocketPatient.ConnectAsync(host, ticket, host.Addresses.Web.GetLeftPart(UriPartial.Authority));

        await patient.OpenAsync(assessment);
        var opened = await patient.ReadUntilAsync(_ => true);
        var prompt = (await patient.ReadUntilAsync(response => response.Prompt is not null)).Prompt;

        Assert.Equal("voicestage.v1", patient.Socket.SubProtocol);
        Assert.Equal(assessment, opened.Opened.Assessment);
        Assert.Equal("consent", prompt.Item);
        Assert.Equal(prompt.AudioSampleCount * 2, prompt.Audio.Length);
    }

    [Fact]
    public async Task Converse_SoundInBinaryFrames_StandsWhereItWasAnnounced()
    {
        await using var host = await StartAsync();
        var (assessment, ticket) = await ReferAsync(host);
        using var patient = await SocketPatient.ConnectAsync(host, ticket);
        await patient.OpenAsync(assessment, hasMicrophone: true);
        await patient.ReadUntilAsync(response => response.Flow is not null);

        await patient.SendTextAsync("""{"audio":{"sampleOffset":"0"}}""");
        for (var i = 0; i < 15; i++)
        {
            await patient.SendAudioAsync(640);
        }

        var flow = await patient.ReadUntilAsync(response => response.Flow?.CreditOffset > 0);
        Assert.Equal(4_160, flow.Flow.CreditOffset);
    }

    [Theory]
    [InlineData("not json", 4003, "INVALID_MESSAGE")]
    [InlineData("""{"keypress":{"key":"1"}}""", 4003, "OPEN_FIRST")]
    [InlineData("""{"open":{"assessment":"assessments/another","format":{"encoding":"AUDIO_ENCODING_LINEAR16","sampleRateHz":16000},"capabilities":{}}}""", 4007, "PERMISSION_DENIED")]
    [InlineData("""{"open":{"assessment":"x"}}""", 4003, "INVALID_FIELD")]
    [InlineData("{}", 4003, "OPEN_FIRST")]
    [InlineData(null, 4008, "MESSAGE_TOO_LARGE")]
    public async Task Converse_WrongFirstMessage_ClosesWithTheCode(string? text, int code, string reason)
    {
        await using var host = await StartAsync();
        var (_, ticket) = await ReferAsync(host);
        using var patient = await SocketPatient.ConnectAsync(host, ticket);

        await patient.SendTextAsync(text ?? new string(' ', 70_000));

        Assert.Equal((code, reason), await patient.EndAsync());
    }

    [Theory]
    [InlineData("""{"audio":{"sampleOffset":"900000"}}""", 4008, "AUDIO_BEYOND_CREDIT")]
    [InlineData("{}", 4003, "INVALID_MESSAGE")]
    [InlineData("""{"open":{}}""", 4009, "ALREADY_OPEN")]
    public async Task Converse_WrongLaterMessage_ClosesWithTheCode(string text, int code, string reason)
    {
        await using var host = await StartAsync();
        var (assessment, ticket) = await ReferAsync(host);
        using var patient = await SocketPatient.ConnectAsync(host, ticket);
        await patient.OpenAsync(assessment);

        await patient.SendTextAsync(text);
        await patient.SendAudioAsync(640);

        Assert.Equal((code, reason), await patient.EndAsync());
    }

    [Fact]
    public async Task Converse_UnknownTicket_ClosesWithTheCode()
    {
        await using var host = await StartAsync();
        using var patient = await SocketPatient.ConnectAsync(host, new string('0', 64));

        Assert.Equal((4016, "UNAUTHENTICATED"), await patient.EndAsync());
    }

    [Fact]
    public async Task Converse_SecondWindow_TakesOverFromTheFirst()
    {
        await using var host = await StartAsync();
        var (assessment, ticket) = await ReferAsync(host);
        using var first = await SocketPatient.ConnectAsync(host, ticket);
        await first.OpenAsync(assessment);
        await first.ReadUntilAsync(response => response.Prompt is not null);

        using var second = await SocketPatient.ConnectAsync(host, ticket);
        await second.OpenAsync(assessment);

        Assert.True((await second.ReadUntilAsync(_ => true)).Opened.Resumed);
        Assert.Equal((4010, "ATTACHED_ELSEWHERE"), await first.EndAsync());
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    [InlineData(4999, false)]
    public async Task Converse_Closed_OnlyAGoodbyeHangsUp(int code, bool hangsUp)
    {
        await using var host = await StartAsync();
        var (assessment, ticket) = await ReferAsync(host);
        using var patient = await SocketPatient.ConnectAsync(host, ticket);
        await patient.OpenAsync(assessment);
        await patient.ReadUntilAsync(response => response.Prompt is not null);

        await patient.Socket.CloseAsync((WebSocketCloseStatus)code, "", Cancellation);

        // The close was answered when the call had ended.
        var events = (await host.App.Services.GetRequiredService<ISessionJournal>().LoadAsync(assessment["assessments/".Length..], Cancellation)).Select(entry => entry.Event).ToList();
        Assert.Equal(hangsUp, events.OfType<CallEnded>().Any());
        Assert.Equal(!hangsUp, events.OfType<StreamLost>().Any());
    }

    [Theory]
    [InlineData("https://elsewhere.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    public async Task Handshake_FromAnotherSitesPage_IsRefused(string origin)
    {
        await using var host = await StartAsync();
        var (_, ticket) = await ReferAsync(host);

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => SocketPatient.ConnectAsync(host, ticket, origin));

        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handshake_NoWebSocket_IsToldSo()
    {
        await using var host = await StartAsync();

        Assert.Equal(HttpStatusCode.UpgradeRequired, (await host.Web().GetAsync("kiosk/converse", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Conversation_LoggedInFull_HoldsNoTicket()
    {
        var logs = new Telemetry.LogCollector();
        await using var host = await StartAsync(logs);
        var (assessment, ticket) = await ReferAsync(host);
        using (var patient = await SocketPatient.ConnectAsync(host, ticket))
        {
            await patient.OpenAsync(assessment);
            await patient.ReadUntilAsync(response => response.Prompt is not null);
        }

        using (var refused = await SocketPatient.ConnectAsync(host, ticket))
        {
            await refused.SendTextAsync("no");
            await refused.EndAsync();
        }

        Assert.NotEmpty(logs.Lines);
        Assert.DoesNotContain(logs.Lines, text => text.Contains(ticket, StringComparison.Ordinal));
    }

    private static Task<RunningHost> StartAsync(Telemetry.LogCollector? logs = null) => RunningHost.StartAsync(options => options with
    {
        ExtraSettings = logs is null ? options.ExtraSettings : new Dictionary<string, string?> { ["VoiceStage:Telemetry:LogLevel"] = "Debug" },
        ReplaceParts = services =>
        {
            services.AddSingleton<ISpeechRecognizer>(new ScriptedRecognizer(new CallStage().Well().Script, TimeProvider.System));
            services.AddSingleton<IPromptSounds>(new OneSecondPrompts());
            services.AddSingleton<Func<ISpeechActivity>>(() => new LoudIsSpeech());
            if (logs is not null)
            {
                services.AddSingleton<Serilog.Core.ILogEventSink>(logs);
            }
        },
    });

    private static Task<(string Assessment, string Ticket)> ReferAsync(RunningHost host) =>
        GrpcPatient.ReferAsync(new ReferralService.ReferralServiceClient(host.Channel(host.UpstreamToken)), "p1");
}
