using Microsoft.AspNetCore.Http;
using VoiceStage.Server.Errors;
using VoiceStage.Server.Security;

namespace VoiceStage.Server.Kiosk;

/// <summary>A page cannot set headers on a WebSocket, and an address is written down everywhere; so the ticket comes as a subprotocol, and becomes the usual header here.</summary>
/// <remarks>
/// The page has it from the fragment of its own address, which no browser sends. Only this one path is touched, and only a handshake. The
/// ticket is taken out of the request at once, so that nothing later can echo or note it.
/// </remarks>
internal static class TicketSubprotocol
{
    public const string Prefix = "ticket.";

    public static async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path != KioskHosting.SocketPath)
        {
            await next(context);
            return;
        }

        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        if (!IsOwnPage(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var offered = context.WebSockets.WebSocketRequestedProtocols;
        var headers = context.Request.Headers;
        if (offered.FirstOrDefault(protocol => protocol.StartsWith(Prefix, StringComparison.Ordinal)) is { } ticket && !headers.ContainsKey("Authorization"))
        {
            headers.Authorization = TicketAuthentication.HeaderPrefix + ticket[Prefix.Length..];
        }

        headers.SecWebSocketProtocol = offered.Contains(SocketRefusal.Subprotocol) ? SocketRefusal.Subprotocol : default;
        await next(context);
    }

    /// <summary>A browser names the page's origin; another site's page may not borrow a visitor's network. What is no browser names none and has only its ticket.</summary>
    private static bool IsOwnPage(HttpRequest request) =>
        request.Headers.Origin is not [{ Length: > 0 } origin]
        || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Scheme is "http" or "https" && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
}
