using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using VoiceStage.Server.Settings;

namespace VoiceStage.Server.Draining;

/// <summary>Live calls and how they end when the node does.</summary>
internal static class DrainHosting
{
    public static IServiceCollection AddDraining(this IServiceCollection services, VoiceStageSettings settings)
    {
        services.AddSingleton<CallGate>().AddSingleton<CallGateInterceptor>().AddHostedService<Drain>();
        services.AddHealthChecks().AddCheck<AcceptsCalls>("accepts-calls");
        // The host gives all parts together this long to stop: the drain, its goodbye, and time to close files and ports.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Load.Drain + Drain.Goodbye + TimeSpan.FromSeconds(10));
        return services;
    }

    private sealed class AcceptsCalls(CallGate gate) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(gate.IsDraining ? HealthCheckResult.Unhealthy("draining") : HealthCheckResult.Healthy());
    }
}
