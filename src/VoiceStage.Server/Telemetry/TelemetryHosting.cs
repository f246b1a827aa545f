using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;
using VoiceStage.Server.Security;
using VoiceStage.Server.Settings;

namespace VoiceStage.Server.Telemetry;

/// <summary>Logs, traces and metrics.</summary>
internal static class TelemetryHosting
{
    private const string LogLine = "{Timestamp:HH:mm:ss.fff} {Level:u3} {SourceContext} {Message:lj}{NewLine}";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, VoiceStageSettings settings, bool writesLogs)
    {
        services.AddMetrics().AddSingleton<VoiceStageMetrics>();
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("voicestage", serviceVersion: typeof(TelemetryHosting).Assembly.GetName().Version?.ToString(3)))
            .WithTracing(tracing =>
            {
                tracing.AddSource(VoiceStageMetrics.Name)
                    .AddAspNetCoreInstrumentation(web => web.RecordException = false)
                    .AddProcessor(new WithoutPersonalData())
                    .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(settings.Telemetry.TracedShare)));
                if (settings.Telemetry.OtlpUrl is { } collector)
                {
                    tracing.AddOtlpExporter(otlp => otlp.Endpoint = collector);
                }
            })
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(VoiceStageMetrics.Name, Calls.CallMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                    .AddPrometheusExporter();
                if (settings.Telemetry.OtlpUrl is { } collector)
                {
                    metrics.AddOtlpExporter(otlp => otlp.Endpoint = collector);
                }
            });
        services.AddSerilog(
            (provider, log) =>
            {
                var sinks = provider.GetServices<ILogEventSink>().ToList();
                if (writesLogs)
                {
                    sinks.Add(Printed(settings.Telemetry));
                }

                log.MinimumLevel.Is(Enum.Parse<LogEventLevel>(settings.Telemetry.LogLevel))
                    // The framework's own lines hold paths, and a path holds upstream's patient id.
                    .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                    .MinimumLevel.Override("System", LogEventLevel.Warning)
                    .MinimumLevel.Override("Grpc", LogEventLevel.Warning)
                    // A drain is announced once by itself; the framework would call it an error.
                    .MinimumLevel.Override("Microsoft.Extensions.Diagnostics.HealthChecks", LogEventLevel.Fatal)
                    .MinimumLevel.Override("OpenTelemetry", LogEventLevel.Warning)
                    .WriteTo.Sink(new LogsWithoutPersonalText(sinks));
            },
            preserveStaticLogger: true);
        return services;
    }

    public static void MapTelemetry(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPrometheusScrapingEndpoint("/metrics").RequireAuthorization(Policies.Inspection);

    /// <summary>Standard error: standard output belongs to the command.</summary>
    private static Logger Printed(TelemetrySettings settings)
    {
        var log = new LoggerConfiguration().MinimumLevel.Verbose();
        return (settings.LogsAsJson
            ? log.WriteTo.Console(new RenderedCompactJsonFormatter(), standardErrorFromLevel: LogEventLevel.Verbose)
            : log.WriteTo.Console(outputTemplate: LogLine, formatProvider: System.Globalization.CultureInfo.InvariantCulture, standardErrorFromLevel: LogEventLevel.Verbose))
            .CreateLogger();
    }
}
