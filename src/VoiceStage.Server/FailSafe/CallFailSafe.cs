using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Calls;

namespace VoiceStage.Server.FailSafe;

/// <summary>The fail-safe as a call uses it.</summary>
internal sealed class CallFailSafe(StoreFailSafe failSafe) : ICallFailSafe
{
    public async ValueTask KeepAsync(string assessmentId, Moment moment, IReadOnlyList<SessionEvent> events, CancellationToken cancellation) =>
        await failSafe.HandleAsync(assessmentId, null, moment.Time, moment.AudioSample, events, cancellation);
}
