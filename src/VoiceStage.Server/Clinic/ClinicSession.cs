using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using VoiceStage.Server.Security;

namespace VoiceStage.Server.Clinic;

/// <summary>A clinician's session in a browser: a token of the site's identity provider, checked once by the same rules as every call, becomes a cookie that scripts cannot read.</summary>
/// <remarks>The cookie ends with the token, after twelve hours at the latest. The token itself is not kept.</remarks>
internal sealed class ClinicSession(IAntiforgery antiforgery, TimeProvider clock)
{
    public const string Scheme = "clinic";
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>Who is signed in, or null.</summary>
    public static async Task<Caller?> WhoAsync(HttpContext context)
    {
        var found = await context.AuthenticateAsync(Scheme);
        return found is { Succeeded: true, Principal: { } principal } && principal.IsInRole(Roles.Clinician) ? Caller.Of(principal) : null;
    }

    /// <summary>Makes a session of a token.</summary>
    /// <returns>Whether the token is a clinician's and holds.</returns>
    public async Task<bool> SignInAsync(HttpContext context, string token)
    {
        // Judged as if it had come in its header: one place decides which tokens are believed.
        context.Request.Headers.Authorization = "Bearer " + token;
        var found = await context.AuthenticateAsync();
        if (found is not { Succeeded: true, Principal: { } principal } || !principal.IsInRole(Roles.Clinician))
        {
            return false;
        }

        var caller = Caller.Of(principal);
        var now = clock.GetUtcNow();
        var end = caller.ExpireTime is { } expiry && expiry < now + Longest ? expiry : now + Longest;
        var identity = new ClaimsIdentity(
            principal.Claims.Where(claim => claim.Type is "sub" or "name" or "iss" or Caller.ExpiryClaim).Append(new Claim("role", Roles.Clinician)), Scheme, "sub", "role");
        await context.SignInAsync(Scheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = false, IssuedUtc = now, ExpiresUtc = end });
        return true;
    }

    /// <summary>Whether a form came from a page of ours.</summary>
    public Task<bool> IsOursAsync(HttpContext context) => antiforgery.IsRequestValidAsync(context);

    /// <summary>How the cookie is kept.</summary>
    /// <param name="cookie">Options to fill.</param>
    /// <param name="isSecure">Whether the browser may send it over TLS only; false in development, on loopback.</param>
    /// <param name="clock">Clock of its end.</param>
    public static void Configure(CookieAuthenticationOptions cookie, bool isSecure, TimeProvider clock)
    {
        cookie.TimeProvider = clock;
        cookie.Cookie.Name = "voicestage-clinic";
        cookie.Cookie.Path = ClinicHosting.Path;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        // Not by what this host sees of the request: behind a proxy that ends TLS it sees plain http.
        cookie.Cookie.SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.SlidingExpiration = false;
    }
}
