namespace VoiceStage.Assessment.Sessions;

/// <summary>The stage-1 score as referred.</summary>
/// <param name="Value">In [0, 1].</param>
/// <param name="Scale">Scale name; only <c>probability</c> is weighed.</param>
/// <param name="ScoreTime">When it was made; null is unknown.</param>
/// <param name="EarlierValues">Earlier scores, oldest first.</param>
public sealed record TextScore(double Value, string Scale, DateTimeOffset? ScoreTime, IReadOnlyList<double> EarlierValues);

/// <summary>One post that stage 1 ranked.</summary>
/// <param name="Text">The words.</param>
/// <param name="PostTime">When it was written; null is unknown.</param>
/// <param name="Score">Stage-1 score in [0, 1]; null is unknown.</param>
public sealed record Post(string Text, DateTimeOffset? PostTime, double? Score);

/// <summary>What upstream knew about a patient when it referred them. Null or empty is unknown and stands on the summary as missing.</summary>
public sealed record Referral
{
    /// <summary>Patient id of upstream.</summary>
    public required string PatientId { get; init; }
    /// <summary>Referral id.</summary>
    public required string ReferralId { get; init; }
    /// <summary>Name to greet by.</summary>
    public string? GreetingName { get; init; }
    /// <summary>Birth date; under 18 goes to a person.</summary>
    public DateOnly? BirthDate { get; init; }
    /// <summary>BCP-47 tag of the patient's language.</summary>
    public string Language { get; init; } = "en-US";
    /// <summary>IANA time zone.</summary>
    public string? TimeZone { get; init; }
    /// <summary>E.164 number to call back.</summary>
    public string? CallbackNumber { get; init; }
    /// <summary>Whether a message may be left there; null is no.</summary>
    public bool? SafeToLeaveMessage { get; init; }
    /// <summary>Where the patient is now.</summary>
    public string? CurrentLocation { get; init; }
    /// <summary>Permission to send help there.</summary>
    public bool? PermissionToSendHelp { get; init; }
    /// <summary>Emergency contact.</summary>
    public string? EmergencyContact { get; init; }
    /// <summary>Treating clinician.</summary>
    public string? TreatingClinician { get; init; }
    /// <summary>Upstream's reference of the consent to be referred.</summary>
    public required string ConsentReference { get; init; }
    /// <summary><c>female</c>, <c>male</c> or null.</summary>
    public string? Sex { get; init; }
    /// <summary>Stage-1 score; null is unknown, never low.</summary>
    public TextScore? TextScore { get; init; }
    /// <summary>Ranked posts, most telling first.</summary>
    public IReadOnlyList<Post> Posts { get; init; } = [];
}
