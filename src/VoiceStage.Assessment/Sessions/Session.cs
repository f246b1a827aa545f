using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Journal;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Assessment.Sessions;

/// <summary>The state of one assessment: nothing but the fold of its journal. Immutable.</summary>
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
    /// <summary>Final answers by item id.</summary>
    public IReadOnlyDictionary<string, Answer> Answers { get; init; } = new Dictionary<string, Answer>();
    /// <summary>Level so far.</summary>
    public CareLevel Level { get; init; } = CareLevel.Unknown;
    /// <summary>Reasons of the level, most weighty first.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];
    /// <summary>Open escalation id, or null.</summary>
    public string? EscalationId { get; init; }
    /// <summary>How it ended, or null while it goes on.</summary>
    public SessionClosed? Closed { get; init; }
    /// <summary>Audio offset of the last entry.</summary>
    public long AudioSample { get; init; }

    /// <summary>Folds a whole journal.</summary>
    public static Session Fold(IEnumerable<JournalEntry> entries) => entries.Aggregate(new Session(), (state, entry) => state.Apply(entry));

    /// <summary>The state after one more entry.</summary>
    public Session Apply(JournalEntry entry) => throw new NotImplementedException();
}
