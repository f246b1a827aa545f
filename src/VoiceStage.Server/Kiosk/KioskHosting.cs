using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VoiceStage.Server.Security;

namespace VoiceStage.Server.Kiosk;

/// <summary>The kiosk page and the WebSocket door of the conversation.</summary>
internal static class KioskHosting
{
    public const string Path = "/kiosk";
    public const string SocketPath = Path + "/converse";

    /// <summary>Answered by the browser itself: a line that died without a word is noticed within half a minute.</summary>
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PongWithin = TimeSpan.FromSeconds(20);

    public static IServiceCollection AddKiosk(this IServiceCollection services) =>
        services.AddSingleton<KioskPage>().AddSingleton<KioskDoor>();

    /// <summary>Before authentication, which reads a header that a browser cannot set.</summary>
    public static void UseKioskDoor(this IApplicationBuilder app) =>
        app.UseWebSockets(new() { KeepAliveInterval = PingEvery, KeepAliveTimeout = PongWithin }).Use(TicketSubprotocol.PassAsync);

    public static void MapKiosk(this IEndpointRouteBuilder endpoints)
    {
        var page = endpoints.ServiceProvider.GetRequiredService<KioskPage>();
        endpoints.MapGet(Path + "/{file?}", (HttpContext context, string? file) => page.WriteAsync(context, file)).RequireAuthorization(Policies.Anybody);
        // HTTP/2 opens a WebSocket with CONNECT.
        endpoints.MapMethods(SocketPath, [HttpMethods.Get, HttpMethods.Connect], (HttpContext context) => context.RequestServices.GetRequiredService<KioskDoor>().RunAsync(context))
            .RequireAuthorization(Policies.Patient);
    }
}
