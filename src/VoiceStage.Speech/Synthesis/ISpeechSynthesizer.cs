using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Speech.Synthesis;

/// <summary>Words to sound.</summary>
public interface ISpeechSynthesizer
{
    /// <summary>Engine name, for example <c>flite</c>, <c>espeak-ng</c>, <c>folder</c>.</summary>
    string Engine { get; }

    /// <summary>Speaks one text.</summary>
    /// <param name="text">Plain text, at most 2 000 characters.</param>
    /// <param name="voice">Voice name of this engine.</param>
    /// <param name="cancellation">Cancels the synthesis.</param>
    /// <returns>The sound, at the engine's own rate.</returns>
    ValueTask<Recording> SpeakAsync(string text, string voice, CancellationToken cancellation);
}
