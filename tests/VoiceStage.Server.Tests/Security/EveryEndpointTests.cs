using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VoiceStage.Server.Security;
using VoiceStage.Server.Tests.Hosting;

namespace VoiceStage.Server.Tests.Security;

/// <summary>Nothing is reachable by oversight: every method and page names its policy, and what names none is closed.</summary>
public sealed class EveryEndpointTests
{
    private static readonly string[] Known =
        [Policies.Anybody, Policies.AnyToken, Policies.Clinician, Policies.Inspection, Policies.Operator, Policies.Patient, Policies.Upstream];

    [Fact]
    public async Task Endpoints_All_NameAPolicy()
    {
        await using var host = await RunningHost.StartAsync();
        var endpoints = ((IEndpointRouteBuilder)host.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().ToList();

        Assert.NotEmpty(endpoints);
        var open = endpoints.Where(endpoint => !endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(data => Known.Contains(data.Policy)));
        // gRPC's own answer to a method that does not exist: the fallback denies it to everybody.
        Assert.DoesNotContain(open, endpoint => endpoint.DisplayName?.StartsWith("gRPC - Unimplemented service", StringComparison.Ordinal) != true);
        Assert.DoesNotContain(endpoints, endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null);
    }

    [Fact]
    public async Task Policies_PatientsDataAndCare_AreNotForAnybody()
    {
        await using var host = await RunningHost.StartAsync();
        var byMethod = ((IEndpointRouteBuilder)host.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/voicestage.v1.", StringComparison.Ordinal) == true)
            .ToLookup(endpoint => endpoint.RoutePattern.RawText!.Split('/')[1], endpoint => endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Single().Policy);

        foreach (var (service, policy) in new[]
        {
            ("voicestage.v1.AnalysisService", Policies.AnyToken),
            ("voicestage.v1.AssessmentService", Policies.Patient),
            ("voicestage.v1.EscalationService", Policies.Clinician),
            ("voicestage.v1.ReferralService", Policies.Upstream),
        })
        {
            Assert.All(byMethod[service], found => Assert.Equal(policy, found));
        }

        Assert.NotEmpty(byMethod["voicestage.v1.AnalysisService"]);
    }

    [Fact]
    public async Task Fallback_AnyCaller_Denies()
    {
        await using var host = await RunningHost.StartAsync();
        var provider = host.App.Services.GetRequiredService<IAuthorizationPolicyProvider>();
        var fallback = await provider.GetFallbackPolicyAsync();
        var user = new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity([new("role", "operator")], "test", "sub", "role"));

        var decision = await host.App.Services.GetRequiredService<IAuthorizationService>().AuthorizeAsync(user, null, fallback!);

        Assert.False(decision.Succeeded);
    }
}
