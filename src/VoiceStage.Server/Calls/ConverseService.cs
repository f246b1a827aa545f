using Grpc.Core;
using VoiceStage.Server.Errors;
using VoiceStage.V1;

namespace VoiceStage.Server.Calls;

/// <summary>The gRPC door of the conversation. Thin: admits the caller, then runs the call.</summary>
public sealed class ConverseService : AssessmentService.AssessmentServiceBase
{
    private readonly CallParts parts;
    private readonly LateObservations late;
    private readonly AdmitCaller admit;

    internal ConverseService(CallParts parts, LateObservations late, AdmitCaller admit) => (this.parts, this.late, this.admit) = (parts, late, admit);

    /// <inheritdoc/>
    public override async Task Converse(IAsyncStreamReader<ConverseRequest> requestStream, IServerStreamWriter<ConverseResponse> responseStream, ServerCallContext context)
    {
        if (parts.Live.IsDraining)
        {
            throw ErrorCodes.Draining.Refusal();
        }

        var first = await ReadFirstAsync(requestStream, context.CancellationToken);
        var setup = CallSetup.From(first);
        await admit(context, setup.AssessmentId);
        if (parts.Live.Count >= parts.Options.MaxLiveCalls)
        {
            throw ErrorCodes.Overloaded.Refusal();
        }

        var loop = new CallLoop(parts, late);
        await loop.RunAsync(first, async cancellation => await requestStream.MoveNext(cancellation) ? requestStream.Current : null,
            responseStream.WriteAsync, context.CancellationToken);
    }

    private async Task<ConverseRequest> ReadFirstAsync(IAsyncStreamReader<ConverseRequest> requests, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(parts.Options.OpenWithin, parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await requests.MoveNext(either.Token) ? requests.Current : throw ErrorCodes.OpenFirst.Refusal();
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw ErrorCodes.OpenFirst.Refusal(("why", "nothing was sent"));
        }
    }
}
