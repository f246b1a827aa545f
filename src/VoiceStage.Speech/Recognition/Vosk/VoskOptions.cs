namespace VoiceStage.Speech.Recognition.Vosk;

/// <summary>How the embedded recogniser is loaded and fed.</summary>
public sealed record VoskOptions
{
    /// <summary>Path of libvosk.</summary>
    public required string LibraryPath { get; init; }

    /// <summary>Folder of the model (am, conf, graph, ivector).</summary>
    public required string ModelPath { get; init; }

    /// <summary>RMS of the noise that is added to what the engine hears, in units of a 16-bit step. Default 8, range 0 to 100.</summary>
    /// <remarks>Digital silence around a word makes this model drop it: over nine synthetic voices an isolated "yes" was lost four times
    /// in nine without, once in nine with it. A line or a microphone has more noise than this (-72 dB of full scale), so real sound is
    /// not changed. The noise is the same for every utterance: the same samples give the same words.</remarks>
    public double DitherSteps { get; init; } = 8;

    /// <summary>The same for sound that comes at 8 kHz or less. Default 30, range 0 to 300.</summary>
    /// <remarks>The model knows wide-band sound only and takes the empty band above 4 kHz for something else than speech; filled with
    /// a little noise, 67 % instead of 60 % of the closed answers in telephone band were right, and fewer were wrong.</remarks>
    public double NarrowBandDitherSteps { get; init; } = 30;

    /// <summary>Width of the search; null leaves the model's own (10). 13 costs up to twice the time for some words fewer wrong.</summary>
    public double? Beam { get; init; }

    /// <summary>Width of the lattice that alternatives and confidence come from; null leaves the model's own (2).</summary>
    public double? LatticeBeam { get; init; }

    /// <summary>Most hypotheses at once; null leaves the model's own (3 000).</summary>
    public int? MaxActive { get; init; }

    /// <summary>Called with each word of a grammar that the model does not know, once per word; null calls nobody.</summary>
    public Action<string>? UnknownWord { get; init; }

    /// <summary>The options for a model folder.</summary>
    public static VoskOptions From(SpeechModelFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return new VoskOptions { LibraryPath = folder.VoskLibrary, ModelPath = folder.VoskModel };
    }
}
