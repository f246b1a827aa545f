using System.Text.Json.Serialization;

namespace VoiceStage.Assessment.Sessions;

/// <summary>One line of a session's journal. Either an observation of the world or a consequence that the rules drew from it.</summary>
/// <remarks>
/// A journal is a sequence of groups: one <see cref="SessionObservation"/>, then the <see cref="SessionConsequence"/>s of it. Replay feeds the
/// observations to the rules again and compares the consequences; it never runs the recogniser or the signal processing again.
/// Type names in JSON are the discriminators below and never change; fields are only added.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SessionOpened), "session_opened")]
[JsonDerivedType(typeof(StreamConnected), "stream_connected")]
[JsonDerivedType(typeof(StreamLost), "stream_lost")]
[JsonDerivedType(typeof(PromptPlayed), "prompt_played")]
[JsonDerivedType(typeof(AnswerHeard), "answer_heard")]
[JsonDerivedType(typeof(AnswerEnriched), "answer_enriched")]
[JsonDerivedType(typeof(SecondEarHeard), "second_ear_heard")]
[JsonDerivedType(typeof(ControlUsed), "control_used")]
[JsonDerivedType(typeof(RiskPhraseHeard), "risk_phrase_heard")]
[JsonDerivedType(typeof(TimePassed), "time_passed")]
[JsonDerivedType(typeof(CallEnded), "call_ended")]
[JsonDerivedType(typeof(FaultNoticed), "fault_noticed")]
[JsonDerivedType(typeof(PromptAsked), "prompt_asked")]
[JsonDerivedType(typeof(AnswerInterpreted), "answer_interpreted")]
[JsonDerivedType(typeof(ConsentRecorded), "consent_recorded")]
[JsonDerivedType(typeof(RiskEstimated), "risk_estimated")]
[JsonDerivedType(typeof(EscalationOpened), "escalation_opened")]
[JsonDerivedType(typeof(EscalationRaised), "escalation_raised")]
[JsonDerivedType(typeof(EscalationAnnotated), "escalation_annotated")]
[JsonDerivedType(typeof(LevelDecided), "level_decided")]
[JsonDerivedType(typeof(HandoffBegun), "handoff_begun")]
[JsonDerivedType(typeof(CallbackBooked), "callback_booked")]
[JsonDerivedType(typeof(SessionClosed), "session_closed")]
public abstract record SessionEvent;

/// <summary>Something observed: input of the rules.</summary>
public abstract record SessionObservation : SessionEvent;

/// <summary>Something that the rules drew from the state and the last observation; recomputed by replay.</summary>
public abstract record SessionConsequence : SessionEvent;
