namespace VoiceStage.Server.Settings;

/// <summary>Whose tokens are believed.</summary>
public sealed record IdentitySettings
{
    /// <summary>What tokens must name as audience. Default <c>voicestage</c>.</summary>
    public required string Audience { get; init; }

    /// <summary>Issuers; in development the local one is added.</summary>
    public required IReadOnlyList<IssuerSettings> Issuers { get; init; }

    internal static IdentitySettings Read(SettingsSource source, bool isDevelopment)
    {
        var issuers = source.Members("Identity:Issuers").Select(member => IssuerSettings.Read(source, member)).ToList();
        if (issuers.Count == 0 && !isDevelopment)
        {
            source.Wrong("Identity:Issuers:0:Issuer", "is missing", "name at least one token issuer with its key file or authority and its roles");
        }

        foreach (var role in isDevelopment ? [] : new[] { Security.Roles.Upstream, Security.Roles.Clinician })
        {
            if (issuers.Count > 0 && !issuers.Any(issuer => issuer.Roles.Contains(role)))
            {
                source.Wrong("Identity:Issuers:0:Roles", $"let nobody be {role}", $"add {role} to the roles of the issuer that vouches for them");
            }
        }

        return new() { Audience = source.Text("Identity:Audience", 200) ?? "voicestage", Issuers = issuers };
    }
}
