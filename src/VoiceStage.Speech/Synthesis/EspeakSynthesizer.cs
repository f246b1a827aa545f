using System.Globalization;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Speech.Synthesis;

/// <summary>The offline voices of espeak-ng, 22.05 kHz: many languages, less clear than flite.</summary>
/// <param name="style">How it speaks; null is the voice's own way.</param>
public sealed class EspeakSynthesizer(SpokenStyle? style = null) : ISpeechSynthesizer
{
    private const double OwnWordsPerMinute = 160;
    private readonly SpokenStyle style = style ?? new SpokenStyle();

    /// <inheritdoc/>
    public string Engine => "espeak-ng";

    /// <summary>Whether the program is installed.</summary>
    public static bool IsInstalled => CommandLineVoice.Find("espeak-ng") is not null;

    /// <inheritdoc/>
    /// <param name="text">Plain text.</param>
    /// <param name="voice">A voice name with an optional variant, for example <c>en-us</c>, <c>en-gb+f3</c>.</param>
    /// <param name="cancellation">Cancels the synthesis.</param>
    /// <exception cref="SpeechEngineException">ENGINE_MISSING, VOICE_UNKNOWN or ENGINE_FAULT.</exception>
    public ValueTask<Recording> SpeakAsync(string text, string voice, CancellationToken cancellation)
    {
        SpokenText.Check(text);
        style.Check();
        if (string.IsNullOrEmpty(voice) || !char.IsAsciiLetter(voice[0]) || !voice.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '+' or '_'))
        {
            throw new SpeechEngineException("VOICE_UNKNOWN", "An espeak-ng voice is written like en-us or en-gb+f3.");
        }

        var program = CommandLineVoice.Find("espeak-ng")
            ?? throw new SpeechEngineException("ENGINE_MISSING", "espeak-ng is not installed: run ./voicestage setup, or apt-get install espeak-ng.");
        var wordsPerMinute = (int)Math.Round(OwnWordsPerMinute / style.Stretch);
        return CommandLineVoice.SpeakAsync(program, text, Arguments, cancellation);

        IEnumerable<string> Arguments(string textPath, string wavPath) =>
            ["-v", voice, "-s", wordsPerMinute.ToString(CultureInfo.InvariantCulture), "-w", wavPath, "-f", textPath];
    }
}
