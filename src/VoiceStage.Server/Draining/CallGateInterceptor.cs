using Grpc.Core;
using Grpc.Core.Interceptors;
using VoiceStage.Server.Errors;

namespace VoiceStage.Server.Draining;

/// <summary>Holds the gate at every bidirectional stream: a call counts while its stream is open. The other calls are short and only turned away while draining.</summary>
internal sealed class CallGateInterceptor(CallGate gate) : Interceptor
{
    private const string HealthService = "/grpc.health.v1.Health/";

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        if (!context.Method.StartsWith("/voicestage.", StringComparison.Ordinal))
        {
            await continuation(requestStream, responseStream, context);
            return;
        }

        using var lease = gate.Enter();
        context.GetHttpContext().Features.Set(lease);
        await continuation(requestStream, responseStream, context);
    }

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        RefuseWhileDraining(context);
        return continuation(request, context);
    }

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        RefuseWhileDraining(context);
        return continuation(requestStream, context);
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        RefuseWhileDraining(context);
        await continuation(request, responseStream, context);
    }

    private void RefuseWhileDraining(ServerCallContext context)
    {
        // Health says NOT_SERVING itself; that is how a load balancer learns of it.
        if (gate.IsDraining && !context.Method.StartsWith(HealthService, StringComparison.Ordinal))
        {
            throw ErrorCodes.Draining.Refusal();
        }
    }
}
