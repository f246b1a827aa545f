namespace VoiceStage.Server.Calls;

/// <summary>A client that could send has sent nothing for too long: its stream counts as lost.</summary>
internal sealed class StreamSilentException() : Exception("nothing came from the client");
