namespace VoiceStage.Speech.Synthesis.Stories;

/// <summary>What a simulated patient does at one item; an item that is not in the story is met with silence.</summary>
public sealed record StoryAnswer
{
    /// <summary>Item id, with <c>.N</c> for the N-th asking only.</summary>
    public required string Item { get; init; }

    /// <summary>The words; <c>[0.8]</c> inside is a pause of 0.8 s. Null for a hang-up.</summary>
    public string? Say { get; init; }

    /// <summary>Whether the patient hangs up here.</summary>
    public bool HangUp { get; init; }

    /// <summary>How a person would take it, as an answer code (<c>yes</c>, <c>no</c>, <c>0</c> to <c>3</c>), or null for an open answer.</summary>
    public string? Means { get; init; }
}
