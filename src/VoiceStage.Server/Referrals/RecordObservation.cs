using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Referrals;

/// <summary>Journals something that was observed outside the call, with its consequences, and tells the call if it is live here.</summary>
/// <param name="assessmentId">Id without the collection; nothing happens when its call has not begun.</param>
/// <param name="observation">What happened.</param>
public delegate Task RecordObservation(string assessmentId, SessionObservation observation);
