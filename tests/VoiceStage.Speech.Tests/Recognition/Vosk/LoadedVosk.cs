using VoiceStage.Speech.Recognition.Vosk;

namespace VoiceStage.Speech.Tests.Recognition.Vosk;

/// <summary>The embedded recogniser, loaded once for the whole run.</summary>
internal static class LoadedVosk
{
    private static readonly Lazy<VoskSpeechRecognizer?> Loaded = new(() =>
        SpeechModelFolder.Locate() is { HasVosk: true } folder ? new VoskSpeechRecognizer(VoskOptions.From(folder)) : null);

    public static VoskSpeechRecognizer OrSkip()
    {
        Assert.SkipWhen(Loaded.Value is null, "the recogniser's model is not here: ./voicestage setup fetches it");
        return Loaded.Value!;
    }
}
