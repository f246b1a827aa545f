using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Calls;

/// <summary>What happens when the store does not take an event: a direct page and a spool, so that nothing is lost and nobody waits for a disk.</summary>
public interface ICallFailSafe
{
    /// <summary>Pages (id and time only) and keeps the events. Never throws.</summary>
    /// <param name="assessmentId">Assessment.</param>
    /// <param name="moment">When the events were drawn.</param>
    /// <param name="events">The observation and its consequences.</param>
    /// <param name="cancellation">Bounds the page, never the spool.</param>
    ValueTask KeepAsync(string assessmentId, Moment moment, IReadOnlyList<SessionEvent> events, CancellationToken cancellation);
}
