using Microsoft.EntityFrameworkCore;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Escalations;

namespace VoiceStage.Server.Journal;

/// <summary>The journal on EF Core: events, the cases they open and the notices these ask for, in one transaction.</summary>
public sealed class EfJournal : ISessionJournal
{
    /// <summary>Most events in one group.</summary>
    public const int EventLimit = 64;

    private readonly IDbContextFactory<VoiceStageDb> contexts;
    private readonly StoreWriter writer;
    private readonly EscalationProjection projection;
    private readonly StoreSignals signals;

    /// <summary>Makes the journal.</summary>
    /// <param name="contexts">For reading.</param>
    /// <param name="writer">For writing.</param>
    /// <param name="projection">Turns events into cases and notices.</param>
    /// <param name="signals">Raised after a commit.</param>
    public EfJournal(IDbContextFactory<VoiceStageDb> contexts, StoreWriter writer, EscalationProjection projection, StoreSignals signals) =>
        (this.contexts, this.writer, this.projection, this.signals) = (contexts, writer, projection, signals);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JournalEntry>> LoadAsync(string sessionId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = await db.Events.AsNoTracking().Where(row => row.Session == sessionId).OrderBy(row => row.Version).ToListAsync(cancellation);
        return [.. rows.Select(row => new JournalEntry(
            row.Session, row.Version, DateTimeOffset.FromUnixTimeMilliseconds(row.RecordedMs), row.AudioSample, SessionEventCodec.Read(row.Json, row.SchemaVersion)))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JournalEntry>> AppendAsync(
        string sessionId, long expectedVersion, DateTimeOffset recordedTime, long audioSample, IReadOnlyList<SessionEvent> events, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(sessionId);
        ArgumentOutOfRangeException.ThrowIfNegative(expectedVersion);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(events.Count, EventLimit, nameof(events));
        if (sessionId.Contains('/', StringComparison.Ordinal))
        {
            throw new ArgumentException("a session id has no slash; streams with one are not sessions", nameof(sessionId));
        }

        // What a later load gives back must equal what the rules saw now: the store counts in whole milliseconds.
        var recordedMs = recordedTime.ToUnixTimeMilliseconds();
        var texts = events.Select(e => (Type: SessionEventCodec.TypeName(e), Json: SessionEventCodec.Write(e))).ToList();
        var entries = events.Select((e, i) => new JournalEntry(
            sessionId, expectedVersion + i + 1, DateTimeOffset.FromUnixTimeMilliseconds(recordedMs), audioSample, e)).ToList();
        try
        {
            var asksForWork = await writer.WriteAsync(
                async (db, token) =>
                {
                    var tail = await StreamTail.OfAsync(db, sessionId, token);
                    if (tail.Version != expectedVersion)
                    {
                        throw new JournalConflictException(sessionId, expectedVersion);
                    }

                    foreach (var (type, json) in texts)
                    {
                        tail.Add(type, recordedMs, audioSample, json);
                    }

                    return await projection.ApplyAsync(db, entries, token);
                },
                cancellation);
            if (asksForWork)
            {
                signals.Raise();
            }

            return entries;
        }
        catch (DbUpdateException) when (!cancellation.IsCancellationRequested)
        {
            // Another process may have taken the version between our look and our insert; anything else is the store's fault.
            if (await VersionAsync(sessionId, cancellation) != expectedVersion)
            {
                throw new JournalConflictException(sessionId, expectedVersion);
            }

            throw;
        }
        catch (StoreUnavailableException doubt) when (doubt.CommitInDoubt)
        {
            if (await WasKeptAsync(sessionId, expectedVersion, texts.ConvertAll(text => text.Json), recordedMs, audioSample, cancellation))
            {
                signals.Raise();
                return entries;
            }

            throw;
        }
    }

    /// <summary>Version of the last entry; 0 when the session does not exist.</summary>
    public async Task<long> VersionAsync(string sessionId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Events.Where(row => row.Session == sessionId).MaxAsync(row => (long?)row.Version, cancellation) ?? 0;
    }

    /// <summary>Whether exactly this group stands at its place: the answer of its commit was lost, the commit was not.</summary>
    internal async Task<bool> WasKeptAsync(
        string sessionId, long expectedVersion, List<string> json, long recordedMs, long audioSample, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = await db.Events.AsNoTracking()
            .Where(row => row.Session == sessionId && row.Version > expectedVersion && row.Version <= expectedVersion + json.Count)
            .OrderBy(row => row.Version).ToListAsync(cancellation);
        return rows.Count == json.Count
            && rows.Zip(json).All(pair => pair.First.Json == pair.Second && pair.First.RecordedMs == recordedMs && pair.First.AudioSample == audioSample);
    }
}
