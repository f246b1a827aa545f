using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;
using VoiceStage.V1;
using CareLevel = VoiceStage.Risk.Estimates.CareLevel;
using ControlKind = VoiceStage.Assessment.Sessions.ControlKind;

namespace VoiceStage.Server.Simulation;

/// <summary>What must hold in every run, whatever goes wrong.</summary>
internal static class Invariants
{
    /// <summary>Counted askings of one item: once, two re-asks, keys, one confirmation.</summary>
    private const int MostAskings = 5;

    /// <summary>A person is told within this of a crisis signal, a failing or slow store included (its retries, then the direct page).</summary>
    private static readonly TimeSpan ToldWithin = TimeSpan.FromSeconds(12);

    /// <summary>What a process had read and not yet worked on when it went is lost with it, and the patient is not answered: they ask again.</summary>
    private static readonly TimeSpan LostWithProcess = TimeSpan.FromSeconds(12);

    /// <summary>Samples by which a recording may run on after a withdrawal: the packet in which it came, and one slice.</summary>
    private const long StopsWithinSamples = 4 * SymbolicSound.FrameSamples;

    /// <summary>Nothing is told to anybody before it is in the journal.</summary>
    public static void ToldOnlyWhatIsWritten(SimulatedWorld world, ConverseResponse response)
    {
        // Those of the fail-safe are said because the journal is away.
        if (response.Prompt is { Id: var id } && !id.StartsWith('f') && !world.Store.Entries.Any(entry => entry.Event is PromptAsked asked && asked.PromptId == id))
        {
            world.Record.Violate($"prompt {id} was said and is not in the journal");
        }
    }

    /// <summary>Everything that can only be seen at the end.</summary>
    public static void CheckWhole(SimulatedWorld world, IReadOnlyList<JournalEntry> entries, Session session)
    {
        NothingAcknowledgedIsLost(world, entries);
        EverySignalReachesAPerson(world, entries);
        NoQuestionIsAskedTooOften(world, entries);
        OneWriter(world, entries);
        ReplayEqualsLive(world, entries);
        RecordedInsideConsent(world, entries);
        Ended(world, session);
        LowOnlyAfterClearNoes(world, session);
    }

    private static void NothingAcknowledgedIsLost(SimulatedWorld world, IReadOnlyList<JournalEntry> entries)
    {
        var written = entries.ToDictionary(entry => entry.Version);
        foreach (var (_, entry) in world.Store.Acknowledged)
        {
            if (!written.TryGetValue(entry.Version, out var kept) || !SessionEventJson.Serialize(kept.Event).AsSpan().SequenceEqual(SessionEventJson.Serialize(entry.Event)))
            {
                world.Record.Violate($"version {entry.Version} ({entry.Event.GetType().Name}) was acknowledged and is lost");
                return;
            }
        }
    }

    private static void EverySignalReachesAPerson(SimulatedWorld world, IReadOnlyList<JournalEntry> entries)
    {
        foreach (var signal in world.Record.Signals)
        {
            if (signal.Process?.GoneAt is { } gone && gone - signal.At < LostWithProcess)
            {
                continue;
            }

            var fromJournal = CaseTimes(world, entries, signal.Kind);
            var fromFailSafe = world.Record.FailSafe.Where(kept => kept.Events.Any(AsksForAPerson)).Select(kept => kept.At);
            var reached = fromJournal.Concat(fromFailSafe).Where(at => at <= signal.At + ToldWithin).ToList();
            if (reached.Count == 0)
            {
                world.Record.Violate($"signal {signal.Kind} at {signal.At.TotalSeconds:0.0} s reached nobody in time");
                return;
            }
        }
    }

    /// <summary>When a case was open that answers a signal: any case that stands for help, an imminent one for acute words.</summary>
    private static IEnumerable<TimeSpan> CaseTimes(SimulatedWorld world, IReadOnlyList<JournalEntry> entries, string kind)
    {
        var beginning = world.Time.GetUtcNow() - world.Time.Elapsed;
        return entries.Where(entry => entry.Event switch
        {
            EscalationOpened opened => kind == "help" || opened.Level == CareLevel.Imminent,
            EscalationRaised raised => kind == "help" || raised.Level == CareLevel.Imminent,
            _ => false,
        }).Select(entry => entry.RecordedTime - beginning);
    }

    private static bool AsksForAPerson(SessionEvent happened) => happened is EscalationOpened or EscalationRaised or RiskPhraseHeard or ControlUsed { Control: ControlKind.NeedHelpNow };

    private static void NoQuestionIsAskedTooOften(SimulatedWorld world, IReadOnlyList<JournalEntry> entries)
    {
        foreach (var item in entries.Select(entry => entry.Event).OfType<PromptAsked>().Where(prompt => prompt is { ExpectsAnswer: true, ItemId: not null }).GroupBy(prompt => prompt.ItemId))
        {
            var asked = item.Count(prompt => prompt.RepeatsPromptId is null);
            var repeated = item.Count() - asked;
            if (asked > MostAskings)
            {
                world.Record.Violate($"item {item.Key} was asked {asked} times");
            }

            var most = 3 + world.Record.Repeats + world.Record.Connections + world.Record.Gaps + world.Plan.Incidents.Count;
            if (repeated > most)
            {
                world.Record.Violate($"item {item.Key} was repeated {repeated} times, {most} were called for");
            }
        }
    }

    /// <summary>After a stream has taken the session, only words and measures that were on their way may come from another process, a call for help, and the end of a stream that is lost.</summary>
    private static void OneWriter(SimulatedWorld world, IReadOnlyList<JournalEntry> entries)
    {
        var writers = world.Store.Acknowledged.ToLookup(pair => pair.Entry.Version, pair => pair.By);
        SimulatedProcess? holder = null;
        SessionObservation? cause = null;
        foreach (var entry in entries)
        {
            cause = entry.Event as SessionObservation ?? cause;
            var writer = writers[entry.Version].FirstOrDefault();
            if (entry.Event is StreamConnected)
            {
                holder = writer;
            }
            else if (writer is not null && holder is not null && writer != holder && cause is not (AnswerEnriched or SecondEarHeard or RiskPhraseHeard or ControlUsed { Control: ControlKind.NeedHelpNow } or TimePassed { Cause: "stream_lost" }))
            {
                world.Record.Violate($"version {entry.Version} ({entry.Event.GetType().Name}) was written by {writer.Name} while {holder.Name} had the session");
                return;
            }
        }
    }

    private static void ReplayEqualsLive(SimulatedWorld world, IReadOnlyList<JournalEntry> entries)
    {
        if (entries.Count > 0 && SimulatedProcess.Rules(world.Plan.Protocol).Replay(entries) is { } difference)
        {
            world.Record.Violate($"replay differs: {difference}");
        }
    }

    private static void RecordedInsideConsent(SimulatedWorld world, IReadOnlyList<JournalEntry> entries)
    {
        var consents = entries.Where(entry => entry.Event is ConsentRecorded).Select(entry => (((ConsentRecorded)entry.Event).State, entry.AudioSample)).ToList();
        foreach (var stretch in world.Recordings.Stretches)
        {
            var given = consents.Where(consent => consent.State == ConsentState.Given).Select(consent => (long?)consent.AudioSample).FirstOrDefault();
            var withdrawn = consents.Where(consent => consent.State == ConsentState.Withdrawn).Select(consent => (long?)consent.AudioSample).FirstOrDefault();
            if (given is null || stretch.Start < given || (withdrawn is { } end && stretch.End > end + StopsWithinSamples))
            {
                world.Record.Violate($"recorded {stretch.Start} to {stretch.End}, consent from {given} to {withdrawn}");
            }
        }
    }

    private static void Ended(SimulatedWorld world, Session session)
    {
        if (session is { Connection: not null, Closed: null })
        {
            world.Record.Violate("the session was never closed");
        }

        if (session.Closed is not null && session.EscalationId is null && session.Level != CareLevel.Low && session.Consent != ConsentState.Refused)
        {
            world.Record.Violate($"closed at {session.Level} with no case");
        }
    }

    /// <summary>Unknown is never "no": a low level needs a clear no to every suicide item that was due.</summary>
    private static void LowOnlyAfterClearNoes(SimulatedWorld world, Session session)
    {
        if (session.Level == CareLevel.Low
            && (session.AcuteDisclosed || Enumerable.Range(1, 4).Any(n => session.Answers.GetValueOrDefault($"asq.{n}") is not { } answer || !answer.Is("no"))))
        {
            world.Record.Violate("low without a clear no to every suicide item");
        }
    }
}
