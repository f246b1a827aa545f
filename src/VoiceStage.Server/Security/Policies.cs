namespace VoiceStage.Server.Security;

/// <summary>Names of the authorization policies. Every endpoint names one; what names none is denied to everybody.</summary>
public static class Policies
{
    /// <summary>Upstream services.</summary>
    public const string Upstream = "upstream";

    /// <summary>Clinicians.</summary>
    public const string Clinician = "clinician";

    /// <summary>Operators.</summary>
    public const string Operator = "operator";

    /// <summary>A patient with a ticket.</summary>
    public const string Patient = "patient";

    /// <summary>Everybody with a token, to measure a recording: no resource is touched.</summary>
    public const string AnyToken = "any-token";

    /// <summary>Anybody: health, and pages that hold nothing of a patient.</summary>
    public const string Anybody = "anybody";

    /// <summary>Operators, and anybody in development on loopback: metrics and reflection.</summary>
    public const string Inspection = "inspection";
}
