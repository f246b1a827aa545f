using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using VoiceStage.Server.Hosting;
using VoiceStage.Server.Security;

namespace VoiceStage.Cli.Serving;

/// <summary>A development service inside this process, on free loopback ports, for commands that find none running.</summary>
internal sealed class OwnService : IAsyncDisposable
{
    private readonly WebApplication app;

    private OwnService(WebApplication app, RunningService service) => (this.app, Service) = (app, service);

    /// <summary>How to reach it.</summary>
    public RunningService Service { get; }

    /// <summary>Its parts, for commands that read its store.</summary>
    public IServiceProvider Parts => app.Services;

    /// <summary>Starts one.</summary>
    /// <param name="dataDirectory">Where it keeps its store.</param>
    /// <param name="settings">Settings that win over files and environment.</param>
    /// <param name="cancellation">Cancels the start.</param>
    /// <param name="replaceParts">Replaces parts, for a bench that leaves one out; null replaces nothing.</param>
    public static async Task<OwnService> StartAsync(
        string dataDirectory, IReadOnlyDictionary<string, string?> settings, CancellationToken cancellation, Action<IServiceCollection>? replaceParts = null)
    {
        if (replaceParts is null)
        {
            SpeechParts.Require();
        }

        Directory.CreateDirectory(dataDirectory);
        var app = VoiceStageHost.Build(new VoiceStageHostOptions
        {
            IsDevelopment = true, DataDirectory = dataDirectory, GrpcPort = 0, WebPort = 0, ExtraSettings = settings, WritesLogs = Environment.GetEnvironmentVariable("VOICESTAGE_LOGS") is { Length: > 0 },
            ReplaceParts = replaceParts,
            // Calls follow at once, and prompts that are spoken ahead would still be written when a short-lived folder is deleted.
            WarmsUp = false,
        });
        await app.StartAsync(cancellation);
        var identities = app.Services.GetRequiredService<DevelopmentIdentities>();
        var address = app.Services.GetRequiredService<HostAddresses>().Grpc.GetLeftPart(UriPartial.Authority);
        return new OwnService(app, new RunningService(address, identities.Upstream, identities.Clinician));
    }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
