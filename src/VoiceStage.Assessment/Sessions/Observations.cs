using VoiceStage.Acoustics.Profiles;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Assessment.Sessions;

/// <summary>Where the patient is.</summary>
public enum CallChannel
{
    /// <summary>Telephone.</summary>
    Phone,
    /// <summary>Kiosk or browser page.</summary>
    Kiosk,
}

/// <summary>The session begins: everything about the referral and the versions that its rules depend on.</summary>
/// <param name="AssessmentId">Id without the collection, for example <c>a1b2</c>.</param>
/// <param name="ProtocolId">Protocol, for example <c>brief</c>.</param>
/// <param name="ProtocolVersion">Version of the protocol file.</param>
/// <param name="PolicyVersion">Version of the site policy.</param>
/// <param name="RiskModel">Model and version that estimates.</param>
/// <param name="Referral">What upstream knew.</param>
public sealed record SessionOpened(
    string AssessmentId, string ProtocolId, string ProtocolVersion, string PolicyVersion, string RiskModel, Referral Referral) : SessionObservation;

/// <summary>A client stream is attached; the first one starts the call, a later one resumes it.</summary>
/// <param name="ConnectionId">Id of the stream.</param>
/// <param name="Channel">Where the patient is.</param>
/// <param name="SampleRateHz">Rate in which audio offsets of this session count.</param>
/// <param name="HasMicrophone">False answers by keys and text.</param>
/// <param name="VoiceComparable">False when the device changes the sound (echo cancellation, noise suppression, gain control on).</param>
/// <param name="AudioGapSamples">Samples that were lost and cannot be resent.</param>
public sealed record StreamConnected(
    string ConnectionId, CallChannel Channel, int SampleRateHz, bool HasMicrophone, bool VoiceComparable, long AudioGapSamples) : SessionObservation;

/// <summary>The stream broke without a goodbye; the session waits to be resumed.</summary>
/// <param name="ConnectionId">Id of the stream.</param>
public sealed record StreamLost(string ConnectionId) : SessionObservation;

/// <summary>What was really heard of a prompt.</summary>
/// <param name="PromptId">Which.</param>
/// <param name="Finished">True when heard to its end, false when cut.</param>
/// <param name="PlayedSamples">Samples of the prompt's audio that were heard.</param>
public sealed record PromptPlayed(string PromptId, bool Finished, long PlayedSamples) : SessionObservation;

/// <summary>Why the turn ended.</summary>
public enum TurnEnd
{
    /// <summary>Silence after speech.</summary>
    Silence,
    /// <summary>The longest answer was reached.</summary>
    MaxLength,
    /// <summary>A key answered.</summary>
    Keys,
    /// <summary>The client said done or typed.</summary>
    Client,
    /// <summary>No speech at all.</summary>
    NoSpeech,
    /// <summary>The answer was complete and certain.</summary>
    Complete,
}

/// <summary>Everything observed of one turn: what each ear heard, keys, typed text, and how it was spoken.</summary>
public sealed record AnswerHeard : SessionObservation
{
    /// <summary>Prompt that was answered.</summary>
    public required string PromptId { get; init; }
    /// <summary>Item that was answered.</summary>
    public required string ItemId { get; init; }
    /// <summary>Why the turn ended.</summary>
    public required TurnEnd End { get; init; }
    /// <summary>First sample of the answer's audio (with pre-roll), from the start of the assessment's audio.</summary>
    public long StartSample { get; init; }
    /// <summary>One past the last sample.</summary>
    public long EndSample { get; init; }
    /// <summary>Seconds in which speech was found; 0 for silence.</summary>
    public double SpeechSeconds { get; init; }
    /// <summary>What each engine heard: grammar, free, second ear. Empty for silence or keys, or while <see cref="TranscriptPending"/>.</summary>
    public IReadOnlyList<Transcript> Transcripts { get; init; } = [];
    /// <summary>The words of an open answer are still being read; they follow as <see cref="AnswerEnriched"/>.</summary>
    public bool TranscriptPending { get; init; }
    /// <summary>An engine failed (stable code), or null. A failure is not silence.</summary>
    public string? RecognitionFault { get; init; }
    /// <summary>Keys pressed in this turn, in order.</summary>
    public string Keys { get; init; } = "";
    /// <summary>Whether the keys were touches on a screen.</summary>
    public bool Touched { get; init; }
    /// <summary>Typed answer, or null.</summary>
    public string? TypedText { get; init; }
    /// <summary>Voice profile, or null when not (yet) measured.</summary>
    public VoiceProfile? Profile { get; init; }
    /// <summary>From the end of playback to the first speech; null when unknown.</summary>
    public double? ResponseLatencySeconds { get; init; }
    /// <summary>Audio inside the answer is missing: asked again with an apology, not counted as a re-ask.</summary>
    public bool HasGap { get; init; }
}

/// <summary>Words or measures of an earlier answer that arrive later; may open an escalation, never changes a closed answer.</summary>
/// <param name="PromptId">Prompt that was answered.</param>
/// <param name="ItemId">Item that was answered.</param>
/// <param name="Transcripts">Words, or empty when only measures arrive.</param>
/// <param name="Profile">Measures, or null when only words arrive.</param>
/// <param name="RecognitionFault">Stable code when the words will never come, or null.</param>
public sealed record AnswerEnriched(
    string PromptId, string ItemId, IReadOnlyList<Transcript> Transcripts, VoiceProfile? Profile, string? RecognitionFault) : SessionObservation;

/// <summary>What a site's own speech service made of an open answer, after the embedded engine has read it. It may open an escalation and never changes an answer.</summary>
/// <param name="PromptId">Prompt that was answered.</param>
/// <param name="ItemId">Item that was answered.</param>
/// <param name="Words">Its words, or null when it gave none.</param>
/// <param name="Fault">Stable code (<c>SERVICE_…</c>) why the embedded engine's words stand alone, or null.</param>
public sealed record SecondEarHeard(string PromptId, string ItemId, Transcript? Words, string? Fault) : SessionObservation;

/// <summary>What a button or a control key asks for.</summary>
public enum ControlKind
{
    /// <summary>A person now.</summary>
    NeedHelpNow,
    /// <summary>Say it again.</summary>
    Repeat,
    /// <summary>Rather not say.</summary>
    Skip,
    /// <summary>Wait for me.</summary>
    Pause,
    /// <summary>Go on.</summary>
    Resume,
    /// <summary>Stop recording and measuring.</summary>
    StopRecording,
    /// <summary>Key 8: cannot talk now.</summary>
    CannotTalk,
}

/// <summary>A button, a control key or words that mean the same.</summary>
/// <param name="Control">Which.</param>
/// <param name="Source"><c>button</c>, <c>key</c>, <c>words</c> or <c>upstream</c>.</param>
public sealed record ControlUsed(ControlKind Control, string Source) : SessionObservation;

/// <summary>A risk phrase was heard while the patient speaks, by either ear, in any polarity.</summary>
/// <param name="ItemId">Item that stood, or empty.</param>
/// <param name="Family"><c>acute</c> or <c>ideation</c>.</param>
/// <param name="PhraseId">Id in the lexicon; never the words.</param>
/// <param name="Ear">Engine that heard it.</param>
/// <param name="Sample">Sample offset up to which audio had been read.</param>
public sealed record RiskPhraseHeard(string ItemId, string Family, string PhraseId, string Ear, long Sample) : SessionObservation;

/// <summary>A timer that no sound drives: no audio arrives, a pause or a lost stream lasts, nobody takes the hand-over.</summary>
/// <param name="Cause"><c>no_audio</c>, <c>paused</c>, <c>stream_lost</c>, <c>handoff</c>.</param>
/// <param name="ElapsedSeconds">Since the cause began.</param>
public sealed record TimePassed(string Cause, double ElapsedSeconds) : SessionObservation;

/// <summary>The call is over from the patient's side: hang-up or End. Its audio offset is the end of the call.</summary>
/// <param name="Reason"><c>completed</c>, <c>hang_up</c>, <c>end_button</c>, <c>not_resumed</c>, <c>too_long</c>.</param>
public sealed record CallEnded(string Reason) : SessionObservation;

/// <summary>A part of the system failed; the patient gets resources, a person gets the case, the level is never lowered.</summary>
/// <param name="Component">Which part, stable code.</param>
/// <param name="Code">What happened, stable code.</param>
public sealed record FaultNoticed(string Component, string Code) : SessionObservation;
