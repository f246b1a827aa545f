using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VoiceStage.Server.Hosting;
using VoiceStage.Server.Journal;
using VoiceStage.Server.Security;

namespace VoiceStage.Server.Tests.Hosting;

/// <summary>A whole host in process on free ports of loopback, with its own data directory, gone when disposed.</summary>
public sealed class RunningHost : IAsyncDisposable
{
    private readonly string? ownDirectory;
    private readonly List<IDisposable> clients = [];

    private RunningHost(WebApplication app, string? ownDirectory)
    {
        App = app;
        this.ownDirectory = ownDirectory;
        Addresses = app.Services.GetRequiredService<HostAddresses>();
    }

    public WebApplication App { get; }

    public HostAddresses Addresses { get; }

    public static async Task<RunningHost> StartAsync(Func<VoiceStageHostOptions, VoiceStageHostOptions>? change = null)
    {
        var directory = Directory.CreateTempSubdirectory("voicestage-").FullName;
        var options = new VoiceStageHostOptions
        {
            IsDevelopment = true,
            DataDirectory = directory,
            GrpcPort = 0,
            WebPort = 0,
            ReadsMachineSettings = false,
            WritesLogs = false,
            WarmsUp = false,
        };
        options = change?.Invoke(options) ?? options;
        var app = VoiceStageHost.Build(options);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, directory);
    }

    public DevelopmentIdentities Identities => App.Services.GetRequiredService<DevelopmentIdentities>();

    public string UpstreamToken => "Bearer " + Identities.Upstream;

    public string ClinicianToken => "Bearer " + Identities.Clinician;

    public string OperatorToken => "Bearer " + Identities.Operator;

    /// <summary>A channel, with a token in every call when one is given.</summary>
    public GrpcChannel Channel(string? authorization = null)
    {
        var http = new HttpClient(new SocketsHttpHandler());
        if (authorization is not null)
        {
            http.DefaultRequestHeaders.TryAddWithoutValidation("authorization", authorization);
        }

        var channel = GrpcChannel.ForAddress(Addresses.Grpc, new() { HttpClient = http, DisposeHttpClient = true });
        clients.Add(channel);
        return channel;
    }

    /// <summary>A client of the web endpoint.</summary>
    public HttpClient Web(string? authorization = null)
    {
        var http = new HttpClient { BaseAddress = Addresses.Web };
        if (authorization is not null)
        {
            http.DefaultRequestHeaders.TryAddWithoutValidation("authorization", authorization);
        }

        clients.Add(http);
        return http;
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        await App.StopAsync(CancellationToken.None);
        // Only this host's connections: tests run side by side, and another's write-ahead log goes with its last connection.
        await using (var db = await App.Services.GetRequiredService<IDbContextFactory<VoiceStageDb>>().CreateDbContextAsync())
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearPool((Microsoft.Data.Sqlite.SqliteConnection)db.Database.GetDbConnection());
        }

        await App.DisposeAsync();
        if (ownDirectory is not null)
        {
            Directory.Delete(ownDirectory, recursive: true);
        }
    }
}
