using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VoiceStage.Server.Calls;
using VoiceStage.Server.Clinic;
using VoiceStage.Server.Analysis;
using VoiceStage.Server.Delivery;
using VoiceStage.Server.Draining;
using VoiceStage.Server.Escalations;
using VoiceStage.Server.Journal;
using VoiceStage.Server.Kiosk;
using VoiceStage.Server.Referrals;
using VoiceStage.Server.Security;
using VoiceStage.Server.Settings;
using VoiceStage.Server.Telemetry;

namespace VoiceStage.Server.Hosting;

/// <summary>Puts the service together: settings, endpoints, and one line per area.</summary>
public static class VoiceStageHost
{
    /// <summary>Smallest thing that is built: everything is checked, nothing has started.</summary>
    /// <param name="options">What differs between `serve`, the demo and tests.</param>
    /// <returns>The host; after <c>StartAsync</c> its <see cref="HostAddresses"/> say where it listens.</returns>
    /// <exception cref="SettingsException">At least one setting is wrong or missing.</exception>
    public static WebApplication Build(VoiceStageHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        // Empty: what is used is written here, and tests do not inherit a machine's settings or file watchers.
        var builder = WebApplication.CreateEmptyBuilder(new()
        {
            ApplicationName = "VoiceStage.Server",
            EnvironmentName = options.IsDevelopment ? Environments.Development : Environments.Production,
        });
        ReadConfiguration(builder.Configuration, options);
        var settings = VoiceStageSettings.Read(builder.Configuration, options.IsDevelopment, options.DataDirectory);
        var addresses = new HostAddresses { IsEncrypted = settings.Listen.IsEncrypted };

        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton(settings.Pager).AddSingleton(settings.Recordings).AddSingleton(settings.Tickets).AddSingleton(settings.Load).AddSingleton(settings.Site);
        services.AddSingleton(addresses);
        var clock = options.Clock ?? TimeProvider.System;
        services.AddSingleton(clock);
        services.AddTelemetry(settings, options.WritesLogs);
        services.AddRouting();
        services.AddVoiceStageStorage(
            new() { DataDirectory = settings.DataDirectory, MasterKey = settings.Recordings.MasterKeyOrDevelopmentKey(settings.DataDirectory) },
            settings.Escalation with { Channels = settings.Pager.Channels });
        services.AddHostedService<StoreMigration>();
        services.AddVoiceStageDelivery(
            // Two nodes that fail together must not try again together.
            new() { JitterSeed = RandomNumberGenerator.GetInt32(int.MaxValue) },
            settings.Pager is { WebhookUrl: { } url, WebhookSecret: { } secret } ? new() { Url = url, Secret = secret } : null,
            settings.Pager.Channels.Contains("console") ? options.WritesLogs ? Console.Error : TextWriter.Null : null);
        services.AddHostedService<OutboxAge>();
        services.AddSecurity(settings, clock);
        services.AddDraining(settings);
        services.AddContract(settings);
        services.AddReferrals();
        services.AddAnalysis();
        services.AddConversations(settings);
        services.AddKiosk();
        services.AddClinic(settings, clock);
        if (options.WarmsUp)
        {
            services.AddWarmUp();
        }

        Listen(builder.WebHost, options, settings.Listen, addresses);
        options.ReplaceParts?.Invoke(services);

        var app = builder.Build();
        app.UseKioskDoor();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapContract(settings);
        app.MapTelemetry();
        app.MapReferrals();
        app.MapEscalations();
        app.MapAnalysis();
        app.MapConversations();
        app.MapKiosk();
        app.MapClinic();
        return app;
    }

    private static void ReadConfiguration(ConfigurationManager configuration, VoiceStageHostOptions options)
    {
        if (options.ReadsMachineSettings)
        {
            configuration.AddJsonFile(Path.Combine(Directory.GetCurrentDirectory(), "appsettings.json"), optional: true, reloadOnChange: false);
            configuration.AddEnvironmentVariables();
        }

        configuration.AddInMemoryCollection(options.ExtraSettings);
    }

    private static void Listen(IWebHostBuilder web, VoiceStageHostOptions options, ListenSettings settings, HostAddresses addresses) => web.UseKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        // A form of ours is at most a recording of 3 MiB in base64; gRPC has its own, smaller limits per service.
        kestrel.Limits.MaxRequestBodySize = null;
        ListenOptions? grpc = null;
        kestrel.Listen(settings.Address, options.GrpcPort ?? settings.GrpcPort, endpoint =>
        {
            endpoint.Protocols = HttpProtocols.Http2;
            Encrypt(endpoint, settings);
            grpc = endpoint;
        });
        kestrel.Listen(settings.Address, options.WebPort ?? settings.WebPort, endpoint =>
        {
            // Without TLS a client cannot negotiate HTTP/2 on a port that also speaks HTTP/1.1.
            endpoint.Protocols = settings.IsEncrypted ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
            Encrypt(endpoint, settings);
            addresses.Listen(grpc!, endpoint);
        });
    });

    private static void Encrypt(ListenOptions endpoint, ListenSettings settings)
    {
        if (settings.CertificateFile is { } certificate)
        {
            endpoint.UseHttps(System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPemFile(certificate, settings.CertificateKeyFile));
        }
    }
}
