using System.Globalization;
using System.Text.Json.Nodes;
using VoiceStage.Assessment.Answers;
using VoiceStage.Risk.Estimates;
using VoiceStage.Risk.Fusion;
using VoiceStage.Server.Escalations;

namespace VoiceStage.Server.Clinic;

/// <summary>A case in the resources of FHIR R4, ready for a record system: the same model as the page, nothing more.</summary>
/// <remarks>Codes in use are listed once, in <see cref="Codes"/>; what has no standard code carries a local one. Unknown answers are unknown, never "no".</remarks>
public static class FhirBundle
{
    /// <summary>System of local codes.</summary>
    public const string Local = "urn:voicestage:codes";

    private const string Loinc = "http://loinc.org";
    private const string Absent = "http://terminology.hl7.org/CodeSystem/data-absent-reason";

    /// <summary>Every standard code that is written, with its meaning.</summary>
    public static IReadOnlyDictionary<string, (string System, string Code, string Display)> Codes { get; } = new Dictionary<string, (string, string, string)>(StringComparer.Ordinal)
    {
        ["phq-9"] = (Loinc, "44261-6", "Patient Health Questionnaire 9 item (PHQ-9) total score [Reported]"),
        ["phq-2"] = (Loinc, "55758-7", "Patient Health Questionnaire 2 item (PHQ-2) total score [Reported]"),
        ["gad-7"] = (Loinc, "70274-6", "Generalized anxiety disorder 7 item (GAD-7) total score [Reported.PHQ]"),
        ["survey"] = ("http://terminology.hl7.org/CodeSystem/observation-category", "survey", "Survey"),
    };

    /// <summary>Writes it.</summary>
    /// <param name="report">Case.</param>
    /// <param name="now">When it is written.</param>
    public static JsonObject Of(CaseReport report, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(report);
        var patient = Reference("Patient", report.Case.PatientId);
        var entries = new JsonArray { Entry(Patient(report)), Entry(Answers(report, patient)) };
        foreach (var line in report.Summary.Instruments)
        {
            entries.Add(Entry(Instrument(report, line, patient)));
        }

        foreach (var feature in VoiceFeatures.Of(report.Voice))
        {
            entries.Add(Entry(Voice(report, feature, patient)));
        }

        entries.Add(Entry(Risk(report, patient)));
        entries.Add(Entry(Task(report, patient)));
        entries.Add(Entry(Document(report, patient, now)));
        return new()
        {
            ["resourceType"] = "Bundle", ["id"] = $"case-{report.Case.Id}", ["type"] = "collection", ["timestamp"] = Time(now), ["entry"] = entries,
        };
    }

    private static JsonObject Patient(CaseReport report)
    {
        var patient = new JsonObject { ["resourceType"] = "Patient", ["id"] = Id(report.Case.PatientId), ["identifier"] = new JsonArray { new JsonObject { ["system"] = "urn:voicestage:patients", ["value"] = report.Case.PatientId } } };
        if (report.Referral?.Sex is { } sex)
        {
            patient["gender"] = sex;
        }

        if (report.Referral?.BirthDate is { } birth)
        {
            patient["birthDate"] = birth.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        return patient;
    }

    private static JsonObject Answers(CaseReport report, JsonObject patient) => new()
    {
        ["resourceType"] = "QuestionnaireResponse", ["id"] = $"answers-{report.Case.AssessmentId}",
        ["questionnaire"] = $"urn:voicestage:protocols:{report.Session.Opened?.ProtocolId}|{report.Session.Opened?.ProtocolVersion}",
        ["status"] = report.Case.Outcome switch
        {
            Assessment.Sessions.SessionOutcome.Completed => "completed", Assessment.Sessions.SessionOutcome.Stopped => "stopped", _ => "in-progress",
        },
        ["subject"] = patient.DeepClone(),
        ["item"] = new JsonArray([.. report.Session.Answers.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => Item(pair.Key, pair.Value))]),
    };

    private static JsonObject Item(string id, Answer answer)
    {
        var item = new JsonObject { ["linkId"] = id };
        if (answer.Kind == AnswerKind.Understood)
        {
            item["answer"] = new JsonArray { new JsonObject { ["valueString"] = answer.Code } };
        }
        else
        {
            item["extension"] = new JsonArray { new JsonObject { ["url"] = "urn:voicestage:answer-unknown", ["valueCode"] = answer.Code } };
        }

        return item;
    }

    private static JsonObject Instrument(CaseReport report, SummaryInstrument line, JsonObject patient)
    {
        var observation = Observation($"instrument-{line.Instrument}", line.Instrument, patient, report);
        observation["interpretation"] = new JsonArray { Concept(line.Result) };
        if (line.Total is { } total)
        {
            observation["valueQuantity"] = new JsonObject { ["value"] = total, ["unit"] = "{score}", ["system"] = "http://unitsofmeasure.org", ["code"] = "{score}" };
        }
        else
        {
            observation["dataAbsentReason"] = new JsonObject { ["coding"] = new JsonArray { new JsonObject { ["system"] = Absent, ["code"] = "unknown" } }, ["text"] = $"unknown: {string.Join(", ", line.UnknownItems)}" };
        }

        return observation;
    }

    private static JsonObject Voice(CaseReport report, VoiceFeature feature, JsonObject patient)
    {
        var observation = Observation(feature.Norm.Code.Replace('.', '-').Replace('_', '-'), feature.Norm.Code, patient, report);
        observation["valueQuantity"] = new JsonObject { ["value"] = Math.Round(feature.Value, 6) };
        observation["method"] = new JsonObject { ["text"] = report.Voice.Count > 0 ? report.Voice[0].Profile.Version : "voice" };
        observation["note"] = new JsonArray { new JsonObject { ["text"] = "Supportive only: a voice never lowers a level." } };
        return observation;
    }

    private static JsonObject Observation(string id, string code, JsonObject patient, CaseReport report) => new()
    {
        ["resourceType"] = "Observation", ["id"] = Id(id), ["status"] = "final",
        ["category"] = new JsonArray { new JsonObject { ["coding"] = new JsonArray { Coding("survey") } } },
        ["code"] = Codes.ContainsKey(code) ? new JsonObject { ["coding"] = new JsonArray { Coding(code) } } : Concept(code),
        ["subject"] = patient.DeepClone(), ["effectiveDateTime"] = Time(report.Session.LastTime),
    };

    private static JsonObject Risk(CaseReport report, JsonObject patient)
    {
        var prediction = new JsonObject { ["outcome"] = new JsonObject { ["text"] = "needs a clinician's attention for suicide risk" }, ["qualitativeRisk"] = Concept(report.Case.Level.ToString().ToLowerInvariant()) };
        if (report.Case.Probability is { } probability)
        {
            prediction["probabilityDecimal"] = Math.Round(probability, 4);
        }

        return new()
        {
            ["resourceType"] = "RiskAssessment", ["id"] = $"risk-{report.Case.Id}", ["status"] = report.Case.Outcome is null ? "preliminary" : "final", ["subject"] = patient.DeepClone(),
            ["occurrenceDateTime"] = Time(report.Case.CreateTime), ["basis"] = new JsonArray { Reference("QuestionnaireResponse", $"answers-{report.Case.AssessmentId}") },
            ["prediction"] = new JsonArray { prediction },
            ["note"] = new JsonArray([.. report.Case.Reasons.Select(reason => new JsonObject { ["text"] = reason })]),
        };
    }

    private static JsonObject Task(CaseReport report, JsonObject patient) => new()
    {
        ["resourceType"] = "Task", ["id"] = $"task-{report.Case.Id}", ["intent"] = "order", ["for"] = patient.DeepClone(),
        ["status"] = report.Case.State switch { EscalationState.Open => "requested", EscalationState.Acknowledged => "accepted", _ => "completed" },
        ["priority"] = report.Case.Level switch { CareLevel.Imminent => "stat", CareLevel.High => "asap", CareLevel.Moderate or CareLevel.Unknown => "urgent", _ => "routine" },
        ["description"] = report.Summary.Recommendation, ["restriction"] = new JsonObject { ["period"] = new JsonObject { ["end"] = Time(report.Case.ContactDeadline) } },
    };

    private static JsonObject Document(CaseReport report, JsonObject patient, DateTimeOffset now) => new()
    {
        ["resourceType"] = "DocumentReference", ["id"] = $"summary-{report.Case.Id}", ["status"] = "current", ["subject"] = patient.DeepClone(), ["date"] = Time(now),
        ["type"] = new JsonObject { ["text"] = "Hand-over summary (SBAR)" },
        ["content"] = new JsonArray
        {
            new JsonObject { ["attachment"] = new JsonObject { ["contentType"] = "text/plain", ["data"] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(report.Summary.Text)) } },
        },
    };

    private static JsonObject Entry(JsonObject resource) => new() { ["fullUrl"] = $"urn:voicestage:{resource["resourceType"]}:{resource["id"]}", ["resource"] = resource };

    private static JsonObject Reference(string type, string id) => new() { ["reference"] = $"{type}/{Id(id)}" };

    private static JsonObject Coding(string key)
    {
        var (system, code, display) = Codes[key];
        return new() { ["system"] = system, ["code"] = code, ["display"] = display };
    }

    private static JsonObject Concept(string code) => new() { ["coding"] = new JsonArray { new JsonObject { ["system"] = Local, ["code"] = code } } };

    /// <summary>Ids of FHIR hold letters, digits, points and hyphens, at most 64.</summary>
    private static string Id(string id)
    {
        var clean = new string([.. id.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '-')]);
        return clean.Length <= 64 ? clean : clean[..64];
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
