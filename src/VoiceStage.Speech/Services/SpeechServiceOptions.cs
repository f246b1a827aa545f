namespace VoiceStage.Speech.Services;

/// <summary>A speech service that a site has of its own.</summary>
public sealed record SpeechServiceOptions
{
    /// <summary>Where it answers, without the path of a verb: <c>https://NAME.cognitiveservices.azure.com</c>, <c>https://host/v1</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Its key, or null for a service that asks for none.</summary>
    public SecretText? Key { get; init; }

    /// <summary>Model, for example <c>whisper-1</c>; Azure ignores it.</summary>
    public string Model { get; init; } = "whisper-1";

    /// <summary>Longest time from the request to the last byte of the answer, tries and all. Default 20 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Phrases it should expect, at most 500; only for services that take them.</summary>
    public IReadOnlyList<string> Phrases { get; init; } = [];

    /// <summary>Rate of headerless sound that it speaks, in hertz. Default 24 000.</summary>
    public int SpokenRateHz { get; init; } = 24_000;
}
