using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace VoiceStage.Server.Settings;

/// <summary>One token issuer: an OIDC authority, or a service with a public key.</summary>
public sealed record IssuerSettings
{
    /// <summary>Algorithms that may be allowed: asymmetric only, so that nobody who checks a token can make one.</summary>
    internal static readonly string[] PossibleAlgorithms = ["ES256", "ES384", "RS256", "RS384", "PS256", "PS384"];

    /// <summary>The <c>iss</c> of its tokens.</summary>
    public required string Issuer { get; init; }

    /// <summary>Roles it may give; a role in a token that is not here does not count.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>Algorithms its tokens may be signed with. Default ES256 and RS256.</summary>
    public required IReadOnlyList<string> Algorithms { get; init; }

    /// <summary>Its public key, or null when <see cref="Authority"/> serves keys.</summary>
    public SecurityKey? Key { get; init; }

    /// <summary>OIDC authority whose discovery document names the keys, or null.</summary>
    public Uri? Authority { get; init; }

    internal static IssuerSettings Read(SettingsSource source, string member)
    {
        var issuer = source.Text($"{member}:Issuer", 300);
        if (issuer is null)
        {
            source.Wrong($"{member}:Issuer", "is missing", "give the iss value of its tokens");
        }

        var authority = source.Url($"{member}:Authority");
        if (authority is { Scheme: "http", IsLoopback: false })
        {
            source.Wrong($"{member}:Authority", "is not encrypted", "use https: its keys are believed");
        }

        var keyFile = source.Text($"{member}:PublicKeyFile");
        if (keyFile is null && authority is null)
        {
            source.Wrong($"{member}:PublicKeyFile", "is missing", "give a PEM file with the issuer's public key, or its OIDC Authority");
        }

        var roles = source.Texts($"{member}:Roles");
        if (roles.Count == 0 || roles.Any(role => !Security.Roles.All.Contains(role)))
        {
            source.Wrong($"{member}:Roles", roles.Count == 0 ? "is missing" : "names an unknown role", $"give some of {string.Join(", ", Security.Roles.All)}");
        }

        var algorithms = source.Texts($"{member}:Algorithms");
        if (algorithms.Any(algorithm => !PossibleAlgorithms.Contains(algorithm)))
        {
            source.Wrong($"{member}:Algorithms", "names an algorithm that is not allowed", $"give some of {string.Join(", ", PossibleAlgorithms)}");
        }

        return new()
        {
            Issuer = issuer ?? "",
            Roles = roles,
            Algorithms = algorithms.Count > 0 ? algorithms : ["ES256", "RS256"],
            Key = keyFile is null ? null : ReadKey(source, $"{member}:PublicKeyFile", keyFile),
            Authority = authority,
        };
    }

    private static SecurityKey? ReadKey(SettingsSource source, string name, string path)
    {
        try
        {
            var pem = File.ReadAllText(path);
            return pem.Contains("PRIVATE KEY", StringComparison.Ordinal)
                ? throw new CryptographicException("private key")
                : PublicKey(pem);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            source.Wrong(name, "does not hold a public key that can be read", "give a PEM file that begins with -----BEGIN PUBLIC KEY-----");
            return null;
        }
    }

    private static SecurityKey PublicKey(string pem)
    {
        var curve = ECDsa.Create();
        try
        {
            curve.ImportFromPem(pem);
            return new ECDsaSecurityKey(curve);
        }
        catch (CryptographicException)
        {
            curve.Dispose();
            var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return rsa.KeySize >= 2048 ? new RsaSecurityKey(rsa) : throw new CryptographicException("RSA keys need 2048 bits or more");
        }
    }
}
