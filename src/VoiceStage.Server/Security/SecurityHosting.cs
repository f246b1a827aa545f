using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using VoiceStage.Server.Settings;

namespace VoiceStage.Server.Security;

/// <summary>Who may come in.</summary>
internal static class SecurityHosting
{
    private const string AnyScheme = "Credential";

    public static IServiceCollection AddSecurity(this IServiceCollection services, VoiceStageSettings settings, TimeProvider clock)
    {
        var issuers = settings.Identity.Issuers;
        if (settings.IsDevelopment)
        {
            var identities = new DevelopmentIdentities(settings, clock);
            services.AddSingleton(identities).AddHostedService<DevelopmentIdentitiesFile>();
            issuers = [.. issuers, identities.IssuerSettings];
        }

        var names = issuers.Select(issuer => issuer.Issuer).ToHashSet(StringComparer.Ordinal);
        var authentication = services.AddAuthentication(AnyScheme)
            .AddPolicyScheme(AnyScheme, null, scheme => scheme.ForwardDefaultSelector = context => IssuerSchemes.Choose(context, names))
            .AddScheme<AuthenticationSchemeOptions, TicketAuthentication>(TicketAuthentication.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, NoCredential>(NoCredential.SchemeName, null);
        foreach (var issuer in issuers)
        {
            authentication.AddIssuer(issuer, settings.Identity.Audience, clock);
        }

        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Upstream, policy => policy.RequireRole(Roles.Upstream))
            .AddPolicy(Policies.Clinician, policy => policy.RequireRole(Roles.Clinician))
            .AddPolicy(Policies.Operator, policy => policy.RequireRole(Roles.Operator))
            .AddPolicy(Policies.Patient, policy => policy.RequireRole(Roles.Patient))
            .AddPolicy(Policies.AnyToken, policy => policy.RequireRole(Roles.All))
            .AddPolicy(Policies.Anybody, policy => policy.RequireAssertion(_ => true))
            .AddPolicy(Policies.Inspection, policy => _ = settings.IsDevelopment ? policy.RequireAssertion(_ => true) : policy.RequireRole(Roles.Operator))
            // Whatever forgets to name a policy is closed to everybody.
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(_ => false).Build())
            .SetDefaultPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(_ => false).Build());
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusalResults>();
        services.AddSingleton<CallAdmission>();
        services.AddSingleton<CredentialExpiryInterceptor>();
        return services;
    }
}
