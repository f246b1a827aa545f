namespace VoiceStage.Server.Recordings;

/// <summary>One encrypted file of an assessment's audio.</summary>
public sealed class RecordingRow
{
    /// <summary>Recording id; its file's name.</summary>
    public required string Id { get; init; }
    /// <summary>Assessment.</summary>
    public required string AssessmentId { get; init; }
    /// <summary>Patient whose key wraps the data key.</summary>
    public required string PatientId { get; init; }
    /// <summary>Rate in hertz.</summary>
    public required int SampleRateHz { get; init; }
    /// <summary>Offset of its first sample in the assessment's audio.</summary>
    public required long StartSample { get; init; }
    /// <summary>Data key, wrapped by the patient's key.</summary>
    public required byte[] WrappedKey { get; init; }
    /// <summary>When it was begun, UTC milliseconds.</summary>
    public required long CreatedMs { get; init; }
    /// <summary>Samples when it was closed in order; null when it was not.</summary>
    public long? ClosedSampleCount { get; set; }
}
