using Grpc.Core;

namespace VoiceStage.Server.Security;

/// <summary>A call whose cancellation also comes when the caller's credential runs out.</summary>
internal sealed class BoundedCallContext : ServerCallContext, IDisposable
{
    private readonly ServerCallContext inner;
    private readonly CancellationTokenSource expiry;
    private readonly CancellationTokenSource either;

    public BoundedCallContext(ServerCallContext inner, TimeSpan left, TimeProvider clock)
    {
        this.inner = inner;
        // A timer takes at most 49 days; no stream lives that long.
        expiry = new(left < TimeSpan.Zero ? TimeSpan.Zero : left > TimeSpan.FromDays(40) ? TimeSpan.FromDays(40) : left, clock);
        either = CancellationTokenSource.CreateLinkedTokenSource(inner.CancellationToken, expiry.Token);
        // GetHttpContext() finds the request here when the context is not gRPC's own.
        UserStateCore["__HttpContext"] = inner.GetHttpContext();
    }

    public bool IsExpired => expiry.IsCancellationRequested;

    protected override string MethodCore => inner.Method;

    protected override string HostCore => inner.Host;

    protected override string PeerCore => inner.Peer;

    protected override DateTime DeadlineCore => inner.Deadline;

    protected override Metadata RequestHeadersCore => inner.RequestHeaders;

    protected override CancellationToken CancellationTokenCore => either.Token;

    protected override Metadata ResponseTrailersCore => inner.ResponseTrailers;

    protected override Status StatusCore { get => inner.Status; set => inner.Status = value; }

    protected override WriteOptions? WriteOptionsCore { get => inner.WriteOptions; set => inner.WriteOptions = value; }

    protected override AuthContext AuthContextCore => inner.AuthContext;

    protected override IDictionary<object, object> UserStateCore => inner.UserState;

    public void Dispose()
    {
        either.Dispose();
        expiry.Dispose();
    }

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => inner.WriteResponseHeadersAsync(responseHeaders);

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => inner.CreatePropagationToken(options);
}
