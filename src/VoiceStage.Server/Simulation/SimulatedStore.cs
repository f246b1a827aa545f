using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Simulation;

/// <summary>The store that all processes share, with the faults of a plan: it fails for a while, loses the answer of a commit, or is slow.</summary>
internal sealed class SimulatedStore(VirtualTime time, SimulationRecord world)
{
    private readonly VirtualTime time = time;
    private readonly SimulationRecord world = world;
    private readonly MemoryJournal journal = new();
    private TimeSpan failsUntil;
    private TimeSpan slowUntil;
    private TimeSpan slowness;
    private int answersToLose;

    /// <summary>Every acknowledged append: who made it, what it was.</summary>
    public List<(SimulatedProcess By, JournalEntry Entry)> Acknowledged { get; } = [];

    /// <summary>A journal that forgets what this says of an event; for showing that the invariants see it.</summary>
    public Func<SessionEvent, bool> Loses { get; set; } = _ => false;

    public void FailFor(TimeSpan duration) => failsUntil = time.Elapsed + duration;

    public void BeSlowFor(TimeSpan duration, TimeSpan delay) => (slowUntil, slowness) = (time.Elapsed + duration, delay);

    public void LoseNextAnswer() => answersToLose++;

    /// <summary>The session as it is really written; memory answers at once.</summary>
    public IReadOnlyList<JournalEntry> Entries => journal.LoadAsync(SimulatedWorld.Assessment, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>The journal as a process sees it; a process that is gone sees nothing any more and its calls never return.</summary>
    public ISessionJournal For(SimulatedProcess process) => new View(this, process);

    private sealed class View(SimulatedStore store, SimulatedProcess process) : ISessionJournal
    {
        public async Task<IReadOnlyList<JournalEntry>> LoadAsync(string sessionId, CancellationToken cancellation)
        {
            await ReachAsync(cancellation);
            return await store.journal.LoadAsync(sessionId, cancellation);
        }

        public async Task<IReadOnlyList<JournalEntry>> AppendAsync(
            string sessionId, long expectedVersion, DateTimeOffset recordedTime, long audioSample, IReadOnlyList<SessionEvent> events, CancellationToken cancellation)
        {
            await ReachAsync(cancellation);
            var kept = events.Any(store.Loses) ? events.Where(happened => !store.Loses(happened)).ToArray() : events;
            var entries = kept.Count == 0 ? [] : await store.journal.AppendAsync(sessionId, expectedVersion, recordedTime, audioSample, kept, cancellation);
            foreach (var entry in entries)
            {
                store.world.Note($"{process.Name} wrote {entry.Version} {Describe(entry.Event)}");
            }

            if (store.answersToLose > 0)
            {
                store.answersToLose--;
                throw new IOException("the answer of the commit was lost");
            }

            process.ThrowIfGone();
            store.Acknowledged.AddRange((kept.Count == events.Count
                ? entries
                : events.Select((happened, i) => new JournalEntry(sessionId, expectedVersion + i + 1, recordedTime, audioSample, happened))).Select(entry => (process, entry)));
            return kept.Count == events.Count ? entries : [.. store.Acknowledged.TakeLast(events.Count).Select(pair => pair.Entry)];
        }

        private async Task ReachAsync(CancellationToken cancellation)
        {
            await process.StandStillIfGoneAsync();
            if (store.time.Elapsed < store.slowUntil)
            {
                await Task.Delay(store.slowness, store.time, cancellation);
                await process.StandStillIfGoneAsync();
            }

            if (store.time.Elapsed < store.failsUntil)
            {
                throw new IOException("the store does not answer");
            }
        }
    }

    private static string Describe(SessionEvent happened) => happened switch
    {
        PromptAsked prompt => $"asked {prompt.PromptId} {prompt.ItemId} {prompt.Purpose} {prompt.Asking}",
        AnswerHeard heard => $"heard {heard.ItemId} {heard.End} {heard.SpeechSeconds:0.0} s{(heard.HasGap ? " gap" : "")} {heard.RecognitionFault}",
        AnswerInterpreted read => $"read {read.ItemId} {read.Answer.Code} {read.Answer.Why}{(read.IsFinal ? "" : " (not final)")}",
        ControlUsed control => $"control {control.Control} {control.Source}",
        EscalationOpened opened => $"case opened {opened.Level}",
        EscalationRaised raised => $"case raised {raised.Level}",
        LevelDecided level => $"level {level.Level}",
        SessionClosed closed => $"closed {closed.Outcome} {closed.Why}",
        CallEnded ended => $"call ended {ended.Reason}",
        TimePassed passed => $"time passed {passed.Cause} {passed.ElapsedSeconds:0}",
        FaultNoticed fault => $"fault {fault.Component} {fault.Code}",
        RiskPhraseHeard phrase => $"phrase {phrase.Family}",
        HandoffBegun handoff => $"hand-over {handoff.Target}",
        ConsentRecorded consent => $"consent {consent.State}",
        _ => happened.GetType().Name,
    };
}
