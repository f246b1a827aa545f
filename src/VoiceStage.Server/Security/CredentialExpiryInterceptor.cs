using Grpc.Core;
using Grpc.Core.Interceptors;
using VoiceStage.Server.Errors;

namespace VoiceStage.Server.Security;

/// <summary>Checks the expiry of a token again inside long streams: a clinician who has lost their job does not go on watching.</summary>
/// <remarks>A patient's ticket is not cut here: its end is far above the longest call, and the session bounds its own length; no expiry may silence
/// somebody in danger. A converse stream that opens is checked by <see cref="CallAdmission"/>.</remarks>
internal sealed class CredentialExpiryInterceptor(TimeProvider clock) : Interceptor
{
    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        using var bounded = Bound(context);
        try
        {
            await continuation(request, responseStream, bounded ?? context);
        }
        catch (Exception) when (bounded?.IsExpired == true)
        {
            throw ErrorCodes.CredentialExpired.Refusal();
        }
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        using var bounded = Bound(context);
        try
        {
            return await continuation(bounded is null ? requestStream : new BoundedReader<TRequest>(requestStream, bounded.CancellationToken), bounded ?? context);
        }
        catch (Exception) when (bounded?.IsExpired == true)
        {
            throw ErrorCodes.CredentialExpired.Refusal();
        }
    }

    private BoundedCallContext? Bound(ServerCallContext context) =>
        context.GetHttpContext().User.Identity?.IsAuthenticated == true && Caller.Of(context) is { ExpireTime: { } end }
            ? new(context, end - clock.GetUtcNow(), clock)
            : null;

    private sealed class BoundedReader<T>(IAsyncStreamReader<T> inner, CancellationToken end) : IAsyncStreamReader<T>
    {
        public T Current => inner.Current;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end);
            return await inner.MoveNext(both.Token);
        }
    }
}
