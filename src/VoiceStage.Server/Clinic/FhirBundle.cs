using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using VoiceStage.Assessment.Answers;
using VoiceStage.Risk.Estimates;
using VoiceStage.Risk.Fusion;
using VoiceStage.Server.Escalations;

namespace VoiceStage.Server.Clinic;

/// <summary>A case in the resources of FHIR R4, ready for a record system: the same model as the page, nothing more.</summary>
/// <remarks>
/// <para>Codes in use are listed once, in <see cref="Codes"/>; what has no standard code carries a local one. Unknown answers are unknown, never "no"; a voice
/// measure that was not made or was withheld is there with its reason.</para>
/// <para>Resources point at each other by <c>urn:uuid</c>, made from what they are about: references resolve inside the bundle, writing a case twice gives the
/// same names, and two patients whose ids look alike never share one.</para>
/// </remarks>
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
        var features = VoiceFeatures.Of(report.Voice).ToDictionary(feature => feature.Norm.Code, feature => feature.Value, StringComparer.Ordinal);
        JsonObject[] observations =
        [
            .. report.Summary.Instruments.Select(line => Instrument(report, line, patient)),
            .. VoiceFeatures.Norms.Select(norm => Voice(report, norm.Code, features.TryGetValue(norm.Code, out var value) ? value : null, patient)),
        ];
        foreach (var observation in observations)
        {
            entries.Add(Entry(observation));
        }

        entries.Add(Entry(Risk(report, patient, observations)));
        entries.Add(Entry(Task(report, patient)));
        entries.Add(Entry(Document(report, patient, now)));
        return new()
        {
            ["resourceType"] = "Bundle", ["id"] = Id("Bundle", report.Case.Id), ["type"] = "collection", ["timestamp"] = Time(now), ["entry"] = entries,
        };
    }

    private static JsonObject Patient(CaseReport report)
    {
        var patient = new JsonObject { ["resourceType"] = "Patient", ["id"] = Id("Patient", report.Case.PatientId), ["identifier"] = new JsonArray { new JsonObject { ["system"] = "urn:voicestage:patients", ["value"] = report.Case.PatientId } } };
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
        ["resourceType"] = "QuestionnaireResponse", ["id"] = Id("QuestionnaireResponse", report.Case.AssessmentId), ["authored"] = Time(report.Session.LastTime),
        ["identifier"] = new JsonObject { ["system"] = "urn:voicestage:assessments", ["value"] = report.Case.AssessmentId },
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
        var observation = Observation(line.Instrument, patient, report);
        observation["interpretation"] = new JsonArray { Concept(line.Result) };
        if (line.Total is { } total)
        {
            observation["valueQuantity"] = new JsonObject { ["value"] = total, ["unit"] = "{score}", ["system"] = "http://unitsofmeasure.org", ["code"] = "{score}" };
        }
        else
        {
            observation["dataAbsentReason"] = AbsentBecause("unknown", line.UnknownItems.Count > 0 ? $"no clear answer to {string.Join(", ", line.UnknownItems)}" : "no sum is formed");
        }

        return observation;
    }

    private static JsonObject Voice(CaseReport report, string code, double? value, JsonObject patient)
    {
        var observation = Observation(code, patient, report);
        if (value is { } measured)
        {
            var (unit, ucum) = UnitOf(code);
            observation["valueQuantity"] = new JsonObject { ["value"] = Math.Round(measured, 6), ["unit"] = unit, ["system"] = "http://unitsofmeasure.org", ["code"] = ucum };
            observation["method"] = new JsonObject { ["text"] = report.Voice.Count > 0 ? report.Voice[0].Profile.Version : "voice" };
            observation["note"] = new JsonArray { new JsonObject { ["text"] = "Supportive only: a voice never lowers a level." } };
        }
        else
        {
            observation["dataAbsentReason"] = AbsentBecause("not-performed", "not measured, or withheld because the sound or the task does not allow it");
        }

        return observation;
    }

    /// <summary>Unit of a voice feature in words and in UCUM, by the unit that its name carries.</summary>
    /// <param name="code">Code of a <see cref="VoiceNorm"/>.</param>
    internal static (string Unit, string Ucum) UnitOf(string code)
    {
        bool Has(string part) => code.Contains(part, StringComparison.Ordinal);
        return Has("_syllables_per_s") ? ("syllables/s", "{syllable}/s")
            : Has("_s_per_60_s") ? ("s/min", "s/min")
            : Has("_st_") ? ("semitones", "{semitone}")
            : Has("_db") ? ("dB", "dB")
            : Has("jitter") || Has("shimmer") ? ("ratio", "1")
            : ("s", "s");
    }

    private static JsonObject AbsentBecause(string code, string words) =>
        new() { ["coding"] = new JsonArray { new JsonObject { ["system"] = Absent, ["code"] = code } }, ["text"] = words };

    private static JsonObject Observation(string code, JsonObject patient, CaseReport report) => new()
    {
        ["resourceType"] = "Observation", ["id"] = Id("Observation", $"{report.Case.AssessmentId}|{code}"), ["status"] = report.Case.Outcome is null ? "preliminary" : "final",
        ["category"] = new JsonArray { new JsonObject { ["coding"] = new JsonArray { Coding("survey") } } },
        ["code"] = Codes.ContainsKey(code) ? new JsonObject { ["coding"] = new JsonArray { Coding(code) } } : Concept(code),
        ["subject"] = patient.DeepClone(), ["effectiveDateTime"] = Time(report.Session.LastTime),
    };

    private static JsonObject Risk(CaseReport report, JsonObject patient, IEnumerable<JsonObject> observations)
    {
        var prediction = new JsonObject { ["outcome"] = new JsonObject { ["text"] = "needs a clinician's attention for suicide risk" }, ["qualitativeRisk"] = Concept(report.Case.Level.ToString().ToLowerInvariant()) };
        var estimate = report.Session.Estimate;
        if (estimate?.Probability is { } probability)
        {
            prediction["probabilityDecimal"] = Math.Round(probability, 4);
        }

        prediction["rationale"] = estimate switch
        {
            { Probability: not null, Lower: { } lower, Upper: { } upper } => string.Create(CultureInfo.InvariantCulture, $"interval {lower:0.00} to {upper:0.00}; the level is the highest of the rules and the model"),
            { Abstention: { } why } => $"no estimate: {why}; the level is the rules'",
            _ => "no estimate; the level is the rules'",
        };
        return new()
        {
            ["resourceType"] = "RiskAssessment", ["id"] = Id("RiskAssessment", report.Case.Id), ["method"] = new JsonObject { ["text"] = estimate?.Model ?? "rules" }, ["status"] = report.Case.Outcome is null ? "preliminary" : "final", ["subject"] = patient.DeepClone(),
            ["occurrenceDateTime"] = Time(report.Case.CreateTime), ["basis"] = new JsonArray([Reference("QuestionnaireResponse", report.Case.AssessmentId), .. observations.Select(observation => new JsonObject { ["reference"] = $"urn:uuid:{observation["id"]}" })]),
            ["prediction"] = new JsonArray { prediction },
            ["note"] = new JsonArray([.. report.Case.Reasons.Select(reason => new JsonObject { ["text"] = reason })]),
        };
    }

    private static JsonObject Task(CaseReport report, JsonObject patient) => new()
    {
        ["resourceType"] = "Task", ["id"] = Id("Task", report.Case.Id), ["intent"] = "order", ["for"] = patient.DeepClone(),
        ["status"] = report.Case.State switch { EscalationState.Open => "requested", EscalationState.Acknowledged => "accepted", _ => "completed" },
        ["priority"] = report.Case.Level switch { CareLevel.Imminent => "stat", CareLevel.High => "asap", CareLevel.Moderate or CareLevel.Unknown => "urgent", _ => "routine" },
        ["description"] = report.Summary.Recommendation, ["restriction"] = new JsonObject { ["period"] = new JsonObject { ["end"] = Time(report.Case.ContactDeadline) } },
    };

    private static JsonObject Document(CaseReport report, JsonObject patient, DateTimeOffset now) => new()
    {
        ["resourceType"] = "DocumentReference", ["id"] = Id("DocumentReference", report.Case.Id), ["status"] = "current", ["subject"] = patient.DeepClone(), ["date"] = Time(now),
        ["type"] = new JsonObject { ["text"] = "Hand-over summary (SBAR)" },
        ["content"] = new JsonArray { Attachment("text/plain; charset=utf-8", report.Summary.Text), Attachment("text/html; charset=utf-8", CaseDocument.Html(report)) },
    };

    private static JsonObject Attachment(string type, string text) =>
        new() { ["attachment"] = new JsonObject { ["contentType"] = type, ["data"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) } };

    private static JsonObject Entry(JsonObject resource) => new() { ["fullUrl"] = $"urn:uuid:{resource["id"]}", ["resource"] = resource };

    private static JsonObject Reference(string type, string about) => new() { ["reference"] = $"urn:uuid:{Id(type, about)}" };

    private static JsonObject Coding(string key)
    {
        var (system, code, display) = Codes[key];
        return new() { ["system"] = system, ["code"] = code, ["display"] = display };
    }

    private static JsonObject Concept(string code) => new() { ["coding"] = new JsonArray { new JsonObject { ["system"] = Local, ["code"] = code } } };

    /// <summary>A UUID of version 8 (RFC 9562, custom): the first 128 bits of SHA-256 over type and what it is about.</summary>
    private static string Id(string type, string about)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"urn:voicestage|{type}|{about}"), hash);
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash[..16], bigEndian: true).ToString();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
