using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Assessment.Sessions;

/// <summary>What a prompt is for.</summary>
public enum PromptPurpose
{
    /// <summary>A question or task.</summary>
    Question,
    /// <summary>The same question again.</summary>
    Reask,
    /// <summary>A yes/no check of what was heard.</summary>
    Confirm,
    /// <summary>Keys for somebody who cannot speak.</summary>
    OfferKeys,
    /// <summary>Crisis text; not cut by speech.</summary>
    Crisis,
    /// <summary>Putting through to a person.</summary>
    Handoff,
    /// <summary>Closing words.</summary>
    Closing,
    /// <summary>Words without an answer.</summary>
    Notice,
}

/// <summary>Say this, and listen for an answer when the item says so. The last one of a group is what the patient hears next.</summary>
public sealed record PromptAsked : SessionConsequence
{
    /// <summary><c>p1</c>, <c>p2</c>… in the order asked.</summary>
    public required string PromptId { get; init; }
    /// <summary>What it is for.</summary>
    public required PromptPurpose Purpose { get; init; }
    /// <summary>Item, or null for words without an item.</summary>
    public string? ItemId { get; init; }
    /// <summary>Which asking of the item, from 1.</summary>
    public int Asking { get; init; } = 1;
    /// <summary>Words to say.</summary>
    public required string Text { get; init; }
    /// <summary>Whether speech cuts it.</summary>
    public bool IsInterruptible { get; init; } = true;
    /// <summary>Whether an answer is listened for after it.</summary>
    public bool ExpectsAnswer { get; init; }
    /// <summary>What is accepted: choices with keys; empty for open answers.</summary>
    public IReadOnlyList<ItemChoice> Choices { get; init; } = [];
    /// <summary>Prompt that this one repeats after a break or a request, or null.</summary>
    public string? RepeatsPromptId { get; init; }
}

/// <summary>The answer that the rules read from what was heard.</summary>
/// <param name="ItemId">Item.</param>
/// <param name="PromptId">Prompt that was answered.</param>
/// <param name="Answer">The interpretation.</param>
/// <param name="IsFinal">Whether it stands; false when it is asked again or confirmed first.</param>
public sealed record AnswerInterpreted(string ItemId, string PromptId, Answer Answer, bool IsFinal) : SessionConsequence;

/// <summary>What became of consent.</summary>
public enum ConsentState
{
    /// <summary>Not asked yet.</summary>
    NotAsked,
    /// <summary>Given: recording and measuring may begin.</summary>
    Given,
    /// <summary>Not given: nothing is stored.</summary>
    Refused,
    /// <summary>Withdrawn: recording and measuring stop.</summary>
    Withdrawn,
}

/// <summary>Consent as an event.</summary>
/// <param name="State">What it is now.</param>
/// <param name="WordingVersion">Version of the consent words.</param>
/// <param name="Language">BCP-47 tag of those words.</param>
public sealed record ConsentRecorded(ConsentState State, string WordingVersion, string Language) : SessionConsequence;

/// <summary>The estimate after the last observation; may abstain.</summary>
/// <param name="Estimate">The estimate.</param>
public sealed record RiskEstimated(RiskEstimate Estimate) : SessionConsequence;

/// <summary>A person is needed. Written in the same transaction as its outbox rows; the ladder starts with it.</summary>
/// <param name="EscalationId">Id without the collection.</param>
/// <param name="Level">Level it was opened at.</param>
/// <param name="Pending">True while the confirming question is still to come; a "no" to it annotates, never recalls.</param>
/// <param name="Reasons">Stable reason codes, most weighty first.</param>
public sealed record EscalationOpened(string EscalationId, CareLevel Level, bool Pending, IReadOnlyList<string> Reasons) : SessionConsequence;

/// <summary>An open case became more urgent, or got new reasons.</summary>
/// <param name="EscalationId">Id without the collection.</param>
/// <param name="Level">Level now, never lower than before.</param>
/// <param name="Reasons">All reasons now.</param>
public sealed record EscalationRaised(string EscalationId, CareLevel Level, IReadOnlyList<string> Reasons) : SessionConsequence;

/// <summary>Something to know about an open case that does not change its level, for example that the patient answered "no" when asked to confirm.</summary>
/// <param name="EscalationId">Id without the collection.</param>
/// <param name="Code">Stable code.</param>
public sealed record EscalationAnnotated(string EscalationId, string Code) : SessionConsequence;

/// <summary>The level after the last observation, written when it changes and at the end.</summary>
/// <param name="Level">Level of care.</param>
/// <param name="Reasons">Stable reason codes, most weighty first.</param>
/// <param name="PendingPerson">Whether the level stands "pending a person" because answers are unknown.</param>
public sealed record LevelDecided(CareLevel Level, IReadOnlyList<string> Reasons, bool PendingPerson) : SessionConsequence;

/// <summary>The patient is being put through.</summary>
/// <param name="Target">Whom to, for example <c>crisis_line</c>, <c>clinician</c>, <c>interpreter</c>.</param>
/// <param name="Reason">Stable reason code.</param>
public sealed record HandoffBegun(string Target, string Reason) : SessionConsequence;

/// <summary>A call-back is due.</summary>
/// <param name="Reason">Stable reason code, for example <c>hung_up</c>.</param>
/// <param name="WithinSeconds">How soon.</param>
/// <param name="Attempts">How often before a person takes over.</param>
public sealed record CallbackBooked(string Reason, double WithinSeconds, int Attempts) : SessionConsequence;

/// <summary>How a session ended.</summary>
public enum SessionOutcome
{
    /// <summary>Every item of the protocol was asked.</summary>
    Completed,
    /// <summary>It ended earlier.</summary>
    Stopped,
}

/// <summary>The session is over; only observations that arrive late follow.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Why">Stable code: <c>protocol_finished</c>, <c>hung_up</c>, <c>silent</c>, <c>consent_refused</c>, <c>withdrawn</c>, <c>handed_over</c>, <c>fault</c>…</param>
public sealed record SessionClosed(SessionOutcome Outcome, string Why) : SessionConsequence;
