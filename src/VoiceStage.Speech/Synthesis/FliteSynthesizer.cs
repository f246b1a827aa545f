using System.Globalization;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Speech.Synthesis;

/// <summary>The offline voices of flite: slt, rms, awb (statistical, clear) and kal16 (diphone, robotic), US English, 16 kHz.</summary>
/// <param name="style">How it speaks; null is the voice's own way.</param>
public sealed class FliteSynthesizer(SpokenStyle? style = null) : ISpeechSynthesizer
{
    private static readonly string[] VoiceNames = ["slt", "rms", "awb", "kal16"];
    private readonly SpokenStyle style = style ?? new SpokenStyle();

    /// <inheritdoc/>
    public string Engine => "flite";

    /// <summary>The voices it has, clearest first.</summary>
    public static IReadOnlyList<string> Voices => VoiceNames;

    /// <summary>Whether the program is installed.</summary>
    public static bool IsInstalled => CommandLineVoice.Find("flite") is not null;

    /// <inheritdoc/>
    /// <exception cref="SpeechEngineException">ENGINE_MISSING, VOICE_UNKNOWN or ENGINE_FAULT.</exception>
    public ValueTask<Recording> SpeakAsync(string text, string voice, CancellationToken cancellation)
    {
        SpokenText.Check(text);
        style.Check();
        if (!VoiceNames.Contains(voice))
        {
            throw new SpeechEngineException("VOICE_UNKNOWN", $"flite has no voice '{voice}': take one of {string.Join(", ", VoiceNames)}.");
        }

        var program = CommandLineVoice.Find("flite")
            ?? throw new SpeechEngineException("ENGINE_MISSING", "flite is not installed: run ./voicestage setup, or apt-get install flite.");
        return CommandLineVoice.SpeakAsync(program, text, Arguments, cancellation);

        IEnumerable<string> Arguments(string textPath, string wavPath)
        {
            List<string> list = ["-voice", voice];
            if (style.Stretch != 1)
            {
                list.AddRange(["--setf", $"duration_stretch={style.Stretch.ToString("0.###", CultureInfo.InvariantCulture)}"]);
            }

            if (style.PitchHz is { } pitchHz)
            {
                list.AddRange(["--setf", $"int_f0_target_mean={pitchHz.ToString("0.#", CultureInfo.InvariantCulture)}"]);
            }

            list.AddRange(["-f", textPath, "-o", wavPath]);
            return list;
        }
    }
}
