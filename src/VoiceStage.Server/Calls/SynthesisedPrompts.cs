using VoiceStage.Acoustics.Recordings;
using VoiceStage.Speech.Synthesis;

namespace VoiceStage.Server.Calls;

/// <summary>Prompts by a synthesiser and its cache, in one voice.</summary>
/// <param name="synthesizer">Keeps what it has spoken.</param>
/// <param name="forgetful">Keeps nothing: for words of one patient.</param>
/// <param name="voice">Of both.</param>
internal sealed class SynthesisedPrompts(ISpeechSynthesizer synthesizer, ISpeechSynthesizer forgetful, string voice) : IPromptSounds
{
    private const double PauseSeconds = 0.2;

    public ValueTask<Recording> SoundOfAsync(string text, CancellationToken cancellation) => synthesizer.SpeakAsync(text, voice, cancellation);

    public async ValueTask<Recording> SoundOfPersonalAsync(string personal, string rest, CancellationToken cancellation)
    {
        var after = await synthesizer.SpeakAsync(rest, voice, cancellation);
        // Two engines may have spoken; a prompt has one rate.
        var before = Resampler.Resample(await forgetful.SpeakAsync(personal, voice, cancellation), after.SampleRateHz);
        var pause = (int)(PauseSeconds * after.SampleRateHz);
        var samples = new float[before.SampleCount + pause + after.SampleCount];
        before.Samples.Span.CopyTo(samples);
        after.Samples.Span.CopyTo(samples.AsSpan((int)before.SampleCount + pause));
        return new Recording(samples, after.SampleRateHz);
    }
}
