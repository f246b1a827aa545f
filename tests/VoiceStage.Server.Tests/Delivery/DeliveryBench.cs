using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;
using VoiceStage.Server.Delivery;
using VoiceStage.Server.Escalations;
using VoiceStage.Server.Tests.Journal;

namespace VoiceStage.Server.Tests.Delivery;

/// <summary>A store with its worker and ladder, driven by hand, and two receivers.</summary>
internal sealed class DeliveryBench : IAsyncDisposable
{
    private DeliveryBench(TestStore store, RecordingNotifier webhook, RecordingNotifier console) => (Store, Webhook, Console) = (store, webhook, console);

    public TestStore Store { get; }

    public RecordingNotifier Webhook { get; }

    public RecordingNotifier Console { get; }

    public OutboxWorker Worker => Store.Get<OutboxWorker>();

    public EscalationLadder Ladder => Store.Get<EscalationLadder>();

    public EscalationStore Cases => Store.Get<EscalationStore>();

    public static async Task<DeliveryBench> MakeAsync(
        string? directory = null, CallAudioPosition? position = null, DeliveryOptions? delivery = null, FakeTimeProvider? time = null)
    {
        var webhook = new RecordingNotifier("webhook");
        var console = new RecordingNotifier("console");
        var store = await TestStore.MakeAsync(
            directory,
            services =>
            {
                services.AddSingleton(position ?? (_ => null));
                services.AddVoiceStageDelivery(delivery ?? new(), null, null);
                services.AddSingleton<INotifier>(webhook);
                services.AddSingleton<INotifier>(console);
            },
            time: time);
        return new(store, webhook, console);
    }

    /// <summary>Opens a case in a fresh session.</summary>
    public Task OpenAsync(string session, CareLevel level, long audioSample = 0, double? score = null) => Store.Journal.AppendAsync(
        session,
        0,
        Store.Time.GetUtcNow(),
        audioSample,
        [
            TestStore.Opened(session, score),
            new StreamConnected("c1", CallChannel.Phone, 16_000, true, true, 0),
            new EscalationOpened("e-" + session, level, false, ["asq.5.yes"]),
        ],
        CancellationToken.None);

    /// <summary>Lets everything happen that is due now, until nothing is.</summary>
    public async Task SettleAsync()
    {
        while (await Ladder.ClimbDueAsync(CancellationToken.None) + await Worker.DeliverDueAsync(CancellationToken.None) > 0)
        {
        }
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
