using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Speech.Synthesis;

/// <summary>A recorded prompt where there is one that can be read, else the other engine, with the same voice name.</summary>
/// <param name="recorded">Asked first.</param>
/// <param name="other">Speaks the rest.</param>
/// <param name="handedOver">Told the engine that could not and the stable code why; null tells nobody. A text that was not recorded is ordinary, so nobody is told of it.</param>
internal sealed class RecordedFirst(RecordedPrompts recorded, ISpeechSynthesizer other, Action<string, string>? handedOver = null) : ISpeechSynthesizer
{
    public string Engine => recorded.Engine;

    public async ValueTask<Recording> SpeakAsync(string text, string voice, CancellationToken cancellation)
    {
        if (recorded.Has(text, voice))
        {
            try
            {
                return await recorded.SpeakAsync(text, voice, cancellation);
            }
            catch (SpeechEngineException e)
            {
                handedOver?.Invoke(recorded.Engine, e.Code);
            }
        }

        return await other.SpeakAsync(text, voice, cancellation);
    }
}
