namespace VoiceStage.Speech;

/// <summary>Where the native library and the model files lie, as <c>./voicestage</c> lays them out.</summary>
/// <remarks>Layout: <c>vosk/libvosk.so</c> (or .dylib, .dll), <c>vosk/model-en/</c> with am, conf, graph and ivector,
/// <c>silero/silero_vad_16k_op15.onnx</c>.</remarks>
/// <param name="Root">The folder that holds them.</param>
public sealed record SpeechModelFolder(string Root)
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "VOICESTAGE_MODELS";

    /// <summary>The recogniser's native library.</summary>
    public string VoskLibrary => Path.Combine(Root, "vosk", OperatingSystem.IsWindows() ? "libvosk.dll" : OperatingSystem.IsMacOS() ? "libvosk.dylib" : "libvosk.so");

    /// <summary>The recogniser's English model.</summary>
    public string VoskModel => Path.Combine(Root, "vosk", "model-en");

    /// <summary>The speech detector's weights.</summary>
    public string SileroWeights => Path.Combine(Root, "silero", "silero_vad_16k_op15.onnx");

    /// <summary>Whether the recogniser can be loaded from here.</summary>
    public bool HasVosk => File.Exists(VoskLibrary) && File.Exists(Path.Combine(VoskModel, "am", "final.mdl"));

    /// <summary>Whether the speech detector can be loaded from here.</summary>
    public bool HasSilero => File.Exists(SileroWeights);

    /// <summary>Finds the folder: the given path, else <see cref="Variable"/>, else a <c>.models</c> folder in or above the program's own folder.</summary>
    /// <param name="configured">A path from settings, or null.</param>
    /// <returns>The folder; it may be incomplete, or null when there is none.</returns>
    public static SpeechModelFolder? Locate(string? configured = null)
    {
        var named = string.IsNullOrWhiteSpace(configured) ? Environment.GetEnvironmentVariable(Variable) : configured;
        if (!string.IsNullOrWhiteSpace(named))
        {
            return Directory.Exists(named) ? new SpeechModelFolder(Path.GetFullPath(named)) : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var models = Path.Combine(folder.FullName, ".models");
            if (Directory.Exists(models))
            {
                return new SpeechModelFolder(models);
            }
        }

        return null;
    }
}
