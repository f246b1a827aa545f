using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using VoiceStage.Server.Security;

namespace VoiceStage.Server.Escalations;

/// <summary>Clinicians' service.</summary>
internal static class EscalationHosting
{
    public static void MapEscalations(this IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<EscalationRpc>().RequireAuthorization(Policies.Clinician);
}
