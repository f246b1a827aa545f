using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Errors;
using VoiceStage.V1;

namespace VoiceStage.Server.Calls;

/// <summary>What a client said in its <c>open</c>, checked.</summary>
internal sealed record CallSetup
{
    private const string Collection = "assessments/";
    private const int LongestId = 128;

    /// <summary>Id without the collection.</summary>
    public required string AssessmentId { get; init; }
    /// <summary>Format of the patient's audio.</summary>
    public required CallFormat Format { get; init; }
    /// <summary>Format of prompts, or null when the client plays none.</summary>
    public CallFormat? PromptFormat { get; init; }
    /// <summary>Whether there is a microphone.</summary>
    public bool HasMicrophone { get; init; }
    /// <summary>Whether the client shows the patient their voice.</summary>
    public bool ShowsVoice { get; init; }
    /// <summary>Where the patient is.</summary>
    public CallChannel Channel { get; init; }
    /// <summary>Whether the device leaves the sound alone.</summary>
    public bool VoiceComparable { get; init; }
    /// <summary>Where the broken stream stopped, or null.</summary>
    public Resume? Resume { get; init; }

    /// <summary>Reads and checks a first message.</summary>
    public static CallSetup From(ConverseRequest first)
    {
        if (first.MessageCase != ConverseRequest.MessageOneofCase.Open)
        {
            throw ErrorCodes.OpenFirst.Refusal();
        }

        var open = first.Open;
        if (open.Format is null || open.Capabilities is null)
        {
            throw ErrorCodes.InvalidField.Refusal(new FieldViolation[] { new(open.Format is null ? "open.format" : "open.capabilities", "is required") });
        }

        if (open.Resume is { } resume && (resume.LastServerSeq < 0 || resume.NextAudioOffset < 0))
        {
            throw ErrorCodes.InvalidField.Refusal(new FieldViolation[] { new("open.resume", "holds a negative number") });
        }

        var capabilities = open.Capabilities;
        return new()
        {
            AssessmentId = IdOf(open.Assessment),
            Format = CallFormat.From(open.Format, "open.format"),
            PromptFormat = !capabilities.PlaysAudio ? null
                : capabilities.PromptFormat is { } wanted ? CallFormat.From(wanted, "open.capabilities.prompt_format")
                : new CallFormat(AudioEncoding.Linear16, AudioIntake.EngineRateHz),
            HasMicrophone = capabilities.HasMicrophone,
            ShowsVoice = capabilities.ShowsVoice,
            Channel = capabilities.Channel == V1.Channel.Kiosk ? CallChannel.Kiosk : CallChannel.Phone,
            // Unknown settings are not comparable settings, except on a line that has none to set.
            VoiceComparable = open.Microphone is { } microphone
                ? microphone is { EchoCancellation: false, NoiseSuppression: false, AutoGainControl: false, HasEchoCancellation: true, HasNoiseSuppression: true, HasAutoGainControl: true }
                : capabilities.Channel != V1.Channel.Kiosk,
            Resume = open.Resume,
        };
    }

    private static string IdOf(string name) =>
        name.StartsWith(Collection, StringComparison.Ordinal) && name.Length > Collection.Length && name.Length <= Collection.Length + LongestId
        && !name.AsSpan(Collection.Length).Contains('/')
            ? name[Collection.Length..]
            : throw ErrorCodes.InvalidField.Refusal(new FieldViolation[] { new("open.assessment", "is not assessments/{id}") });
}
