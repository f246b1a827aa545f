using System.Reflection;
using System.Runtime.InteropServices;

namespace VoiceStage.Speech.Recognition.Vosk;

/// <summary>The C API of libvosk 0.3.39, as far as it is used.</summary>
internal static partial class VoskNative
{
    private const string Library = "vosk";
    private static readonly Lock Gate = new();
    private static string? libraryPath;
    private static nint libraryHandle;

    /// <summary>Loads the library from a file; a process has one, so the first path that loads stays.</summary>
    public static void Load(string path)
    {
        lock (Gate)
        {
            if (libraryHandle != 0)
            {
                return;
            }

            if (!File.Exists(path))
            {
                throw new SpeechEngineException("ENGINE_MISSING", $"No recogniser library at {path}: run ./voicestage setup.");
            }

            try
            {
                libraryHandle = NativeLibrary.Load(path);
            }
            catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
            {
                throw new SpeechEngineException("ENGINE_MISSING", $"The recogniser library {path} does not load on this machine.", e);
            }

            libraryPath = path;
            NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), (name, _, _) => name == Library ? libraryHandle : 0);
            // Its log goes to standard error, and its warnings would name the words of a grammar.
            SetLogLevel(-2);
        }
    }

    /// <summary>The file that is loaded, or null.</summary>
    public static string? LibraryPath => libraryPath;

    [LibraryImport(Library, EntryPoint = "vosk_set_log_level")]
    public static partial void SetLogLevel(int level);

    [LibraryImport(Library, EntryPoint = "vosk_model_new", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint ModelNew(string path);

    [LibraryImport(Library, EntryPoint = "vosk_model_free")]
    public static partial void ModelFree(nint model);

    [LibraryImport(Library, EntryPoint = "vosk_model_find_word", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ModelFindWord(VoskModelHandle model, string word);

    [LibraryImport(Library, EntryPoint = "vosk_recognizer_new")]
    public static partial nint RecognizerNew(VoskModelHandle model, float sampleRateHz);

    [LibraryImport(Library, EntryPoint = "vosk_recognizer_new_grm", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint RecognizerNewGrammar(VoskModelHandle model, float sampleRateHz, string grammarJson);

    [LibraryImport(Library, EntryPoint = "vosk_recognizer_free")]
    public static partial void RecognizerFree(nint recognizer);

    [LibraryImport(Library, EntryPoint = "vosk_recognizer_set_words")]
    public static partial void SetWords(VoskRecognizerHandle recognizer, int words);

    [LibraryImport(Library, EntryPoint = "vosk_recognizer_set_max_alternatives")]
    public static partial void SetMaxAlternatives(VoskRecognizerHandle recognizer, int count);

    /// <summary>Samples in the 16-bit range as floats. 1: an endpoint was found, read the result; 0: go on; -1: fault.</summary>
    [LibraryImport(Library, EntryPoint = "vosk_recognizer_accept_waveform_f")]
    public static partial int AcceptWaveform(VoskRecognizerHandle recognizer, ReadOnlySpan<float> samples, int sampleCount);

    /// <summary>JSON owned by the recogniser, valid until its next call.</summary>
    [LibraryImport(Library, EntryPoint = "vosk_recognizer_result")]
    public static partial nint Result(VoskRecognizerHandle recognizer);

    /// <summary>JSON owned by the recogniser, valid until its next call.</summary>
    [LibraryImport(Library, EntryPoint = "vosk_recognizer_partial_result")]
    public static partial nint PartialResult(VoskRecognizerHandle recognizer);

    /// <summary>JSON owned by the recogniser, valid until its next call.</summary>
    [LibraryImport(Library, EntryPoint = "vosk_recognizer_final_result")]
    public static partial nint FinalResult(VoskRecognizerHandle recognizer);
}
