using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Journal;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Assessment.Sessions;

/// <summary>The state of one assessment: nothing but the fold of its journal. Immutable.</summary>
/// <remarks>
/// Everything the rules need stands here, so that they need no memory of their own. Lists and dictionaries are replaced, never changed in place.
/// The fold itself is in <c>Session.Folding.cs</c>.
/// </remarks>
public sealed partial record Session
{
    /// <summary>Assessment id; empty before <see cref="SessionOpened"/>.</summary>
    public string Id { get; init; } = "";
    /// <summary>Version of the last entry folded; 0 for none.</summary>
    public long Version { get; init; }
    /// <summary>The opening event, or null before it.</summary>
    public SessionOpened? Opened { get; init; }
    /// <summary>Consent now.</summary>
    public ConsentState Consent { get; init; }
    /// <summary>The prompt that stands, or null.</summary>
    public PromptAsked? Prompt { get; init; }
    /// <summary>Whether the prompt that stands was heard to its end.</summary>
    public bool PromptFinished { get; init; }
    /// <summary>The last prompt that expects an answer, still unanswered, or null. It stays while a notice is said or the patient pauses.</summary>
    public PromptAsked? Question { get; init; }
    /// <summary>Prompts of the last group that spoke, without those that were heard to their end and expect no answer.</summary>
    public IReadOnlyList<PromptAsked> Unheard { get; init; } = [];
    /// <summary>How many prompts were asked; the next one is <c>p{PromptCount + 1}</c>.</summary>
    public int PromptCount { get; init; }
    /// <summary>Notices said since the last question; a pause begins with the first.</summary>
    public int NoticeCount { get; init; }
    /// <summary>What was asked how often, by item id.</summary>
    public IReadOnlyDictionary<string, ItemAskings> Askings { get; init; } = new Dictionary<string, ItemAskings>();
    /// <summary>Final answers by item id.</summary>
    public IReadOnlyDictionary<string, Answer> Answers { get; init; } = new Dictionary<string, Answer>();
    /// <summary>Last interpretation by item id, final or not.</summary>
    public IReadOnlyDictionary<string, Answer> Interpretations { get; init; } = new Dictionary<string, Answer>();
    /// <summary>Level so far.</summary>
    public CareLevel Level { get; init; } = CareLevel.Unknown;
    /// <summary>Reasons of the level, most weighty first.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];
    /// <summary>Whether the level stands until a person has spoken with the patient.</summary>
    public bool PendingPerson { get; init; }
    /// <summary>Open escalation id, or null.</summary>
    public string? EscalationId { get; init; }
    /// <summary>Level the case was opened at or raised to; null when none is open.</summary>
    public CareLevel? EscalationLevel { get; init; }
    /// <summary>Reasons that the case was told.</summary>
    public IReadOnlyList<string> EscalationReasons { get; init; } = [];
    /// <summary>Codes that were annotated to the case.</summary>
    public IReadOnlyList<string> Annotations { get; init; } = [];
    /// <summary>Whether an acute phrase was heard. Never taken back.</summary>
    public bool AcuteDisclosed { get; init; }
    /// <summary>What became of an ideation phrase.</summary>
    public IdeationState Ideation { get; init; }
    /// <summary>The hand-over that goes on, or null.</summary>
    public HandoffUnderWay? Handoff { get; init; }
    /// <summary>Whether a call-back is booked.</summary>
    public bool CallbackIsBooked { get; init; }
    /// <summary>Last estimate, or null.</summary>
    public RiskEstimate? Estimate { get; init; }
    /// <summary>How the answers were spoken, in time order.</summary>
    public IReadOnlyList<VoiceEvidence> Voice { get; init; } = [];
    /// <summary>Components that failed, in time order.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];
    /// <summary>Items whose words are the embedded engine's alone because the site's service gave none, each with the stable code why, in time order.</summary>
    public IReadOnlyList<string> StandIns { get; init; } = [];
    /// <summary>Prompts in whose answers a risk phrase was heard that is asked about.</summary>
    public IReadOnlyList<string> PromptsAskedAbout { get; init; } = [];
    /// <summary>How the call was ended by the patient's side, or null while it lasts.</summary>
    public CallEnded? CallEnd { get; init; }
    /// <summary>How it ended, or null while it goes on.</summary>
    public SessionClosed? Closed { get; init; }
    /// <summary>The last client stream, or null before the first.</summary>
    public StreamConnected? Connection { get; init; }
    /// <summary>Whether a stream is attached now.</summary>
    public bool IsConnected { get; init; }
    /// <summary>Whether the patient answers by keys only (asked for it).</summary>
    public bool UsesKeysOnly { get; init; }
    /// <summary>Elapsed seconds of the last tick without audio.</summary>
    public double NoAudioSeconds { get; init; }
    /// <summary>Of those, the seconds that a re-ask already answered.</summary>
    public double NoAudioHandledSeconds { get; init; }
    /// <summary>When the last entry was recorded.</summary>
    public DateTimeOffset LastTime { get; init; }
    /// <summary>Audio offset of the last entry.</summary>
    public long AudioSample { get; init; }

    /// <summary>Whether the patient asked to wait: a notice is the last thing said while a question stands.</summary>
    public bool IsPaused => Closed is null && Handoff is null && Prompt is { Purpose: PromptPurpose.Notice } && Question is not null;

    /// <summary>Whether no further question of the protocol will be asked.</summary>
    public bool IsScriptOver => Closed is not null || Handoff is not null || CallEnd is not null || Consent is ConsentState.Refused or ConsentState.Withdrawn;

    /// <summary>Folds a whole journal.</summary>
    /// <param name="entries">Entries of one session in version order.</param>
    public static Session Fold(IEnumerable<JournalEntry> entries) => entries.Aggregate(new Session(), (state, entry) => state.Apply(entry));

    /// <summary>The state after one more entry.</summary>
    /// <param name="entry">The next version of this session.</param>
    /// <exception cref="ArgumentException">It is not the next version, or belongs to another session.</exception>
    public Session Apply(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Version != Version + 1)
        {
            throw new ArgumentException($"entry {entry.Version} does not follow version {Version}", nameof(entry));
        }

        if (Id.Length > 0 && entry.SessionId != Id)
        {
            throw new ArgumentException($"entry of session {entry.SessionId} does not belong to {Id}", nameof(entry));
        }

        return With(entry.Event, new Moment(entry.RecordedTime, entry.AudioSample)) with { Version = entry.Version };
    }
}
