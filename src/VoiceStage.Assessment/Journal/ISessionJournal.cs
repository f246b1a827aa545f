using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Assessment.Journal;

/// <summary>One stored line of a session.</summary>
/// <param name="SessionId">Assessment id.</param>
/// <param name="Version">1, 2, 3… without gaps.</param>
/// <param name="RecordedTime">UTC, as the clock stood when the group was drawn; the rules see this time.</param>
/// <param name="AudioSample">Samples of the assessment's audio processed at that moment.</param>
/// <param name="Event">What happened.</param>
public sealed record JournalEntry(string SessionId, long Version, DateTimeOffset RecordedTime, long AudioSample, SessionEvent Event);

/// <summary>Another writer appended first; load again, or leave the session to it.</summary>
public sealed class JournalConflictException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="sessionId">Session.</param>
    /// <param name="expectedVersion">Version the writer had loaded.</param>
    public JournalConflictException(string sessionId, long expectedVersion)
        : base($"session {sessionId} is no longer at version {expectedVersion}") => (SessionId, ExpectedVersion) = (sessionId, expectedVersion);

    /// <summary>Session.</summary>
    public string SessionId { get; }

    /// <summary>Version the writer had loaded.</summary>
    public long ExpectedVersion { get; }
}

/// <summary>Where sessions live. Two implementations: memory for tests, EF Core on SQLite or PostgreSQL.</summary>
/// <remarks>Errors of the store are the caller's: step 8 of an answer runs the fail-safe when Append throws anything but a conflict.</remarks>
public interface ISessionJournal
{
    /// <summary>All entries of a session in version order; empty when it does not exist.</summary>
    Task<IReadOnlyList<JournalEntry>> LoadAsync(string sessionId, CancellationToken cancellation);

    /// <summary>Appends one group atomically, together with the outbox rows that its escalations and closings ask for.</summary>
    /// <param name="sessionId">Session.</param>
    /// <param name="expectedVersion">Version of the last entry that was loaded; 0 for a new session.</param>
    /// <param name="recordedTime">Time the rules saw.</param>
    /// <param name="audioSample">Audio offset the rules saw.</param>
    /// <param name="events">The observation and its consequences; at most 64.</param>
    /// <param name="cancellation">Cancels the wait; a commit whose answer is lost is resolved by loading again.</param>
    /// <exception cref="JournalConflictException">Another writer was first.</exception>
    Task<IReadOnlyList<JournalEntry>> AppendAsync(
        string sessionId, long expectedVersion, DateTimeOffset recordedTime, long audioSample, IReadOnlyList<SessionEvent> events, CancellationToken cancellation);
}
