using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace VoiceStage.Server.Errors;

/// <summary>A refusal as google.rpc.Status with details, and as the gRPC exception that carries it.</summary>
public static class RichStatus
{
    /// <summary>Trailer that carries a google.rpc.Status beside the plain gRPC status.</summary>
    public const string Trailer = "grpc-status-details-bin";

    /// <summary>The status with ErrorInfo and, where they apply, BadRequest and RetryInfo.</summary>
    public static Google.Rpc.Status Of(CallRefusedException refusal)
    {
        var information = new ErrorInfo { Reason = refusal.Code.Reason, Domain = ErrorCodes.Domain };
        foreach (var (key, value) in refusal.Metadata)
        {
            information.Metadata[key] = value;
        }

        var status = new Google.Rpc.Status { Code = (int)refusal.Code.Status, Message = refusal.Code.Message, Details = { Any.Pack(information) } };
        if (refusal.Violations.Count > 0)
        {
            var violations = refusal.Violations.Select(violation => new BadRequest.Types.FieldViolation { Field = violation.Field, Description = violation.Description });
            status.Details.Add(Any.Pack(new BadRequest { FieldViolations = { violations } }));
        }

        if ((refusal.RetryDelay ?? refusal.Code.RetryDelay) is { } delay)
        {
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
        }

        return status;
    }

    /// <summary>The exception that gRPC sends with the details in its trailers.</summary>
    public static RpcException ToRpcException(CallRefusedException refusal) =>
        new(new(refusal.Code.Status, refusal.Code.Message), new Metadata { { Trailer, Of(refusal).ToByteArray() } });

    /// <summary>Types that stand in the details; JSON needs to know them.</summary>
    public static TypeRegistry Types { get; } = TypeRegistry.FromMessages(ErrorInfo.Descriptor, BadRequest.Descriptor, RetryInfo.Descriptor);

    /// <summary>The status as the JSON that transcoded calls answer with.</summary>
    public static string ToJson(Google.Rpc.Status status) => new JsonFormatter(JsonFormatter.Settings.Default.WithTypeRegistry(Types)).Format(status);

    /// <summary>The details of a received error, or null when it carries none. For clients and tests.</summary>
    public static Google.Rpc.Status? Read(RpcException exception) =>
        exception.Trailers.GetValueBytes(Trailer) is { } bytes ? Google.Rpc.Status.Parser.ParseFrom(bytes) : null;

    /// <summary>The stable reason of a received error, or null when it carries none.</summary>
    public static string? ReasonOf(RpcException exception) => Read(exception)?.Details
        .Where(detail => detail.Is(ErrorInfo.Descriptor)).Select(detail => detail.Unpack<ErrorInfo>().Reason).FirstOrDefault();
}
