using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace VoiceStage.Cli.Demo;

/// <summary>The demo's pager: a web server on loopback that takes pages and answers 2xx, as a site's paging gateway would.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<string> pages = new();

    private WebhookReceiver(WebApplication app) => this.app = app;

    /// <summary>Where pages are sent to.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Bodies of the pages that came, in order.</summary>
    public IReadOnlyCollection<string> Pages => pages;

    /// <summary>Starts one on a free port.</summary>
    public static async Task<WebhookReceiver> StartAsync(CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var receiver = new WebhookReceiver(app);
        app.MapPost("/page", async (HttpContext context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            receiver.pages.Enqueue(await reader.ReadToEndAsync(context.RequestAborted));
            return Results.NoContent();
        });
        await app.StartAsync(cancellation);
        receiver.Url = app.Urls.First() + "/page";
        return receiver;
    }

    /// <summary>Stops it.</summary>
    public ValueTask DisposeAsync() => app.DisposeAsync();
}
