using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VoiceStage.Server.Draining;
using VoiceStage.Server.Errors;
using VoiceStage.Server.Security;
using VoiceStage.Server.Settings;

namespace VoiceStage.Server.Hosting;

/// <summary>The public contract on the wire: gRPC with its limits and errors, health, reflection, JSON transcoding.</summary>
internal static class ContractHosting
{
    /// <summary>Largest message from a patient's client: 100 ms of 48 kHz audio is under 10 KiB.</summary>
    public const int ConversationMessageBytes = 64 * 1024;

    /// <summary>Largest message to measure: a recording of 3 MiB.</summary>
    public const int AnalysisMessageBytes = 4 * 1024 * 1024;

    /// <summary>Largest other message: 50 posts of 10 000 characters are 2 MiB in the worst case of UTF-8.</summary>
    public const int OtherMessageBytes = 3 * 1024 * 1024;

    public static IServiceCollection AddContract(this IServiceCollection services, VoiceStageSettings settings)
    {
        services.AddGrpc(grpc =>
        {
            grpc.Interceptors.Add<ErrorInterceptor>();
            grpc.Interceptors.Add<CallGateInterceptor>();
            grpc.Interceptors.Add<CredentialExpiryInterceptor>();
            grpc.EnableDetailedErrors = false;
            grpc.MaxReceiveMessageSize = OtherMessageBytes;
        }).AddJsonTranscoding(json =>
        {
            json.TypeRegistry = RichStatus.Types;
        });
        services.AddGrpcReflection();
        services.AddGrpcHealthChecks(health => health.Services.Map("", _ => true));
        return services;
    }

    public static void MapContract(this IEndpointRouteBuilder endpoints, VoiceStageSettings settings)
    {
        endpoints.MapGrpcHealthChecksService().RequireAuthorization(Policies.Anybody);
        endpoints.MapGrpcReflectionService().RequireAuthorization(Policies.Inspection);
    }
}
