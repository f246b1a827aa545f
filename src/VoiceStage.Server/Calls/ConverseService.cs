using Grpc.Core;
using VoiceStage.V1;

namespace VoiceStage.Server.Calls;

/// <summary>The gRPC door of the conversation. Thin: the call itself knows no gRPC.</summary>
public sealed class ConverseService : AssessmentService.AssessmentServiceBase
{
    private readonly CallDoor door;
    private readonly AdmitCaller admit;

    internal ConverseService(CallDoor door, AdmitCaller admit) => (this.door, this.admit) = (door, admit);

    /// <inheritdoc/>
    public override Task Converse(IAsyncStreamReader<ConverseRequest> requestStream, IServerStreamWriter<ConverseResponse> responseStream, ServerCallContext context) =>
        door.RunAsync(
            assessment => admit(context, assessment),
            async cancellation => await requestStream.MoveNext(cancellation) ? requestStream.Current : null,
            responseStream.WriteAsync,
            context.CancellationToken);
}
