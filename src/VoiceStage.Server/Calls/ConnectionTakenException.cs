namespace VoiceStage.Server.Calls;

/// <summary>Another stream of the same assessment appended first; this one has nothing to say any more.</summary>
internal sealed class ConnectionTakenException() : Exception("another stream of this assessment is newer");
