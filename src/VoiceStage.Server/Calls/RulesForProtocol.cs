using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Calls;

/// <summary>Finds the rules of a protocol at this site.</summary>
/// <param name="protocolId">Protocol, for example <c>brief</c>.</param>
public delegate SessionRules RulesForProtocol(string protocolId);
