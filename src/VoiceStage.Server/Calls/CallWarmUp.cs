using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Speech;

namespace VoiceStage.Server.Calls;

/// <summary>Loads the recogniser and speaks the protocols' prompts once at start, so that the first patient waits no longer than the next.</summary>
internal sealed class CallWarmUp(IServiceProvider services, ILogger<CallWarmUp> logger) : BackgroundService
{
    private static readonly string[] Protocols = ["brief", "default"];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => WarmAsync(stoppingToken), stoppingToken);

    private async Task WarmAsync(CancellationToken cancellation)
    {
        try
        {
            var parts = services.GetRequiredService<CallParts>();
            foreach (var (rules, item) in Protocols.Select(protocol => parts.RulesFor(protocol)).SelectMany(rules => rules.Protocol.Items.Select(item => (rules, item))).DistinctBy(one => one.item.Text))
            {
                await parts.Prompts.SoundOfAsync(item.Text, cancellation);
                if (rules.AfterHello(item.Text) is { } afterName)
                {
                    await parts.Prompts.SoundOfAsync(afterName, cancellation);
                }

                if (item.ReaskText is { } again)
                {
                    await parts.Prompts.SoundOfAsync(again, cancellation);
                }
            }
        }
        catch (SpeechEngineException e)
        {
            CallLog.CannotServe(logger, e.Message);
        }
        catch (ProtocolException e)
        {
            CallLog.CannotServe(logger, e.Message);
        }
        catch (OperationCanceledException)
        {
            // Stopped before it was warm.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            CallLog.CannotServe(logger, e.GetType().Name);
        }
    }
}
