using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using VoiceStage.Server.Settings;

namespace VoiceStage.Server.Security;

/// <summary>One bearer scheme per issuer, so that each has its own keys, algorithms and roles and none can vouch for another's.</summary>
internal static class IssuerSchemes
{
    private const string BearerPrefix = "Bearer ";

    /// <summary>Longest token that is looked at: real ones hold 1 to 4 kB.</summary>
    private const int LongestTokenBytes = 16 * 1024;

    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    public static string SchemeOf(string issuer) => $"issuer:{issuer}";

    /// <summary>The scheme that is to judge a request: by the kind of credential, then by the issuer it claims.</summary>
    public static string Choose(HttpContext context, IReadOnlyCollection<string> issuers)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.StartsWith(TicketAuthentication.HeaderPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return TicketAuthentication.SchemeName;
        }

        if (!header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return NoCredential.SchemeName;
        }

        var handler = new JsonWebTokenHandler { MaximumTokenSizeInBytes = LongestTokenBytes };
        var token = header[BearerPrefix.Length..].Trim();
        // Only chooses whose key is asked; nothing in the token is believed before its signature is checked.
        if (token.Length > LongestTokenBytes || !handler.CanReadToken(token))
        {
            return NoCredential.SchemeName;
        }

        try
        {
            var issuer = handler.ReadJsonWebToken(token).Issuer;
            return issuers.Contains(issuer) ? SchemeOf(issuer) : NoCredential.SchemeName;
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenException)
        {
            return NoCredential.SchemeName;
        }
    }

    public static AuthenticationBuilder AddIssuer(this AuthenticationBuilder builder, IssuerSettings issuer, string audience, TimeProvider clock) =>
        builder.AddJwtBearer(SchemeOf(issuer.Issuer), bearer =>
        {
            bearer.TimeProvider = clock;
            bearer.MapInboundClaims = false;
            bearer.Authority = issuer.Authority?.ToString();
            bearer.RequireHttpsMetadata = issuer.Authority?.IsLoopback != true;
            bearer.TokenValidationParameters = new()
            {
                ValidIssuer = issuer.Issuer,
                ValidAudience = audience,
                ValidAlgorithms = issuer.Algorithms,
                IssuerSigningKey = issuer.Key,
                RequireSignedTokens = true,
                RequireExpirationTime = true,
                ValidateIssuerSigningKey = true,
                NameClaimType = "sub",
                RoleClaimType = "role",
                // The library would ask the system's clock.
                LifetimeValidator = (notBefore, expires, token, _) => IsAlive(notBefore, expires, clock.GetUtcNow().UtcDateTime),
            };
            bearer.Events = new()
            {
                OnTokenValidated = context =>
                {
                    if (context.Principal?.Identity is ClaimsIdentity identity && identity.FindFirst("sub") is { Value.Length: > 0 and <= 200 })
                    {
                        KeepRoles(identity, issuer.Roles);
                    }
                    else
                    {
                        context.Fail("no subject");
                    }

                    return Task.CompletedTask;
                },
            };
        });

    private static bool IsAlive(DateTime? notBefore, DateTime? expires, DateTime now) =>
        now < expires + ClockSkew && (notBefore is not { } start || now >= start - ClockSkew);

    /// <summary>Takes roles from <c>role</c> and <c>roles</c>, and drops every role that this issuer may not give.</summary>
    private static void KeepRoles(ClaimsIdentity identity, IReadOnlyList<string> allowed)
    {
        var claimed = identity.FindAll(claim => claim.Type is "role" or "roles").ToList();
        foreach (var claim in claimed)
        {
            identity.RemoveClaim(claim);
        }

        // A token names no assessment and no ticket, whatever claims it brings.
        foreach (var claim in identity.FindAll(claim => claim.Type is Caller.AssessmentClaim or Caller.TicketClaim).ToList())
        {
            identity.RemoveClaim(claim);
        }

        identity.AddClaims(claimed.Select(claim => claim.Value).Where(allowed.Contains).Distinct().Select(role => new Claim(identity.RoleClaimType, role)));
    }
}
