using System.Text.Json;
using VoiceStage.Assessment.Questionnaires;

namespace VoiceStage.Assessment.Sessions;

/// <summary>The words around the questions, in one data file per language. They repeat no method, give no advice, claim no empathy and name no emotion.</summary>
public sealed record Wording
{
    /// <summary>Version; a change of words needs a new one.</summary>
    public required string Version { get; init; }
    /// <summary>BCP-47 tag.</summary>
    public required string Language { get; init; }
    /// <summary>How the consent words of a protocol begin, where a name can be put in.</summary>
    public required string Hello { get; init; }
    /// <summary>The same with <c>{name}</c>.</summary>
    public required string HelloByName { get; init; }
    /// <summary>Before a prompt that is said again because the line broke or audio was lost.</summary>
    public required string Apology { get; init; }
    /// <summary>Before a plain yes/no confirmation of a suicide item.</summary>
    public required string Confirm { get; init; }
    /// <summary>Offers keys; the item's choices follow.</summary>
    public required string OfferKeys { get; init; }
    /// <summary>Said once an acute phrase or a positive last item was heard; the crisis line's words follow.</summary>
    public required string Crisis { get; init; }
    /// <summary>Confirms an acute phrase after the page.</summary>
    public required string ConfirmAcute { get; init; }
    /// <summary>Confirms an ideation phrase.</summary>
    public required string ConfirmIdeation { get; init; }
    /// <summary>Puts through to a person.</summary>
    public required string Handoff { get; init; }
    /// <summary>While the next person is sought.</summary>
    public required string Hold { get; init; }
    /// <summary>Puts through to the crisis line, the last rung; its words follow.</summary>
    public required string CrisisLine { get; init; }
    /// <summary>Puts through to an interpreter.</summary>
    public required string Interpreter { get; init; }
    /// <summary>Offers a person after a high level.</summary>
    public required string OfferPerson { get; init; }
    /// <summary>Offers a person when consent is refused or withdrawn.</summary>
    public required string OfferPersonWithoutConsent { get; init; }
    /// <summary>Closing words when a person will follow up; the crisis line's words follow.</summary>
    public required string LeaveToPerson { get; init; }
    /// <summary>Closing words after a fault; the crisis line's words follow.</summary>
    public required string Fault { get; init; }
    /// <summary>Answer to a pause.</summary>
    public required string Pause { get; init; }

    /// <summary>The English words that are shipped.</summary>
    public static Wording English { get; } = Load("English");

    private static Wording Load(string language)
    {
        using var stream = EmbeddedData.Open($"Sessions.Wording{language}.json")!;
        return JsonSerializer.Deserialize<Wording>(stream, EmbeddedData.Json)!;
    }
}
