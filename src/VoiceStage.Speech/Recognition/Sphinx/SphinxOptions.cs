namespace VoiceStage.Speech.Recognition.Sphinx;

/// <summary>Where the keyphrase engine's model lies, and how readily it finds a phrase.</summary>
public sealed record SphinxOptions
{
    /// <summary>Folder of Debian's <c>pocketsphinx-en-us</c>.</summary>
    public const string DebianModel = "/usr/share/pocketsphinx/model/en-us";

    /// <summary>Folder with <c>en-us/</c> (the acoustic model) and <c>cmudict-en-us.dict</c>.</summary>
    public string ModelPath { get; init; } = DebianModel;

    /// <summary>Negative decimal exponent of the detection threshold for each sound of a phrase. Default 1; range 0.1 to 5. Higher finds more, rightly and wrongly.</summary>
    /// <remarks>A long phrase needs a lower threshold than a short one, as the engine's manual says: with 1e-20 for all, "bought a gun" alone made half of the false alarms.</remarks>
    public double ThresholdExponentPerPhone { get; init; } = 1;

    /// <summary>Negative decimal exponent of the phone loop's probability, what a phrase competes with. Default 3; range 1 to 10. The engine's own 1 found 6 to 8 of 10 phrases at any threshold.</summary>
    public int PhoneLoopExponent { get; init; } = 3;
}
