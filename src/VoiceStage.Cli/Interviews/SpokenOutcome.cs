using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceStage.V1;

namespace VoiceStage.Cli.Interviews;

/// <summary>What an assessment came to, as the stable JSON object of <c>interview</c>.</summary>
internal static class SpokenOutcome
{
    /// <summary>Level as printed: <c>imminent</c>, <c>high</c>, <c>moderate</c>, <c>low</c>, <c>unknown</c>.</summary>
    public static string LevelName(CareLevel level) => level == CareLevel.Unspecified ? "unknown" : JsonNamingPolicy.SnakeCaseLower.ConvertName(level.ToString());

    /// <summary>Outcome as printed: <c>completed</c> or <c>stopped</c>; null while it goes on.</summary>
    public static string? OutcomeName(AssessmentOutcome outcome) => outcome switch
    {
        AssessmentOutcome.Completed => "completed",
        AssessmentOutcome.Stopped => "stopped",
        _ => null,
    };

    /// <summary>The object.</summary>
    public static JsonObject ToJson(GetAssessmentOutcomeResponse outcome)
    {
        var answers = new JsonObject();
        foreach (var answer in outcome.Answers)
        {
            answers[answer.Item] = new JsonObject
            {
                ["value"] = answer.Value,
                ["source"] = answer.Source,
                ["confidence"] = answer.HasConfidence ? JsonValue.Create(answer.Confidence) : null,
            };
        }

        return new JsonObject
        {
            ["assessment"] = outcome.Assessment,
            ["level"] = LevelName(outcome.Level),
            ["outcome"] = OutcomeName(outcome.Outcome),
            ["answers"] = answers,
            ["reasons"] = new JsonArray([.. outcome.Reasons.Select(r => JsonValue.Create(r))]),
            ["escalated_at_s"] = outcome.HasEscalatedAtS ? JsonValue.Create(outcome.EscalatedAtS) : null,
            ["call_ended_at_s"] = outcome.HasCallEndedAtS ? JsonValue.Create(outcome.CallEndedAtS) : null,
        };
    }
}
