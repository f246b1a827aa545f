namespace VoiceStage.Server.Recordings;

/// <summary>The key of one patient, wrapped by the master key. Deleting the wrapped key erases every recording of the patient.</summary>
public sealed class PatientKeyRow
{
    /// <summary>Patient.</summary>
    public required string PatientId { get; init; }
    /// <summary>Wrapped key; null once erased.</summary>
    public byte[]? WrappedKey { get; set; }
    /// <summary>When it was made, UTC milliseconds.</summary>
    public required long CreatedMs { get; init; }
    /// <summary>When it was erased, UTC milliseconds; null when it stands.</summary>
    public long? ErasedMs { get; set; }
}
