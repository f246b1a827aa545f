using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace VoiceStage.Server.Tests.SpeechServices;

/// <summary>A speech service on loopback that answers as a test says: in the documented shapes, or wrongly.</summary>
internal sealed class SpokenShapesServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private SpokenShapesServer(WebApplication app) => this.app = app;

    /// <summary>What came in, in order.</summary>
    public ConcurrentQueue<Heard> Requests { get; } = new();

    /// <summary>What is answered.</summary>
    public Func<HttpContext, int, Task> Answer { get; set; } = (context, _) => Task.CompletedTask;

    public Uri Endpoint => new(app.Urls.Single());

    public static async Task<SpokenShapesServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new SpokenShapesServer(app);
        app.Run(server.TakeAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>Answers with JSON.</summary>
    public static Func<HttpContext, int, Task> Json(string json, int status = 200) => async (context, _) =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(json);
    };

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        var request = context.Request;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        byte[] sound = [];
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync();
            foreach (var (name, value) in form)
            {
                fields[name] = string.Join('|', value.ToArray());
            }

            foreach (var file in form.Files)
            {
                using var bytes = new MemoryStream();
                await file.CopyToAsync(bytes);
                if (file.ContentType.StartsWith("audio/", StringComparison.Ordinal))
                {
                    (sound, fields["file name"]) = (bytes.ToArray(), $"{file.Name}/{file.FileName}");
                }
                else
                {
                    fields[file.Name] = System.Text.Encoding.UTF8.GetString(bytes.ToArray());
                }
            }
        }
        else
        {
            using var reader = new StreamReader(request.Body);
            fields["body"] = await reader.ReadToEndAsync();
        }

        Requests.Enqueue(new(request.Path + request.QueryString, request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), fields, sound));
        await Answer(context, Requests.Count);
    }

    internal sealed record Heard(string Path, IReadOnlyDictionary<string, string> Headers, IReadOnlyDictionary<string, string> Fields, byte[] Sound);
}
