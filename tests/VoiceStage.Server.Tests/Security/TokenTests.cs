using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using VoiceStage.Server.Errors;
using VoiceStage.Server.Referrals;
using VoiceStage.Server.Security;
using VoiceStage.Server.Tests.Errors;
using VoiceStage.Server.Tests.Hosting;
using VoiceStage.V1;

namespace VoiceStage.Server.Tests.Security;

public sealed class TokenTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Measures nothing at all: whoever is let in is told that the audio is empty.</summary>
    private static AsyncUnaryCall<MeasureRecordingResponse> Call(RunningHost host, string? authorization) =>
        new AnalysisService.AnalysisServiceClient(host.Channel(authorization)).MeasureRecordingAsync(new(), cancellationToken: Cancellation);

    [Fact]
    public async Task Call_DevelopmentTokens_AreLetIn()
    {
        await using var host = await RunningHost.StartAsync();

        await Refused.WithAsync(ErrorCodes.AudioEmpty, Call(host, host.UpstreamToken));
        await Refused.WithAsync(ErrorCodes.AudioEmpty, Call(host, host.ClinicianToken));
    }

    [Fact]
    public async Task Call_WithoutOrWithBadCredential_IsUnauthenticated()
    {
        await using var host = await RunningHost.StartAsync();
        var token = host.Identities.Upstream;
        var parts = token.Split('.');
        var unsigned = Base64UrlEncoder.Encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + parts[1] + ".";

        string?[] bad =
        [
            null, "Bearer", "Bearer x", "Bearer a.b.c", "Basic dXNlcjpwYXNz", "Ticket x", "Ticket " + PatientTicket.Make(), token,
            "Bearer " + unsigned, "Bearer " + parts[0] + "." + parts[1] + "." + Tampered(parts[2]), "Bearer " + new string('a', 20_000),
        ];
        foreach (var authorization in bad)
        {
            await Refused.WithAsync(ErrorCodes.Unauthenticated, Call(host, authorization));
        }
    }

    [Fact]
    public async Task Call_TokenOfOtherAudienceKeyOrAlgorithm_IsUnauthenticated()
    {
        await using var host = await RunningHost.StartAsync();
        using var otherKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var genuine = host.Identities.IssuerSettings.Key!;

        await Refused.WithAsync(ErrorCodes.AudioEmpty, Call(host, Forged(genuine, SecurityAlgorithms.EcdsaSha256)));
        await Refused.WithAsync(ErrorCodes.Unauthenticated, Call(host, Forged(new ECDsaSecurityKey(otherKey), SecurityAlgorithms.EcdsaSha256)));
        await Refused.WithAsync(ErrorCodes.Unauthenticated, Call(host, Forged(genuine, SecurityAlgorithms.EcdsaSha256, audience: "elsewhere")));
        await Refused.WithAsync(ErrorCodes.Unauthenticated, Call(host, Forged(genuine, SecurityAlgorithms.EcdsaSha256, issuer: "somebody")));
        await Refused.WithAsync(ErrorCodes.Unauthenticated, Call(host, Forged(genuine, SecurityAlgorithms.EcdsaSha256, subject: "")));
        // The classic confusion: the public key used as the secret of a symmetric signature.
        var publicKey = new SymmetricSecurityKey(((ECDsaSecurityKey)genuine).ECDsa.ExportSubjectPublicKeyInfo());
        await Refused.WithAsync(ErrorCodes.Unauthenticated, Call(host, Forged(publicKey, SecurityAlgorithms.HmacSha256)));
        await Refused.WithAsync(ErrorCodes.PermissionDenied, Call(host, Forged(genuine, SecurityAlgorithms.EcdsaSha256, role: "patient")));
        await Refused.WithAsync(ErrorCodes.PermissionDenied, Call(host, Forged(genuine, SecurityAlgorithms.EcdsaSha256, role: "root")));
    }

    [Fact]
    public async Task Call_TokenExpired_SaysSo()
    {
        var clock = new FakeTimeProvider(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using var host = await RunningHost.StartAsync(options => options with { Clock = clock });
        var token = "Bearer " + host.Identities.TokenFor("somebody", Roles.Clinician, TimeSpan.FromMinutes(5));
        await Refused.WithAsync(ErrorCodes.AudioEmpty, Call(host, token));

        clock.Advance(TimeSpan.FromMinutes(6));

        await Refused.WithAsync(ErrorCodes.CredentialExpired, Call(host, token));
    }

    [Fact]
    public async Task Issuer_RolesNotAllowed_DoNotCount()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7()}.pem");
        await File.WriteAllTextAsync(pem, key.ExportSubjectPublicKeyInfoPem(), Cancellation);
        try
        {
            await using var host = await RunningHost.StartAsync(options => options with
            {
                ExtraSettings = new Dictionary<string, string?>
                {
                    ["VoiceStage:Identity:Issuers:0:Issuer"] = "hospital",
                    ["VoiceStage:Identity:Issuers:0:PublicKeyFile"] = pem,
                    ["VoiceStage:Identity:Issuers:0:Roles"] = "clinician, upstream",
                    ["VoiceStage:Identity:Issuers:0:Algorithms"] = "ES256",
                },
            });

            string Hospital(string role) => Forged(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256, issuer: "hospital", role: role);
            await Refused.WithAsync(ErrorCodes.AudioEmpty, Call(host, Hospital("clinician")));
            await Refused.WithAsync(ErrorCodes.PermissionDenied, Call(host, Hospital("operator")));
        }
        finally
        {
            File.Delete(pem);
        }
    }

    [Fact]
    public async Task Json_WithoutToken_IsPlainHttpWithTheSameDetails()
    {
        await using var host = await RunningHost.StartAsync();
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");

        var refused = await host.Web().PostAsync("/v1/recordings:measure", content, Cancellation);
        var empty = await host.Web(host.UpstreamToken).PostAsync("/v1/recordings:measure", content, Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("UNAUTHENTICATED", await ReasonAsync(refused));
        Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
        Assert.Equal("AUDIO_EMPTY", await ReasonAsync(empty));
    }

    [Fact]
    public async Task Json_TokenInTheUrl_IsNotBelieved()
    {
        await using var host = await RunningHost.StartAsync();
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");

        var answer = await host.Web().PostAsync($"/v1/recordings:measure?access_token={host.Identities.Upstream}", content, Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task DevelopmentIdentities_Started_AreWrittenForTheOwnerAlone()
    {
        await using var host = await RunningHost.StartAsync();

        var path = host.Identities.FilePath;
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(path, Cancellation));

        Assert.Equal(host.Addresses.Grpc, new Uri(file.RootElement.GetProperty("grpc_url").GetString()!));
        Assert.Equal(host.Identities.Upstream, file.RootElement.GetProperty("upstream_token").GetString());
        if (!OperatingSystem.IsWindows())
        {
            foreach (var secret in Directory.GetFiles(Path.GetDirectoryName(path)!, "development-*"))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(secret));
            }
        }
    }

    private static string Tampered(string signature) => (signature[0] == 'A' ? 'B' : 'A') + signature[1..];

    private static string Forged(
        SecurityKey key, string algorithm, string issuer = "voicestage-development", string audience = "voicestage", string subject = "x", string role = "upstream") =>
        "Bearer " + new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Claims = new Dictionary<string, object> { ["sub"] = subject, ["role"] = role },
            SigningCredentials = new(key, algorithm),
        });

    private static async Task<string?> ReasonAsync(HttpResponseMessage answer)
    {
        var status = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return status.GetProperty("details")[0].GetProperty("reason").GetString();
    }
}
