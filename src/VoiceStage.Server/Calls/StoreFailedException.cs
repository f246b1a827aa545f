using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Calls;

/// <summary>The store did not take a group of events, nor is it there after all.</summary>
internal sealed class StoreFailedException(Moment moment, IReadOnlyList<SessionEvent> events, Exception cause)
    : Exception("the journal did not take a group of events", cause)
{
    /// <summary>When the events were drawn.</summary>
    public Moment Moment { get; } = moment;

    /// <summary>What was to be recorded.</summary>
    public IReadOnlyList<SessionEvent> Events { get; } = events;
}
