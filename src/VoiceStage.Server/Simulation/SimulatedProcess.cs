using Microsoft.Extensions.Logging.Abstractions;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Assessment.Escalation;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.RiskPhrases;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Fusion;
using VoiceStage.Server.Answers;
using VoiceStage.Server.Calls;
using VoiceStage.Server.Turns;

namespace VoiceStage.Server.Simulation;

/// <summary>One server process: the real calls, loops, rules and watch over lost calls, on a shared store. It can be gone from one moment to the next.</summary>
internal sealed class SimulatedProcess : IDisposable
{
    private const string CrisisLine = "If you are in danger, call 988 at any time.";
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private static readonly Dictionary<string, SessionRules> RulesOf = [];
    private readonly VirtualTime time;
    private readonly LateObservations late;
    private readonly LostCalls lost;
    private readonly CallParts parts;
    private bool isGone;

    public SimulatedProcess(string name, SimulatedWorld world)
    {
        (Name, time) = (name, world.Time);
        Live = new LiveCalls();
        var count = 0;
        parts = new CallParts
        {
            Journal = world.Store.For(this),
            RulesFor = Rules,
            FindPurpose = (_, _) => Task.FromResult<CallPurpose?>(new CallPurpose(world.Referral, world.Plan.Protocol)),
            Recognizer = new SimulatedEars(world.Plan, world.Random, world.Time, world.Record),
            Prompts = new ShortPrompts(),
            NewActivity = () => new AnySoundIsSpeech(),
            FindRisk = words => world.FindRisk(words),
            FindControl = words => ControlPhrases.Match(words)?.Control,
            Recordings = world.Recordings,
            FailSafe = new NotedFailSafe(world, this),
            // Too small for any answer: measures run on threads of their own and are tested elsewhere.
            Measuring = new MeasuringDesk(mostWaitingSeconds: 1e-6),
            Live = Live,
            Metrics = new CallMetrics(Live),
            Options = new CallOptions { CrisisLineText = CrisisLine },
            Time = world.Time,
            Log = NullLogger.Instance,
            NewConnectionId = () => $"{name}.{++count}",
        };
        late = new LateObservations(parts);
        lost = new LostCalls(parts, late, _ => Task.FromResult<IReadOnlyList<string>>([SimulatedWorld.Assessment]));
    }

    public string Name { get; }

    public LiveCalls Live { get; }

    /// <summary>When it went, or null.</summary>
    public TimeSpan? GoneAt { get; private set; }

    /// <summary>The rules every simulated session runs under.</summary>
    public static SessionRules Rules(string protocol)
    {
        lock (RulesOf)
        {
            return RulesOf.TryGetValue(protocol, out var rules) ? rules : RulesOf[protocol] = new SessionRules(
                Protocol.Load(protocol), SitePolicy.Default with { CrisisLineText = CrisisLine }, new LikelihoodRatioFusion());
        }
    }

    /// <summary>A stream of its own for a client.</summary>
    public CallLoop NewLoop() => new(parts, late);

    /// <summary>Looks for calls that were lost, as long as the process lives.</summary>
    public async Task WatchAsync()
    {
        while (!isGone)
        {
            await Task.Delay(LookEvery, time);
            await lost.LookAsync(CancellationToken.None);
        }
    }

    /// <summary>Ends it without a word: nothing it has begun goes on.</summary>
    public void Crash()
    {
        isGone = true;
        GoneAt = time.Elapsed;
    }

    public void ThrowIfGone()
    {
        if (isGone)
        {
            throw new IOException("the process is gone");
        }
    }

    /// <summary>Never returns once the process is gone.</summary>
    public Task StandStillIfGoneAsync() => isGone ? new TaskCompletionSource().Task : Task.CompletedTask;

    public void Dispose()
    {
        parts.Measuring.Dispose();
        (parts.Metrics as IDisposable)?.Dispose();
        lost.Dispose();
    }

    private sealed class ShortPrompts : IPromptSounds
    {
        private static readonly Recording Sound = new(new float[24_000], SymbolicSound.RateHz);

        public ValueTask<Recording> SoundOfAsync(string text, CancellationToken cancellation) => new(Sound);
    }

    private sealed class AnySoundIsSpeech : ISpeechActivity
    {
        public bool Accept(ReadOnlySpan<float> samples) => samples.ContainsAnyExcept(0f);

        public void Reset()
        {
        }

        public void Dispose()
        {
        }
    }

    private sealed class NotedFailSafe(SimulatedWorld world, SimulatedProcess process) : ICallFailSafe
    {
        public async ValueTask KeepAsync(string assessmentId, Moment moment, IReadOnlyList<SessionEvent> events, CancellationToken cancellation)
        {
            await process.StandStillIfGoneAsync();
            world.Record.Note($"{process.Name} fail-safe keeps {events.Count} events, first {events[0].GetType().Name}");
            world.Record.FailSafe.Add((world.Time.Elapsed, events));
        }
    }
}
