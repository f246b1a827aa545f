using Microsoft.Extensions.Hosting;
using VoiceStage.Server.Hosting;

namespace VoiceStage.Server.Security;

/// <summary>Writes the development identities once the addresses are known.</summary>
internal sealed class DevelopmentIdentitiesFile(DevelopmentIdentities identities, HostAddresses addresses) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        identities.Save(addresses);
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
