using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using VoiceStage.Server.Hosting;
using VoiceStage.Server.Settings;

namespace VoiceStage.Server.Security;

/// <summary>Tokens for trying the service on one's own machine: a key made once in the data directory, readable by the owner alone. Never without `--development`.</summary>
public sealed class DevelopmentIdentities
{
    /// <summary>Name of the file, in the data directory, from which the command line finds a running service.</summary>
    public const string FileName = "development-identities.json";

    private const string Issuer = "voicestage-development";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);
    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly ECDsaSecurityKey key;
    private readonly string audience;
    private readonly TimeProvider clock;
    private readonly string path;

    internal DevelopmentIdentities(VoiceStageSettings settings, TimeProvider clock)
    {
        (audience, this.clock, path) = (settings.Identity.Audience, clock, Path.Combine(settings.DataDirectory, FileName));
        var keyPath = Path.Combine(settings.DataDirectory, "development-signing-key.pem");
        AreNew = !File.Exists(keyPath);
        var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (AreNew)
        {
            OwnerOnlyFile.Write(keyPath, curve.ExportPkcs8PrivateKeyPem());
        }
        else
        {
            curve.ImportFromPem(File.ReadAllText(keyPath));
        }

        key = new(curve);
        Upstream = TokenFor("upstream", Roles.Upstream);
        Clinician = TokenFor("clinician", Roles.Clinician);
        Operator = TokenFor("operator", Roles.Operator);
    }

    /// <summary>Whether the key was made just now, so that the identities have not been printed yet.</summary>
    public bool AreNew { get; }

    /// <summary>Token of an upstream service.</summary>
    public string Upstream { get; }

    /// <summary>Token of a clinician.</summary>
    public string Clinician { get; }

    /// <summary>Token of an operator.</summary>
    public string Operator { get; }

    /// <summary>The file that holds the tokens and the addresses.</summary>
    public string FilePath => path;

    internal IssuerSettings IssuerSettings => new()
    {
        Issuer = Issuer,
        Roles = Roles.All,
        Algorithms = [SecurityAlgorithms.EcdsaSha256],
        Key = key,
    };

    /// <summary>A token for another subject, for tests and simulations with several services or clinicians.</summary>
    /// <param name="subject">Who.</param>
    /// <param name="role">One of <see cref="Roles.All"/>.</param>
    /// <param name="lifetime">How long it works; null is 30 days.</param>
    public string TokenFor(string subject, string role, TimeSpan? lifetime = null)
    {
        var now = clock.GetUtcNow();
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = audience,
            NotBefore = now.UtcDateTime,
            Expires = (now + (lifetime ?? Lifetime)).UtcDateTime,
            Claims = new Dictionary<string, object> { ["sub"] = subject, ["role"] = role },
            SigningCredentials = new(key, SecurityAlgorithms.EcdsaSha256),
        });
    }

    /// <summary>Writes tokens and addresses for the command line; called when the addresses are known.</summary>
    internal void Save(HostAddresses addresses) => OwnerOnlyFile.Write(path, JsonSerializer.Serialize(
        new
        {
            GrpcUrl = addresses.Grpc.GetLeftPart(UriPartial.Authority),
            WebUrl = addresses.Web.GetLeftPart(UriPartial.Authority),
            UpstreamToken = Upstream,
            ClinicianToken = Clinician,
            OperatorToken = Operator,
            ExpireTime = (clock.GetUtcNow() + Lifetime).ToString("O", CultureInfo.InvariantCulture),
        },
        Form));
}
