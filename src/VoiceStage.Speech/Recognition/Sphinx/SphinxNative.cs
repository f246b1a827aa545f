using System.Runtime.InteropServices;

namespace VoiceStage.Speech.Recognition.Sphinx;

/// <summary>The C API of PocketSphinx 5prealpha and its base library, as far as it is used.</summary>
internal static partial class SphinxNative
{
    private const string Decoder = "libpocketsphinx.so.3";
    private const string Base = "libsphinxbase.so.3";
    private static readonly Lazy<bool> Loads = new(() => NativeLibrary.TryLoad(Base, out _) && NativeLibrary.TryLoad(Decoder, out _) && Silenced());

    /// <summary>Whether both libraries load on this machine.</summary>
    public static bool IsInstalled => Loads.Value;

    /// <summary>Makes a decoder of command-line arguments.</summary>
    /// <exception cref="SpeechEngineException">ENGINE_FAULT: it does not take them.</exception>
    public static SphinxDecoderHandle NewDecoder(IReadOnlyList<string> arguments)
    {
        // The library keeps copies of the arguments it needs.
        var texts = arguments.Select(Marshal.StringToCoTaskMemUTF8).ToArray();
        try
        {
            var config = ParseArguments(0, Arguments(), texts.Length, texts, 1);
            if (config == 0)
            {
                throw new SpeechEngineException("ENGINE_FAULT", "The keyphrase engine does not take its arguments.");
            }

            // A decoder holds a reference of its own to its configuration.
            var decoder = new SphinxDecoderHandle(Init(config));
            _ = FreeArguments(config);
            return decoder.IsInvalid ? throw new SpeechEngineException("ENGINE_FAULT", "The keyphrase engine could not begin an utterance.") : decoder;
        }
        finally
        {
            Array.ForEach(texts, Marshal.FreeCoTaskMem);
        }
    }

    [LibraryImport(Decoder, EntryPoint = "ps_free")]
    public static partial int Free(nint decoder);

    [LibraryImport(Decoder, EntryPoint = "ps_start_stream")]
    public static partial int StartStream(SphinxDecoderHandle decoder);

    [LibraryImport(Decoder, EntryPoint = "ps_start_utt")]
    public static partial int StartUtterance(SphinxDecoderHandle decoder);

    /// <summary>Takes 16-bit samples. Below 0: fault.</summary>
    [LibraryImport(Decoder, EntryPoint = "ps_process_raw")]
    public static partial int Process(SphinxDecoderHandle decoder, ReadOnlySpan<short> samples, nuint sampleCount, int withoutSearch, int isWhole);

    [LibraryImport(Decoder, EntryPoint = "ps_end_utt")]
    public static partial int EndUtterance(SphinxDecoderHandle decoder);

    /// <summary>First piece of what was found so far, or 0; it frees itself when the last one is passed.</summary>
    [LibraryImport(Decoder, EntryPoint = "ps_seg_iter")]
    public static partial nint FirstSegment(SphinxDecoderHandle decoder);

    [LibraryImport(Decoder, EntryPoint = "ps_seg_next")]
    public static partial nint NextSegment(nint segment);

    /// <summary>Text owned by the library.</summary>
    [LibraryImport(Decoder, EntryPoint = "ps_seg_word")]
    public static partial nint SegmentText(nint segment);

    /// <summary>First and last frame, 100 a second.</summary>
    [LibraryImport(Decoder, EntryPoint = "ps_seg_frames")]
    public static partial void SegmentFrames(nint segment, out int first, out int last);

    [LibraryImport(Decoder, EntryPoint = "ps_args")]
    private static partial nint Arguments();

    [LibraryImport(Decoder, EntryPoint = "ps_init")]
    private static partial nint Init(nint config);

    [LibraryImport(Base, EntryPoint = "cmd_ln_parse_r")]
    private static partial nint ParseArguments(nint before, nint definitions, int count, nint[] arguments, int isStrict);

    [LibraryImport(Base, EntryPoint = "cmd_ln_free_r")]
    private static partial int FreeArguments(nint config);

    [LibraryImport(Base, EntryPoint = "err_set_logfp")]
    private static partial void SetLog(nint file);

    private static bool Silenced()
    {
        // Its log goes to standard error and would name the phrases. Not by "-logfn": each decoder would close the file of the one before, in use or not.
        SetLog(0);
        return true;
    }
}
