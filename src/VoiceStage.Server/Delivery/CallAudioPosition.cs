namespace VoiceStage.Server.Delivery;

/// <summary>Where a live call stands in its audio.</summary>
/// <param name="assessmentId">Assessment.</param>
/// <returns>Samples processed, or null when the call is not on this node.</returns>
public delegate long? CallAudioPosition(string assessmentId);
