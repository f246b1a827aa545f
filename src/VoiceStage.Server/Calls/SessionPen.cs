using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Calls;

/// <summary>One writer's hold on a session: folds, asks the rules, appends. Nothing is told to anybody before it is in the journal.</summary>
/// <remarks>One thread at a time. A conflict is resolved by loading again and drawing the consequences anew from what is really there.</remarks>
internal sealed class SessionPen
{
    private const int MostConflicts = 6;
    private static readonly TimeSpan[] RetryAfter = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250)];
    private readonly ISessionJournal journal;
    private readonly RulesForProtocol rulesFor;
    private readonly TimeProvider time;
    private readonly string sessionId;
    private string connectionId = "";
    private SessionRules? rules;

    public SessionPen(ISessionJournal journal, RulesForProtocol rulesFor, TimeProvider time, string sessionId)
    {
        (this.journal, this.rulesFor, this.time, this.sessionId) = (journal, rulesFor, time, sessionId);
    }

    /// <summary>The session as last loaded or appended.</summary>
    public Session State { get; private set; } = new();

    /// <summary>Rules that the session was opened under.</summary>
    public SessionRules Rules => rules ?? throw new InvalidOperationException("The session was not loaded.");

    /// <summary>Reads the session.</summary>
    /// <returns>All entries; empty when there is no such session.</returns>
    public async ValueTask<IReadOnlyList<JournalEntry>> LoadAsync(CancellationToken cancellation)
    {
        var entries = await journal.LoadAsync(sessionId, cancellation);
        State = Session.Fold(entries);
        if (State.Opened is { } opened)
        {
            rules ??= rulesFor(opened.ProtocolId);
        }

        return entries;
    }

    /// <summary>Writes the first entry of a session: with it the call can be resumed, replayed and found again.</summary>
    public ValueTask<IReadOnlyList<JournalEntry>> BeginAsync(CallPurpose purpose, CancellationToken cancellation)
    {
        rules = rulesFor(purpose.ProtocolId);
        var opened = new SessionOpened(sessionId, rules.Protocol.Id, rules.Protocol.Version, rules.PolicyVersion, rules.RiskModelName, purpose.Referral);
        return ObserveAsync(opened, 0, cancellation);
    }

    /// <summary>Takes the session for a stream: its <c>StreamConnected</c> is appended before anything else, and the last to do so has the session.</summary>
    public ValueTask<IReadOnlyList<JournalEntry>> TakeOverAsync(StreamConnected connected, long audioSample, CancellationToken cancellation)
    {
        connectionId = connected.ConnectionId;
        return ObserveAsync(connected, audioSample, cancellation);
    }

    /// <summary>Records an observation with its consequences.</summary>
    /// <param name="observation">What was observed.</param>
    /// <param name="audioSample">Where in the assessment's audio.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <returns>Entries that are new to this writer, others' included, in order.</returns>
    /// <exception cref="ConnectionTakenException">Another stream has the session.</exception>
    /// <exception cref="StoreFailedException">The store failed.</exception>
    public async ValueTask<IReadOnlyList<JournalEntry>> ObserveAsync(SessionObservation observation, long audioSample, CancellationToken cancellation)
    {
        var news = new List<JournalEntry>();
        for (var conflicts = 0; ; conflicts++)
        {
            // The journal keeps milliseconds: the rules must see the very time that replay will show them.
            var moment = new Moment(DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()), Math.Max(audioSample, State.AudioSample));
            IReadOnlyList<SessionEvent> group = [observation, .. Rules.Respond(State, observation, moment)];
            try
            {
                news.AddRange(Fold(await AppendAsync(moment, group, cancellation)));
                return news;
            }
            catch (JournalConflictException) when (conflicts < MostConflicts)
            {
                news.AddRange(await CatchUpAsync(cancellation));
                if (observation is SessionOpened)
                {
                    // Another stream has opened it at the same moment; which of the two has it is decided by who connects.
                    return news;
                }
            }
        }
    }

    /// <summary>Appends a group that failed before, as it was drawn then.</summary>
    /// <returns>New entries; the group is drawn anew when the session moved on meanwhile.</returns>
    public async ValueTask<IReadOnlyList<JournalEntry>> AppendAgainAsync(StoreFailedException failed, CancellationToken cancellation)
    {
        try
        {
            return Fold(await journal.AppendAsync(sessionId, State.Version, failed.Moment.Time, failed.Moment.AudioSample, failed.Events, cancellation));
        }
        catch (JournalConflictException)
        {
            var news = await CatchUpAsync(cancellation);
            return IsOurs(news, failed.Moment, failed.Events) ? news : [.. news, .. await ObserveAsync((SessionObservation)failed.Events[0], failed.Moment.AudioSample, cancellation)];
        }
    }

    /// <summary>Reads what others have appended.</summary>
    /// <exception cref="ConnectionTakenException">Another stream has the session.</exception>
    public async ValueTask<IReadOnlyList<JournalEntry>> CatchUpAsync(CancellationToken cancellation)
    {
        var known = State.Version;
        var entries = await LoadAsync(cancellation);
        var news = entries.Where(entry => entry.Version > known).ToArray();
        return connectionId.Length > 0 && news.Any(entry => entry.Event is StreamConnected other && other.ConnectionId != connectionId)
            ? throw new ConnectionTakenException()
            : news;
    }

    private async ValueTask<IReadOnlyList<JournalEntry>> AppendAsync(Moment moment, IReadOnlyList<SessionEvent> group, CancellationToken cancellation)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await journal.AppendAsync(sessionId, State.Version, moment.Time, moment.AudioSample, group, cancellation);
            }
            catch (JournalConflictException) when (tries > 0)
            {
                // The earlier try may have been committed although its answer was lost.
                var news = (await journal.LoadAsync(sessionId, cancellation)).Where(entry => entry.Version > State.Version).Take(group.Count).ToArray();
                return IsOurs(news, moment, group) ? news : throw new JournalConflictException(sessionId, State.Version);
            }
            catch (Exception e) when (e is not JournalConflictException and not OperationCanceledException)
            {
                if (tries == RetryAfter.Length)
                {
                    throw new StoreFailedException(moment, group, e);
                }

                await Task.Delay(RetryAfter[tries], time, cancellation);
            }
        }
    }

    private static bool IsOurs(IReadOnlyList<JournalEntry> entries, Moment moment, IReadOnlyList<SessionEvent> group) =>
        entries.Count >= group.Count
        && entries.Take(group.Count).Select((entry, i) => entry.RecordedTime == moment.Time && entry.AudioSample == moment.AudioSample
            && entry.Event.GetType() == group[i].GetType()).All(same => same);

    private IReadOnlyList<JournalEntry> Fold(IReadOnlyList<JournalEntry> entries)
    {
        foreach (var entry in entries)
        {
            State = State.Apply(entry);
        }

        return entries;
    }
}
