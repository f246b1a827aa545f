using VoiceStage.Acoustics.Recordings;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Speech.Services;

/// <summary>Words of a whole recording, from elsewhere.</summary>
public interface ITranscriptionService
{
    /// <summary>Name for the record, for example <c>azure/free</c>.</summary>
    string Engine { get; }

    /// <summary>Transcribes a recording.</summary>
    /// <param name="recording">One answer, at most five minutes.</param>
    /// <param name="language">BCP-47 tag.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <returns>Lower-case words; times and confidence where the service gives them.</returns>
    /// <exception cref="SpeechEngineException">SERVICE_… : it could not; never an empty text in place of a fault.</exception>
    Task<Transcript> TranscribeAsync(Recording recording, string language, CancellationToken cancellation);
}
