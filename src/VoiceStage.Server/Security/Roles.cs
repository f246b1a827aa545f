namespace VoiceStage.Server.Security;

/// <summary>Who a caller is, as the claim <c>role</c> of a token says. A patient is known by a ticket, not by a role in a token.</summary>
public static class Roles
{
    /// <summary>An upstream service (stage 1): refers its own patients and reads their outcome.</summary>
    public const string Upstream = "upstream";

    /// <summary>A clinician (stage 3): reads and works the worklist.</summary>
    public const string Clinician = "clinician";

    /// <summary>An operator: runs the service, reads metrics, verifies the audit; sees no case.</summary>
    public const string Operator = "operator";

    /// <summary>A patient with a ticket. Never given by a token.</summary>
    public const string Patient = "patient";

    /// <summary>Roles that a token may give.</summary>
    public static IReadOnlyList<string> All { get; } = [Upstream, Clinician, Operator];
}
