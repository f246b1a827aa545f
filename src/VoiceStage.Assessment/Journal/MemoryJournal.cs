using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Assessment.Journal;

/// <summary>A journal in memory, for tests and simulations. Keeps bytes, as a store does, so that what cannot be stored fails here too.</summary>
public sealed class MemoryJournal : ISessionJournal
{
    /// <summary>Largest group; a single observation draws far fewer.</summary>
    public const int LargestGroup = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Row>> _sessions = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JournalEntry>> LoadAsync(string sessionId, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(sessionId);
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<JournalEntry>>([.. (_sessions.GetValueOrDefault(sessionId) ?? []).Select(row => row.Read(sessionId))]);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<JournalEntry>> AppendAsync(
        string sessionId, long expectedVersion, DateTimeOffset recordedTime, long audioSample, IReadOnlyList<SessionEvent> events, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(sessionId);
        ArgumentNullException.ThrowIfNull(events);
        if (events.Count is 0 or > LargestGroup)
        {
            throw new ArgumentException($"a group holds 1 to {LargestGroup} events, not {events.Count}", nameof(events));
        }

        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var rows = _sessions.GetValueOrDefault(sessionId) ?? [];
            if (rows.Count != expectedVersion)
            {
                throw new JournalConflictException(sessionId, expectedVersion);
            }

            // Stores keep milliseconds; the same is seen here.
            var time = DateTimeOffset.FromUnixTimeMilliseconds(recordedTime.ToUnixTimeMilliseconds());
            var added = new List<Row>(events.Count);
            foreach (var happened in events)
            {
                var version = expectedVersion + added.Count + 1;
                added.Add(new Row(version, time, audioSample, SessionEventJson.Serialize(happened)));
            }

            rows.AddRange(added);
            _sessions[sessionId] = rows;
            return Task.FromResult<IReadOnlyList<JournalEntry>>([.. added.Select(row => row.Read(sessionId))]);
        }
    }

    private sealed record Row(long Version, DateTimeOffset Time, long AudioSample, byte[] Utf8)
    {
        public JournalEntry Read(string sessionId) => new(sessionId, Version, Time, AudioSample, SessionEventJson.Deserialize(Utf8));
    }
}
