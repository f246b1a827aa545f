using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.RiskPhrases;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Fusion;
using VoiceStage.Server.Answers;
using VoiceStage.Server.Calls;
using VoiceStage.Server.Turns;
using VoiceStage.Speech.Recognition;
using VoiceStage.Speech.Recognition.Scripted;

namespace VoiceStage.Server.Tests.Calls;

/// <summary>The parts of calls with nothing real in them but the rules: memory journal, scripted recogniser, prompts of one second, virtual time.</summary>
internal sealed class CallStage
{
    public const string Assessment = "a1";
    private readonly Dictionary<string, IReadOnlyList<ScriptedLine>> script = [];
    private readonly SessionRules rules = new(Protocol.Load("brief"), model: new LikelihoodRatioFusion());

    public CallStage(ISessionJournal? journal = null)
    {
        Journal = new FailingJournal(journal ?? new MemoryJournal());
        Live = new LiveCalls();
        Metrics = new CallMetrics(Live);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public FailingJournal Journal { get; }

    public LiveCalls Live { get; }

    public CallMetrics Metrics { get; }

    public RecordingsInMemory Recordings { get; } = new();

    public KeptByFailSafe FailSafe { get; } = new();

    public CallOptions Options { get; set; } = new() { CrisisLineText = "If you are in danger, call 988 at any time." };

    public SessionRules Rules => rules;

    public ISpeechRecognizer? Recognizer { get; set; }

    public ISpeechRecognizer? SecondEar { get; set; }

    public ISpeechRecognizer? SecondSpotter { get; set; }

    public MeasuringDesk? Measuring { get; set; }

    public TextlessReferral Purpose { get; } = new();

    public void Says(string item, params string[] lines) => script[item] = [.. lines.Select(line => new ScriptedLine(line))];

    public void Says(string item, params ScriptedLine[] lines) => script[item] = lines;

    /// <summary>Everybody well: consent, no symptom, a clear no to every suicide item.</summary>
    public CallStage Well()
    {
        Says("consent", "yes");
        Says("mood", "i have been fine");
        foreach (var n in Enumerable.Range(1, 9))
        {
            Says($"phq.{n}", "not at all");
        }

        foreach (var n in Enumerable.Range(1, 5))
        {
            Says($"asq.{n}", "no");
            Says($"asq.{n}/free", "no");
        }

        Says("closing", "nothing else");
        return this;
    }

    public IReadOnlyDictionary<string, IReadOnlyList<ScriptedLine>> Script => script;

    public CallParts Parts() => new()
    {
        Journal = Journal,
        RulesFor = _ => rules,
        FindPurpose = (id, _) => Task.FromResult(id.StartsWith('a') ? new CallPurpose(Purpose.Make(), "brief") : null),
        Recognizer = Recognizer ??= new ScriptedRecognizer(script, Time),
        SecondEar = SecondEar,
        SecondSpotter = SecondSpotter,
        Prompts = new OneSecondPrompts(),
        NewActivity = () => new LoudIsSpeech(),
        FindRisk = words => RiskLexicon.Default.Match(words),
        FindControl = words => ControlPhrases.Match(words)?.Control,
        Recordings = Recordings,
        FailSafe = FailSafe,
        Measuring = Measuring ??= new MeasuringDesk((recording, _) => Profile(recording)),
        Live = Live,
        Metrics = Metrics,
        Options = Options,
        Time = Time,
        Log = NullLogger.Instance,
    };

    public async Task<IReadOnlyList<JournalEntry>> EntriesAsync(string assessment = Assessment) =>
        await Journal.Inner.LoadAsync(assessment, CancellationToken.None);

    public async Task<Session> SessionAsync(string assessment = Assessment) => Session.Fold(await EntriesAsync(assessment));

    private static VoiceStage.Acoustics.Profiles.VoiceProfile Profile(Recording recording) => new()
    {
        Version = "test",
        DurationSeconds = recording.DurationSeconds,
        SampleRateHz = recording.SampleRateHz,
        Measures = new Dictionary<string, VoiceStage.Acoustics.Profiles.Reading>(),
    };

    internal sealed class TextlessReferral
    {
        public TextScore? Score { get; set; }

        public string? Name { get; set; }

        public Referral Make() => new() { GreetingName = Name, PatientId = "p1", ReferralId = "r1", ConsentReference = "c1", TextScore = Score };
    }
}
