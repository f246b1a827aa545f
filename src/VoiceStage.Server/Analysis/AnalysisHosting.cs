using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VoiceStage.Server.Hosting;
using VoiceStage.Server.Security;

namespace VoiceStage.Server.Analysis;

/// <summary>Measuring without a session.</summary>
internal static class AnalysisHosting
{
    public static IServiceCollection AddAnalysis(this IServiceCollection services)
    {
        services.AddSingleton<AnalysisQueue>();
        services.AddGrpc().AddServiceOptions<AnalysisRpc>(grpc => grpc.MaxReceiveMessageSize = ContractHosting.AnalysisMessageBytes);
        return services;
    }

    public static void MapAnalysis(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGrpcService<AnalysisRpc>().RequireAuthorization(Policies.AnyToken);
}
