using VoiceStage.Speech.Services;

namespace VoiceStage.Server.Settings;

/// <summary>Speech services of the site's own, beside the embedded engines. Nothing leaves the machine unless a site says so.</summary>
public sealed record SpeechSettings
{
    /// <summary>Services that are known.</summary>
    internal static readonly string[] Services = ["none", "azure", "openai"];

    /// <summary>Who transcribes open answers: <c>none</c> (the embedded engine alone, the default), <c>azure</c> or <c>openai</c>.</summary>
    public required string Recognition { get; init; }

    /// <summary>Its address and key, or null.</summary>
    public SpeechServiceOptions? RecognitionService { get; init; }

    /// <summary>How long its words are waited for after the end of an answer. Default 20 s; they never hold the next question up.</summary>
    public TimeSpan RecognitionPatience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Who speaks prompts: <c>none</c> (the offline voices, the default), <c>azure</c> or <c>openai</c>.</summary>
    public required string Voice { get; init; }

    /// <summary>Its address and key, or null.</summary>
    public SpeechServiceOptions? VoiceService { get; init; }

    /// <summary>Name of its voice.</summary>
    public string VoiceName { get; init; } = "";

    /// <summary>Folder of prompts that a person recorded, or null; they come first.</summary>
    public string? RecordedPrompts { get; init; }

    internal static SpeechSettings Read(SettingsSource source)
    {
        var recognition = source.Choice("Speech:Recognition:Service", "none", Services);
        var voice = source.Choice("Speech:Voice:Service", "none", Services);
        var mayLeave = source.Flag("Speech:Recognition:SoundMayLeaveThisMachine", false);
        if (recognition != "none" && !mayLeave)
        {
            source.Wrong("Speech:Recognition:SoundMayLeaveThisMachine", "is not true", "set it when your agreements allow that patients' open answers are sent to that service, or remove the service");
        }

        var phrases = source.Texts("Speech:Recognition:Phrases");
        if (phrases.Count > 500)
        {
            source.Wrong("Speech:Recognition:Phrases", $"holds {phrases.Count} phrases", "give at most 500");
        }

        var recorded = source.Text("Speech:Voice:RecordedPrompts");
        if (recorded is not null && !Directory.Exists(recorded))
        {
            source.Wrong("Speech:Voice:RecordedPrompts", "is not a folder", "name a folder with a file for each prompt, or remove it");
        }

        var name = source.Text("Speech:Voice:Name", 200);
        if (voice != "none" && name is null)
        {
            source.Wrong("Speech:Voice:Name", "is missing", "give the service's voice, for example en-US-JennyNeural");
        }

        var recognitionService = ServiceOf(source, "Speech:Recognition", recognition != "none", "whisper-1");
        return new()
        {
            Recognition = recognition,
            RecognitionService = recognitionService is null ? null : recognitionService with { Phrases = phrases },
            RecognitionPatience = TimeSpan.FromSeconds(source.Number("Speech:Recognition:PatienceSeconds", 20, 0.1, 120)),
            Voice = voice,
            VoiceService = ServiceOf(source, "Speech:Voice", voice != "none", "tts-1") is { } speaking
                ? speaking with { SpokenRateHz = source.Integer("Speech:Voice:RateHz", 24_000, 8_000, 48_000) } : NoRate(source),
            VoiceName = name ?? "",
            RecordedPrompts = recorded,
        };
    }

    private static SpeechServiceOptions? NoRate(SettingsSource source)
    {
        // Asked for, so that it counts as known.
        source.Integer("Speech:Voice:RateHz", 24_000, 8_000, 48_000);
        return null;
    }

    private static SpeechServiceOptions? ServiceOf(SettingsSource source, string section, bool isWanted, string standardModel)
    {
        var (endpoint, key, model) = (source.Url($"{section}:Endpoint"), source.Text($"{section}:Key", 4_000), source.Text($"{section}:Model", 200));
        if (!isWanted)
        {
            return null;
        }

        if (endpoint is null)
        {
            source.Wrong($"{section}:Endpoint", "is missing", "give the address of the service");
            return null;
        }

        if (endpoint is { Scheme: "http", IsLoopback: false })
        {
            source.Wrong($"{section}:Endpoint", "is not encrypted", "use https: sound and key go there");
        }

        return new SpeechServiceOptions { Endpoint = endpoint, Key = key is null ? null : new SecretText(key), Model = model ?? standardModel };
    }
}
