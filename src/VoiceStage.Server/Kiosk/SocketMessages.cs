using System.Net.WebSockets;
using System.Text;
using Google.Protobuf;
using VoiceStage.Server.Errors;
using VoiceStage.Server.Hosting;
using VoiceStage.V1;

namespace VoiceStage.Server.Kiosk;

/// <summary>The messages of the contract on one WebSocket: text frames are their protobuf JSON form, binary frames are audio payload.</summary>
/// <remarks>
/// <para>Towards the server: a text frame <c>audio</c> without payload says at which offset the next binary frame stands; a binary frame that is not
/// announced goes on where the one before ended. Towards the page: a <c>prompt</c> with <c>audio_sample_count</c> above 0 is followed by one binary
/// frame, its <c>audio</c>.</para>
/// <para>A close with 1000 is a hang-up. Any other, and a line that breaks, is a lost stream: it can be resumed.</para>
/// </remarks>
internal sealed class SocketMessages(WebSocket socket) : IDisposable
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default);
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true).WithRecursionLimit(16));

    private readonly byte[] buffer = new byte[ContractHosting.ConversationMessageBytes];
    private readonly SemaphoreSlim writing = new(1, 1);
    private Task<ValueWebSocketReceiveResult>? receiving;
    private long nextOffset = -1;
    private bool isDiscontinuous;
    private int bytesPerSample = 2;

    /// <summary>The next message, or null after a hang-up.</summary>
    /// <exception cref="CallRefusedException">INVALID_MESSAGE or MESSAGE_TOO_LARGE.</exception>
    /// <exception cref="WebSocketException">The line broke.</exception>
    public async Task<ConverseRequest?> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var (type, length) = await ReadFrameAsync(cancellation);
            if (type == WebSocketMessageType.Close)
            {
                return socket.CloseStatus == WebSocketCloseStatus.NormalClosure
                    ? null
                    : throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
            }

            if (type == WebSocketMessageType.Binary)
            {
                return AudioOf(buffer.AsSpan(0, length));
            }

            var request = Parse(buffer.AsSpan(0, length));
            if (request is { MessageCase: ConverseRequest.MessageOneofCase.Audio, Audio.Payload.IsEmpty: true })
            {
                (nextOffset, isDiscontinuous) = (request.Audio.SampleOffset, request.Audio.Discontinuity);
                continue;
            }

            if (request.MessageCase == ConverseRequest.MessageOneofCase.Open)
            {
                bytesPerSample = request.Open.Format?.Encoding is AudioEncoding.Mulaw or AudioEncoding.Alaw ? 1 : 2;
            }

            return request;
        }
    }

    /// <summary>Sends a message; the sound of a prompt follows as a frame of its own.</summary>
    public async Task WriteAsync(ConverseResponse response, CancellationToken cancellation)
    {
        var sound = ByteString.Empty;
        if (response.Prompt is { Audio.IsEmpty: false } prompt)
        {
            sound = prompt.Audio;
            response = response.Clone();
            response.Prompt.Audio = ByteString.Empty;
        }

        await writing.WaitAsync(cancellation);
        try
        {
            // No token: one that fires in the middle of a frame would cut the line before its reason was told.
            await socket.SendAsync(Encoding.UTF8.GetBytes(Formatter.Format(response)), WebSocketMessageType.Text, true, CancellationToken.None);
            if (!sound.IsEmpty)
            {
                await socket.SendAsync(sound.Memory, WebSocketMessageType.Binary, true, CancellationToken.None);
            }
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Says goodbye, with the code when the stream was refused.</summary>
    public Task CloseAsync(ErrorCode? code = null) => code is null
        ? SocketRefusal.CloseAsync(socket, WebSocketCloseStatus.NormalClosure, "completed")
        : SocketRefusal.CloseAsync(socket, SocketRefusal.CloseCode(code), code.Reason);

    /// <inheritdoc/>
    public void Dispose() => writing.Dispose();

    private async Task<(WebSocketMessageType Type, int Length)> ReadFrameAsync(CancellationToken cancellation)
    {
        var length = 0;
        while (true)
        {
            // The receive outlives a cancelled wait: cancelling it would cut the line before its reason was told.
            receiving ??= socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None).AsTask();
            var frame = await receiving.WaitAsync(cancellation);
            receiving = null;
            length += frame.Count;
            if (frame.EndOfMessage || frame.MessageType == WebSocketMessageType.Close)
            {
                return (frame.MessageType, length);
            }

            if (length == buffer.Length)
            {
                throw ErrorCodes.MessageTooLarge.Refusal();
            }
        }
    }

    private ConverseRequest AudioOf(ReadOnlySpan<byte> payload)
    {
        if (nextOffset < 0)
        {
            throw ErrorCodes.InvalidMessage.Refusal(("why", "audio without an offset"));
        }

        var audio = new Audio { Payload = ByteString.CopyFrom(payload), SampleOffset = nextOffset, Discontinuity = isDiscontinuous };
        (nextOffset, isDiscontinuous) = (nextOffset + payload.Length / bytesPerSample, false);
        return new() { Audio = audio };
    }

    private static ConverseRequest Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return Parser.Parse<ConverseRequest>(Encoding.UTF8.GetString(json));
        }
        catch (Exception unreadable) when (unreadable is InvalidProtocolBufferException or InvalidJsonException or FormatException or InvalidOperationException)
        {
            throw ErrorCodes.InvalidMessage.Refusal(("why", "not the JSON form of a message"));
        }
    }
}
