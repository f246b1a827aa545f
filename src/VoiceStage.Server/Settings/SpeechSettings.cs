using VoiceStage.Server.Calls;
using VoiceStage.Speech;
using VoiceStage.Speech.Recognition.Sphinx;
using VoiceStage.Speech.Services;
using VoiceStage.Speech.Synthesis;

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

    /// <summary>Whether a phrase list listens to open answers beside the embedded engine's free model. Default no: it helps with what is usual and harms the rest.</summary>
    public bool UsesPhraseList { get; init; }

    /// <summary>Who listens for risk phrases in open answers beside the embedded keyphrase ear: <c>none</c> (the default) or <c>pocketsphinx</c>.</summary>
    public string SecondKeyphrases { get; init; } = "none";

    /// <summary>Who speaks prompts: <c>none</c> (the offline voices, the default), <c>azure</c> or <c>openai</c>.</summary>
    public required string Voice { get; init; }

    /// <summary>Its address and key, or null.</summary>
    public SpeechServiceOptions? VoiceService { get; init; }

    /// <summary>Name of its voice.</summary>
    public string VoiceName { get; init; } = "";

    /// <summary>How long a prompt of its is waited for before an offline voice speaks. Default 4 s.</summary>
    public TimeSpan VoicePatience { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Folder of prompts that a person recorded, or null; they come first.</summary>
    public string? RecordedPrompts { get; init; }

    internal static SpeechSettings Read(SettingsSource source)
    {
        var recognition = source.Choice("Speech:Recognition:Service", "none", Services);
        var voice = source.Choice("Speech:Voice:Service", "none", Services);
        var keyphrases = source.Choice("Speech:Recognition:SecondKeyphrases", "none", "none", "pocketsphinx");
        if (keyphrases == "pocketsphinx" && !SphinxKeyphraseRecognizer.IsInstalled)
        {
            source.Wrong("Speech:Recognition:SecondKeyphrases", "is an engine that is not installed", "install Debian's libpocketsphinx3 and pocketsphinx-en-us, or remove it");
        }

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

        var recorded = RecordedPromptsOf(source);
        var name = source.Text("Speech:Voice:Name", 200);
        if (voice != "none" && name is null)
        {
            source.Wrong("Speech:Voice:Name", "is missing", "give the service's voice, for example en-US-JennyNeural");
        }

        var (recognitionService, voiceService) = (ServiceOf(source, "Speech:Recognition", recognition != "none", "whisper-1"), ServiceOf(source, "Speech:Voice", voice != "none", "tts-1"));
        var recognitionPatience = TimeSpan.FromSeconds(source.Number("Speech:Recognition:PatienceSeconds", 20, 0.1, 50));
        var voicePatience = TimeSpan.FromSeconds(source.Number("Speech:Voice:PatienceSeconds", 4, 0.5, 30));
        var rateHz = source.Integer("Speech:Voice:RateHz", 24_000, 8_000, 48_000);
        return new()
        {
            Recognition = recognition,
            UsesPhraseList = source.Flag("Speech:Recognition:UsesPhraseList", false),
            RecognitionService = recognitionService is null ? null : recognitionService with { Phrases = phrases, Patience = recognitionPatience },
            RecognitionPatience = recognitionPatience,
            SecondKeyphrases = keyphrases,
            Voice = voice,
            VoiceService = voiceService is null ? null : voiceService with { SpokenRateHz = rateHz, Patience = voicePatience },
            VoicePatience = voicePatience,
            VoiceName = name ?? "",
            RecordedPrompts = recorded,
        };
    }

    /// <summary>Read once at start: a missing recording is found by the operator, not by a patient.</summary>
    private static string? RecordedPromptsOf(SettingsSource source)
    {
        const string Name = "Speech:Voice:RecordedPrompts";
        if (source.Text(Name) is not { } folder)
        {
            return null;
        }

        try
        {
            if (!new RecordedPrompts(folder).HasVoice(ConversationHosting.PromptVoice))
            {
                source.Wrong(Name, $"has no prompt of the voice {ConversationHosting.PromptVoice}", "name that voice in the first column of manifest.tsv");
            }
        }
        catch (Exception e) when (e is SpeechEngineException or IOException or UnauthorizedAccessException)
        {
            source.Wrong(Name, "cannot be used", e.Message);
        }

        return folder;
    }

    private static SpeechServiceOptions? ServiceOf(SettingsSource source, string section, bool isWanted, string standardModel)
    {
        var (endpoint, key, model) = (source.Url($"{section}:Endpoint"), source.Text($"{section}:Key", 4_000), source.Text($"{section}:Model", 200));
        var mayBeOpen = source.Flag($"{section}:AllowUnencrypted", false);
        if (!isWanted)
        {
            return null;
        }

        if (endpoint is null)
        {
            source.Wrong($"{section}:Endpoint", "is missing", "give the address of the service");
            return null;
        }

        if (endpoint is { Scheme: "http", IsLoopback: false } && !mayBeOpen)
        {
            source.Wrong($"{section}:Endpoint", "is not encrypted", $"use https: sound and key go there; or set {section}:AllowUnencrypted when only your own network is between");
        }

        // The address may stand in a log; a key in it would as well.
        if (endpoint.UserInfo.Length + endpoint.Query.Length + endpoint.Fragment.Length > 0)
        {
            source.Wrong($"{section}:Endpoint", "holds more than a host and a path", $"give the key as {section}:Key");
        }

        // Not found out by a header that cannot be written: its exception would repeat the key.
        if (key is not null && !key.All(c => c is > ' ' and <= '~'))
        {
            source.Wrong($"{section}:Key", "holds characters that no key has", "give it as one line without blanks");
            return null;
        }

        return new SpeechServiceOptions { Endpoint = endpoint, Key = key is null ? null : new SecretText(key), Model = model ?? standardModel };
    }
}
