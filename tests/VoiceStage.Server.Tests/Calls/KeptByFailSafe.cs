using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Calls;

namespace VoiceStage.Server.Tests.Calls;

/// <summary>Remembers what the fail-safe was given.</summary>
internal sealed class KeptByFailSafe : ICallFailSafe
{
    public List<SessionEvent> Events { get; } = [];

    public ValueTask KeepAsync(string assessmentId, Moment moment, IReadOnlyList<SessionEvent> events, CancellationToken cancellation)
    {
        Events.AddRange(events);
        return default;
    }
}
