using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Speech.Synthesis;

/// <summary>A recorded prompt where there is one, else the other engine, with the same voice name.</summary>
internal sealed class RecordedFirst(RecordedPrompts recorded, ISpeechSynthesizer other) : ISpeechSynthesizer
{
    public string Engine => recorded.Engine;

    public ValueTask<Recording> SpeakAsync(string text, string voice, CancellationToken cancellation) =>
        recorded.Has(text, voice) ? recorded.SpeakAsync(text, voice, cancellation) : other.SpeakAsync(text, voice, cancellation);
}
