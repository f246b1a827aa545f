using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Assessment.Journal;
using VoiceStage.Server.Journal;

namespace VoiceStage.Server.Errors;

/// <summary>The one place where an exception becomes a gRPC status. A bug becomes INTERNAL without a word about it.</summary>
public sealed class ErrorInterceptor(ILogger<ErrorInterceptor> logger) : Interceptor
{
    /// <inheritdoc/>
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception exception)
        {
            throw Translate(exception, context);
        }
    }

    /// <inheritdoc/>
    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(requestStream, context);
        }
        catch (Exception exception)
        {
            throw Translate(exception, context);
        }
    }

    /// <inheritdoc/>
    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception exception)
        {
            throw Translate(exception, context);
        }
    }

    /// <inheritdoc/>
    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(requestStream, responseStream, context);
        }
        catch (Exception exception)
        {
            throw Translate(exception, context);
        }
    }

    private RpcException Translate(Exception exception, ServerCallContext context)
    {
        var refusal = ToRefusal(exception, context.CancellationToken.IsCancellationRequested);
        if (refusal.Code == ErrorCodes.Internal)
        {
            // The type and place of a bug are logged; its message may quote what a patient said.
            ErrorLog.Bug(logger, context.Method, exception.GetType().FullName ?? "", exception.StackTrace ?? "");
        }
        else
        {
            ErrorLog.Refused(logger, context.Method, refusal.Code.Reason);
        }

        return RichStatus.ToRpcException(refusal);
    }

    /// <summary>The refusal that an exception stands for.</summary>
    /// <param name="exception">Anything.</param>
    /// <param name="callIsCancelled">Whether the caller has gone.</param>
    internal static CallRefusedException ToRefusal(Exception exception, bool callIsCancelled) => exception switch
    {
        CallRefusedException refusal => refusal,
        AudioFormatException audio => AudioRefusal(audio.Code),
        JournalConflictException => ErrorCodes.AttachedElsewhere.Refusal(),
        OperationCanceledException when callIsCancelled => ErrorCodes.Cancelled.Refusal(),
        IOException when callIsCancelled => ErrorCodes.Cancelled.Refusal(),
        RpcException { StatusCode: StatusCode.ResourceExhausted } => ErrorCodes.MessageTooLarge.Refusal(),
        RpcException { StatusCode: StatusCode.Unimplemented } => ErrorCodes.Unimplemented.Refusal(),
        RpcException { StatusCode: StatusCode.Cancelled } => ErrorCodes.Cancelled.Refusal(),
        Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException => ErrorCodes.ConcurrentChange.Refusal(),
        StoreUnavailableException or System.Data.Common.DbException or Microsoft.EntityFrameworkCore.DbUpdateException => ErrorCodes.StoreUnavailable.Refusal(),
        _ => ErrorCodes.Internal.Refusal(),
    };

    private static CallRefusedException AudioRefusal(string code) =>
        ErrorCodes.All.TryGetValue(code, out var known) ? known.Refusal() : ErrorCodes.AudioUnsupported.Refusal(("detail", code));
}
