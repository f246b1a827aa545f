namespace VoiceStage.Server.Referrals;

/// <summary>One referral as stored.</summary>
public sealed class ReferralRow
{
    /// <summary>Referral id.</summary>
    public required string Id { get; init; }
    /// <summary>Patient id of upstream.</summary>
    public required string PatientId { get; init; }
    /// <summary>Which upstream service referred; nobody else may read it.</summary>
    public required string Owner { get; init; }
    /// <summary>Assessment made for it.</summary>
    public required string AssessmentId { get; init; }
    /// <summary>Idempotence key, unique per owner; null when none was given.</summary>
    public string? RequestId { get; init; }
    /// <summary>What upstream knew, without the posts.</summary>
    public required string DetailsJson { get; init; }
    /// <summary>Ranked posts.</summary>
    public required string PostsJson { get; init; }
    /// <summary>When it arrived, UTC milliseconds.</summary>
    public required long CreatedMs { get; init; }
    /// <summary>When consent was withdrawn on the patient's behalf, UTC milliseconds; null when not.</summary>
    public long? WithdrawnMs { get; set; }
    /// <summary>Version of the resource.</summary>
    public required long Etag { get; set; }
}
