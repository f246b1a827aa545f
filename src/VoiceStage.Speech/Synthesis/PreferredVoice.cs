using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Speech.Synthesis;

/// <summary>A site's own voice before the offline ones; callers go on naming an offline voice.</summary>
/// <param name="first">Asked first.</param>
/// <param name="voice">With this voice.</param>
/// <param name="others">Asked when it cannot.</param>
/// <param name="handedOver">Told the engine that could not and the stable code why; null tells nobody.</param>
internal sealed class PreferredVoice(ISpeechSynthesizer first, string voice, ISpeechSynthesizer others, Action<string, string>? handedOver) : ISpeechSynthesizer
{
    public string Engine => first.Engine;

    public async ValueTask<Recording> SpeakAsync(string text, string voiceOfOthers, CancellationToken cancellation)
    {
        try
        {
            return await first.SpeakAsync(text, voice, cancellation);
        }
        catch (SpeechEngineException e)
        {
            handedOver?.Invoke(first.Engine, e.Code);
            return await others.SpeakAsync(text, voiceOfOthers, cancellation);
        }
    }
}
