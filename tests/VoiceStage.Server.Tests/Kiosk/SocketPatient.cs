using System.Net.WebSockets;
using System.Text;
using Google.Protobuf;
using VoiceStage.Server.Tests.Hosting;
using VoiceStage.V1;

namespace VoiceStage.Server.Tests.Kiosk;

/// <summary>A client of the WebSocket door that speaks frames by hand, right or wrong.</summary>
internal sealed class SocketPatient(ClientWebSocket socket) : IDisposable
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ClientWebSocket Socket => socket;

    public static async Task<SocketPatient> ConnectAsync(RunningHost host, string ticket, string? origin = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("voicestage.v1");
        socket.Options.AddSubProtocol("ticket." + ticket);
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        await socket.ConnectAsync(new UriBuilder(host.Addresses.Web) { Scheme = "ws", Path = "/kiosk/converse" }.Uri, Cancellation);
        return new(socket);
    }

    public Task OpenAsync(string assessment, bool hasMicrophone = false) => SendAsync(new ConverseRequest
    {
        Open = new()
        {
            Assessment = assessment,
            Format = new() { Encoding = AudioEncoding.Linear16, SampleRateHz = 16_000 },
            Capabilities = new() { PlaysAudio = true, ShowsText = true, HasMicrophone = hasMicrophone, Channel = Channel.Kiosk },
        },
    });

    public Task SendAsync(ConverseRequest request) => SendTextAsync(JsonFormatter.Default.Format(request));

    public Task SendTextAsync(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Cancellation);

    public Task SendAudioAsync(int bytes) => socket.SendAsync(new byte[bytes], WebSocketMessageType.Binary, true, Cancellation);

    /// <summary>Reads messages until one fits; the sound of a prompt is put back where it belongs.</summary>
    /// <exception cref="InvalidOperationException">The stream was closed; names the code.</exception>
    public async Task<ConverseResponse> ReadUntilAsync(Func<ConverseResponse, bool> fits)
    {
        while (true)
        {
            var (type, bytes) = await FrameAsync();
            if (type != WebSocketMessageType.Text)
            {
                throw new InvalidOperationException($"{type} {(int?)socket.CloseStatus} {socket.CloseStatusDescription}");
            }

            var response = Parser.Parse<ConverseResponse>(Encoding.UTF8.GetString(bytes));
            if (response.Prompt is { AudioSampleCount: > 0 } prompt)
            {
                prompt.Audio = ByteString.CopyFrom((await FrameAsync()).Bytes);
            }

            if (fits(response))
            {
                return response;
            }
        }
    }

    /// <summary>Reads to the end.</summary>
    /// <returns>Close code and reason.</returns>
    public async Task<(int Code, string? Reason)> EndAsync()
    {
        while ((await FrameAsync()).Type != WebSocketMessageType.Close)
        {
        }

        return ((int)socket.CloseStatus!.Value, socket.CloseStatusDescription);
    }

    public void Dispose() => socket.Dispose();

    private async Task<(WebSocketMessageType Type, byte[] Bytes)> FrameAsync()
    {
        var buffer = new byte[1 << 20];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), Cancellation);
            length += part.Count;
            if (part.EndOfMessage)
            {
                return (part.MessageType, buffer[..length]);
            }
        }
    }
}
