using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Calls;

/// <summary>Finds the rules of the protocol and policy that a session was opened with.</summary>
/// <param name="opened">The session's opening event.</param>
public delegate SessionRules RulesForSession(SessionOpened opened);
