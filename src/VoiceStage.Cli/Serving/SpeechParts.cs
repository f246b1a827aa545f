using VoiceStage.Speech;
using VoiceStage.Speech.Synthesis;

namespace VoiceStage.Cli.Serving;

/// <summary>What a service needs to hear and to speak: without it no patient could be served, so it is asked for before anybody calls.</summary>
internal static class SpeechParts
{
    /// <summary>Whether a call can be heard and spoken to on this machine.</summary>
    public static bool AreInstalled => Problem() is null;

    /// <summary>Refuses in one line.</summary>
    /// <exception cref="UsageException">Something is not installed.</exception>
    public static void Require()
    {
        if (Problem() is { } problem)
        {
            throw new UsageException(problem);
        }
    }

    private static string? Problem()
    {
        if (SpeechModelFolder.Locate() is not { HasVosk: true, HasSilero: true })
        {
            var named = Environment.GetEnvironmentVariable(SpeechModelFolder.Variable) is { Length: > 0 } folder ? $" in {folder}" : "";
            return $"the speech models are not installed{named}: run ./voicestage setup, or set {SpeechModelFolder.Variable} to a folder that has vosk and silero";
        }

        return FliteSynthesizer.IsInstalled || EspeakSynthesizer.IsInstalled
            ? null
            : "no offline voice is installed, so no question could be asked: run ./voicestage setup, or install flite or espeak-ng";
    }
}
