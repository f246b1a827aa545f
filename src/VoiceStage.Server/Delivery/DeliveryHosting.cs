using Microsoft.Extensions.DependencyInjection.Extensions;
using VoiceStage.Server.Calls;
using VoiceStage.Server.Escalations;
using VoiceStage.Server.FailSafe;

namespace VoiceStage.Server.Delivery;

/// <summary>Registers the notifiers, the outbox worker, the ladder and the fail-safe.</summary>
public static class DeliveryHosting
{
    /// <summary>Adds delivery. <see cref="EscalationOptions.Channels"/> must name what is registered here.</summary>
    /// <param name="services">Host's services, after the store.</param>
    /// <param name="delivery">Retries and bounds.</param>
    /// <param name="webhook">Where pages go; null has no webhook (development).</param>
    /// <param name="console">Where lines are printed; null prints none.</param>
    public static IServiceCollection AddVoiceStageDelivery(this IServiceCollection services, DeliveryOptions delivery, WebhookOptions? webhook, TextWriter? console)
    {
        services.AddSingleton(delivery);
        services.TryAddSingleton<CallAudioPosition>(provider =>
        {
            var live = provider.GetService<LiveCalls>();
            return assessmentId => live is not null && live.TryGetAudioSample(assessmentId, out var sample) ? sample : null;
        });
        if (webhook is not null)
        {
            services.AddSingleton(webhook);
            services.AddHttpClient(WebhookNotifier.ClientName)
                .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
                .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
                {
                    // A page goes where the site said and nowhere else.
                    AllowAutoRedirect = false,
                    UseCookies = false,
                    ConnectTimeout = webhook.Timeout,
                    PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                });
            services.AddSingleton<INotifier, WebhookNotifier>();
        }

        if (console is not null)
        {
            services.AddSingleton<INotifier>(new ConsoleNotifier(console));
        }

        services.AddSingleton<OutboxWorker>();
        services.AddSingleton<EscalationLadder>();
        services.AddSingleton<EventSpool>();
        services.AddSingleton<StoreFailSafe>();
        services.TryAddSingleton<ICallFailSafe, CallFailSafe>();
        services.AddHostedService<SpoolRecovery>();
        services.AddHostedService(provider => provider.GetRequiredService<OutboxWorker>());
        services.AddHostedService(provider => provider.GetRequiredService<EscalationLadder>());
        return services;
    }
}
