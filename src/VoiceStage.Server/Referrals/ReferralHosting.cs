using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VoiceStage.Server.Security;

namespace VoiceStage.Server.Referrals;

/// <summary>Upstream's service.</summary>
internal static class ReferralHosting
{
    public static IServiceCollection AddReferrals(this IServiceCollection services) => services.AddSingleton<SiteProtocols>();

    public static void MapReferrals(this IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<ReferralRpc>().RequireAuthorization(Policies.Upstream);
}
