using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace VoiceStage.Server.Errors;

/// <summary>Says no on a WebSocket: close code 4000 + the gRPC status, close reason the stable code.</summary>
internal static class SocketRefusal
{
    /// <summary>Subprotocol of the conversation, the only one that is ever echoed: beside it a browser offers its ticket.</summary>
    public const string Subprotocol = "voicestage.v1";

    private const int FirstCloseCode = 4000;
    private static readonly TimeSpan GoodbyeWithin = TimeSpan.FromSeconds(5);

    /// <summary>The close code of a status: 4000 to 4016, of the range that RFC 6455 leaves to applications.</summary>
    public static WebSocketCloseStatus CloseCode(ErrorCode code) => (WebSocketCloseStatus)(FirstCloseCode + (int)code.Status);

    /// <summary>Accepts a handshake only to close it with the reason.</summary>
    public static async Task RefuseAsync(HttpContext context, ErrorCode code)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync(Subprotocol);
        await CloseAsync(socket, CloseCode(code), code.Reason);
    }

    /// <summary>Closes and waits a little for the other side to agree; whoever does not is cut.</summary>
    public static async Task CloseAsync(WebSocket socket, WebSocketCloseStatus status, string reason)
    {
        try
        {
            using var limit = new CancellationTokenSource(GoodbyeWithin);
            await socket.CloseAsync(status, reason, limit.Token);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException or InvalidOperationException or ObjectDisposedException)
        {
            socket.Abort();
        }
    }
}
