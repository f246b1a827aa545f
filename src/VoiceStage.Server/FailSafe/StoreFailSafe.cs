using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Delivery;
using VoiceStage.Server.Journal;

namespace VoiceStage.Server.FailSafe;

/// <summary>What happens when the journal does not take a group: a direct page, and a spool that is folded in when the store is back.</summary>
/// <remarks>
/// The page holds id and time only, goes out over every channel at once, and does not need the store. It goes out for every group that asks for
/// a person (a case, a risk phrase, a call for help), and otherwise once per session and quarter of an hour: a store that is down for an hour must not bury its own alarm.
/// </remarks>
public sealed class StoreFailSafe : IDisposable
{
    private static readonly TimeSpan PageLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PageAgainAfter = TimeSpan.FromMinutes(15);

    private readonly EfJournal journal;
    private readonly StoreWriter writer;
    private readonly StoreSignals signals;
    private readonly Escalations.EscalationProjection projection;
    private readonly EventSpool spool;
    private readonly IReadOnlyList<INotifier> notifiers;
    private readonly TimeProvider time;
    private readonly ILogger<StoreFailSafe> log;
    private readonly ConcurrentDictionary<string, DateTimeOffset> paged = new();
    private readonly SemaphoreSlim folding = new(1, 1);

    /// <summary>Makes the fail-safe.</summary>
    public StoreFailSafe(
        EfJournal journal,
        StoreWriter writer,
        StoreSignals signals,
        Escalations.EscalationProjection projection,
        EventSpool spool,
        IEnumerable<INotifier> notifiers,
        TimeProvider time,
        ILogger<StoreFailSafe> log) =>
        (this.journal, this.writer, this.signals, this.projection, this.spool, this.notifiers, this.time, this.log) =
            (journal, writer, signals, projection, spool, [.. notifiers], time, log);

    /// <summary>Pages and keeps the group. Never throws: whoever calls it is already in trouble.</summary>
    /// <param name="sessionId">Session.</param>
    /// <param name="expectedVersion">Version the group was drawn from; null when not known.</param>
    /// <param name="recordedTime">Time the rules saw.</param>
    /// <param name="audioSample">Audio offset the rules saw.</param>
    /// <param name="events">The observation and its consequences.</param>
    /// <param name="cancellation">Ends the page, never the spool.</param>
    public async Task<FailSafeResult> HandleAsync(
        string sessionId, long? expectedVersion, DateTimeOffset recordedTime, long audioSample, IReadOnlyList<SessionEvent> events, CancellationToken cancellation)
    {
        var paging = IsToBePaged(sessionId, events) ? PageAsync(sessionId, recordedTime, cancellation) : Task.FromResult<IReadOnlyList<string>>([]);
        var isSpooled = false;
        try
        {
            spool.Add(new(sessionId, expectedVersion, recordedTime, audioSample, events));
            isSpooled = true;
        }
        catch (Exception exception)
        {
            FailSafeLog.SpoolFailed(log, sessionId, exception.GetType().Name);
        }

        var channels = await paging;
        FailSafeLog.Handled(log, sessionId, isSpooled, channels.Count);
        return new(isSpooled, channels);
    }

    /// <summary>Folds what is kept into the journal, oldest first. Called at start and again and again.</summary>
    /// <returns>How many groups left the spool.</returns>
    public async Task<int> RecoverAsync(CancellationToken cancellation)
    {
        await folding.WaitAsync(cancellation);
        try
        {
            var count = 0;
            foreach (var path in spool.List())
            {
                if (await FoldInAsync(path, cancellation))
                {
                    count++;
                }
            }

            return count;
        }
        finally
        {
            folding.Release();
        }
    }

    /// <summary>Frees what it holds.</summary>
    public void Dispose() => folding.Dispose();

    private async Task<bool> FoldInAsync(string path, CancellationToken cancellation)
    {
        SpooledGroup group;
        try
        {
            group = spool.Read(path);
        }
        catch (Exception exception) when (exception is CryptographicException or System.Text.Json.JsonException or FileNotFoundException)
        {
            // Another process folded it in, or the master key changed: the file stays for the operator, the others go on.
            FailSafeLog.Unreadable(log, Path.GetFileName(path), exception.GetType().Name);
            return false;
        }

        try
        {
            await KeepAsync(group, cancellation);
            spool.Remove(path);
            FailSafeLog.Recovered(log, group.SessionId, group.Events.Count);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            FailSafeLog.StillFailing(log, group.SessionId, exception.GetType().Name);
            return false;
        }
    }

    private async Task KeepAsync(SpooledGroup group, CancellationToken cancellation)
    {
        var entries = await journal.LoadAsync(group.SessionId, cancellation);
        if (Holds(entries, group))
        {
            return;
        }

        var version = entries.Count;
        var movedOn = IsBareObservation(group)
            || (group.ExpectedVersion is { } expected ? expected != version : version > 0 && entries[^1].RecordedTime > group.Time);
        if (!movedOn)
        {
            try
            {
                await journal.AppendAsync(group.SessionId, version, group.Time, group.AudioSample, group.Events, cancellation);
                return;
            }
            catch (JournalConflictException)
            {
                // The call came back and appended first; whether it appended this very group is looked up below.
            }

            if (Holds(await journal.LoadAsync(group.SessionId, cancellation), group))
            {
                return;
            }
        }

        await KeepAsideAsync(group, cancellation);
    }

    /// <summary>The session went on without this group. Its events are kept on a stream beside it, and the case it asked for is opened all the same.</summary>
    private async Task KeepAsideAsync(SpooledGroup group, CancellationToken cancellation)
    {
        var stream = $"orphan/{group.SessionId}";
        await writer.WriteAsync(
            async (db, token) =>
            {
                var tail = await StreamTail.OfAsync(db, stream, token);
                var entries = new List<JournalEntry>(group.Events.Count);
                foreach (var happened in group.Events)
                {
                    tail.Add(
                        SessionEventCodec.TypeName(happened), group.Time.ToUnixTimeMilliseconds(), group.AudioSample, SessionEventCodec.Write(happened));
                    entries.Add(new(group.SessionId, tail.Version, group.Time, group.AudioSample, happened));
                }

                return await projection.ApplyAsideAsync(db, entries, token);
            },
            cancellation);
        signals.Raise();
        FailSafeLog.KeptAside(log, group.SessionId, group.Events.Count);
    }

    /// <summary>Seen while the store failed and never shown to the rules: in the session's own stream, replay would ask for consequences that are not there.</summary>
    private static bool IsBareObservation(SpooledGroup group) =>
        group is { ExpectedVersion: null, Events: [RiskPhraseHeard or ControlUsed or AnswerEnriched or SecondEarHeard or CallEnded] };

    private static bool Holds(IReadOnlyList<JournalEntry> entries, SpooledGroup group)
    {
        var texts = group.Events.Select(SessionEventCodec.Write).ToList();
        var time = group.Time.ToUnixTimeMilliseconds();
        var same = entries.Where(entry => entry.RecordedTime.ToUnixTimeMilliseconds() == time && entry.AudioSample == group.AudioSample)
            .Select(entry => SessionEventCodec.Write(entry.Event)).ToList();
        return texts.Count > 0 && Enumerable.Range(0, Math.Max(0, same.Count - texts.Count + 1)).Any(start => same.Skip(start).Take(texts.Count).SequenceEqual(texts));
    }

    private bool IsToBePaged(string sessionId, IReadOnlyList<SessionEvent> events)
    {
        var now = time.GetUtcNow();
        var isFirst = !paged.TryGetValue(sessionId, out var last) || now - last >= PageAgainAfter;
        var asksForAPerson = events.Any(happened =>
            happened is EscalationOpened or EscalationRaised or RiskPhraseHeard or ControlUsed { Control: ControlKind.NeedHelpNow });
        if (!isFirst && !asksForAPerson)
        {
            return false;
        }

        // A bound: sessions that were paged long ago need not be remembered.
        foreach (var old in paged.Where(pair => now - pair.Value >= PageAgainAfter))
        {
            paged.TryRemove(old);
        }

        paged[sessionId] = now;
        return true;
    }

    private async Task<IReadOnlyList<string>> PageAsync(string sessionId, DateTimeOffset recordedTime, CancellationToken cancellation)
    {
        var notice = new Notice
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{sessionId}.store_failed.{recordedTime.ToUnixTimeMilliseconds()}"),
            Kind = Notices.Name(NoticeKind.StoreFailed),
            Assessment = $"assessments/{sessionId}",
            Time = recordedTime,
        };
        using var limit = new CancellationTokenSource(PageLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var taken = await Task.WhenAll(notifiers.Select(async notifier =>
        {
            try
            {
                return (await notifier.SendAsync(notice, either.Token)).IsReceipted ? notifier.Channel : null;
            }
            catch (Exception)
            {
                return null;
            }
        }));
        return [.. taken.OfType<string>()];
    }
}
