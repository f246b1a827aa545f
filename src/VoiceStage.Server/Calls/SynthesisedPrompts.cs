using VoiceStage.Acoustics.Recordings;
using VoiceStage.Speech.Synthesis;

namespace VoiceStage.Server.Calls;

/// <summary>Prompts by a synthesiser and its cache, in one voice.</summary>
internal sealed class SynthesisedPrompts(ISpeechSynthesizer synthesizer, string voice) : IPromptSounds
{
    public ValueTask<Recording> SoundOfAsync(string text, CancellationToken cancellation) => synthesizer.SpeakAsync(text, voice, cancellation);
}
