using System.Globalization;
using System.Security.Claims;
using Grpc.Core;
using VoiceStage.Server.Errors;

namespace VoiceStage.Server.Security;

/// <summary>Who is calling, as the credential says.</summary>
public sealed record Caller
{
    internal const string AssessmentClaim = "assessment";
    internal const string ExpiryClaim = "exp";
    internal const string TicketClaim = "ticket";

    /// <summary>Issuer and subject, unique among all callers, for example <c>voicestage-development|clinician</c>: the owner of referrals, the name in the paper trail.</summary>
    public required string Id { get; init; }

    /// <summary>Name to show on the worklist: the token's <c>name</c>, else its subject.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Roles: <see cref="Security.Roles"/>.</summary>
    public required IReadOnlyCollection<string> Roles { get; init; }

    /// <summary>When the credential runs out; null when it has no end (nobody in production).</summary>
    public DateTimeOffset? ExpireTime { get; init; }

    /// <summary>The one assessment a ticket is for; null for tokens.</summary>
    public string? AssessmentId { get; init; }

    /// <summary>Hash of the ticket, its key in the store; null for tokens.</summary>
    public string? TicketHash { get; init; }

    /// <summary>The caller of a gRPC call that passed its policy.</summary>
    public static Caller Of(ServerCallContext context) => Of(context.GetHttpContext().User);

    /// <summary>The caller behind a principal.</summary>
    /// <exception cref="CallRefusedException">Nobody was authenticated.</exception>
    public static Caller Of(ClaimsPrincipal user)
    {
        if (user.Identity is not ClaimsIdentity { IsAuthenticated: true } identity || identity.FindFirst("sub") is not { } subject)
        {
            throw ErrorCodes.Unauthenticated.Refusal();
        }

        return new()
        {
            Id = $"{identity.FindFirst("iss")?.Value}|{subject.Value}",
            DisplayName = identity.FindFirst("name")?.Value ?? subject.Value,
            Roles = [.. identity.FindAll(identity.RoleClaimType).Select(claim => claim.Value)],
            ExpireTime = long.TryParse(identity.FindFirst(ExpiryClaim)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null,
            AssessmentId = identity.FindFirst(AssessmentClaim)?.Value,
            TicketHash = identity.FindFirst(TicketClaim)?.Value,
        };
    }
}
