namespace VoiceStage.Server.Recordings;

/// <summary>Audio could not be stored. The call goes on without a recording.</summary>
public sealed class RecordingFailedException : Exception
{
    /// <summary>Makes one.</summary>
    public RecordingFailedException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
