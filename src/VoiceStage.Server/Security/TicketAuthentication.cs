using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceStage.Server.Referrals;

namespace VoiceStage.Server.Security;

/// <summary>Reads <c>authorization: Ticket …</c>. Says only which assessment the caller may open; what else is checked is <see cref="CallAdmission"/>'s.</summary>
internal sealed class TicketAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ReferralStore referrals, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Ticket";
    public const string HeaderPrefix = "Ticket ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        var secret = header.StartsWith(HeaderPrefix, StringComparison.OrdinalIgnoreCase) ? header[HeaderPrefix.Length..].Trim() : "";
        if (!PatientTicket.IsWellFormed(secret))
        {
            return AuthenticateResult.NoResult();
        }

        var hash = PatientTicket.Hash(secret);
        var assessment = await referrals.FindByTicketAsync(hash, Context.RequestAborted);
        if (assessment is null)
        {
            return AuthenticateResult.Fail("unknown ticket");
        }

        if (assessment.TicketExpiryMs <= clock.GetUtcNow().ToUnixTimeMilliseconds())
        {
            return AuthenticateResult.Fail(RefusalResults.Expired);
        }

        var identity = new ClaimsIdentity(
            [
                new("iss", "ticket"),
                new("sub", assessment.Id),
                new(Caller.AssessmentClaim, assessment.Id),
                new(Caller.TicketClaim, hash),
                new("role", Roles.Patient),
            ],
            SchemeName, "sub", "role");
        // No exp claim yet: the end moves at first use, and CallAdmission names the one that counts.
        return AuthenticateResult.Success(new(new ClaimsPrincipal(identity), SchemeName));
    }
}
