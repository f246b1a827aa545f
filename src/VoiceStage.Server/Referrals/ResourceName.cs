using System.Text.RegularExpressions;
using VoiceStage.Server.Errors;

namespace VoiceStage.Server.Referrals;

/// <summary>Reads resource names; a name that has not the form of its collection is refused before anything is looked up.</summary>
internal static partial class ResourceName
{
    public static string Patient(string name, string field) => Read(PatientForm(), name, field, "patients/{patient}, the id 1 to 64 of A-Z a-z 0-9 . _ -");

    public static (string Patient, string Referral) Referral(string name, string field)
    {
        var match = ReferralForm().Match(name);
        return match.Success ? (match.Groups[1].Value, match.Groups[2].Value) : throw Wrong(field, "patients/{patient}/referrals/{referral}");
    }

    public static string Assessment(string name, string field) => Read(AssessmentForm(), name, field, "assessments/{id}");

    public static string Escalation(string name, string field) => Read(EscalationForm(), name, field, "escalations/{id}");

    private static string Read(Regex form, string name, string field, string wanted) =>
        form.Match(name) is { Success: true } match ? match.Groups[1].Value : throw Wrong(field, wanted);

    private static CallRefusedException Wrong(string field, string wanted) => ErrorCodes.InvalidField.Refusal(new List<FieldViolation> { new(field, $"must be {wanted}") });

    [GeneratedRegex(@"\Apatients/([A-Za-z0-9._-]{1,64})\z")]
    private static partial Regex PatientForm();

    [GeneratedRegex(@"\Apatients/([A-Za-z0-9._-]{1,64})/referrals/([A-Za-z0-9._-]{1,64})\z")]
    private static partial Regex ReferralForm();

    [GeneratedRegex(@"\Aassessments/([A-Za-z0-9._-]{1,64})\z")]
    private static partial Regex AssessmentForm();

    [GeneratedRegex(@"\Aescalations/([A-Za-z0-9._-]{1,80})\z")]
    private static partial Regex EscalationForm();
}
