namespace VoiceStage.Server.Recordings;

/// <summary>How a recording ends.</summary>
public enum RecordingEnd
{
    /// <summary>It was closed in order.</summary>
    Whole,
    /// <summary>Its last chunk is missing: the process died, or it is still being written. What is there is true.</summary>
    Cut,
    /// <summary>A chunk was changed, moved or cut off after closing. What is before it is true.</summary>
    Damaged,
    /// <summary>The patient's key was erased: nobody can read it again.</summary>
    Erased,
}

/// <summary>One stretch of an assessment's audio.</summary>
/// <param name="RecordingId">Recording.</param>
/// <param name="StartSample">Offset of its first sample in the assessment's audio; between two stretches audio is missing.</param>
/// <param name="SampleRateHz">Rate.</param>
/// <param name="Samples">16-bit samples; empty when erased.</param>
/// <param name="End">How it ends.</param>
public sealed record RecordedSegment(string RecordingId, long StartSample, int SampleRateHz, ReadOnlyMemory<short> Samples, RecordingEnd End)
{
    /// <summary>One past its last sample in the assessment's audio.</summary>
    public long EndSample => StartSample + Samples.Length;
}
