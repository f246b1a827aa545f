using Google.Rpc;
using Grpc.Core;
using VoiceStage.Server.Errors;

namespace VoiceStage.Server.Tests.Errors;

/// <summary>Asserts that a call is refused with one code, with the details that every error has.</summary>
internal static class Refused
{
    public static async Task<Google.Rpc.Status> WithAsync(ErrorCode expected, Func<Task> call)
    {
        var exception = await Assert.ThrowsAsync<RpcException>(call);
        var status = RichStatus.Read(exception);
        Assert.True(status is not null, $"no details, {exception.Status}");
        Assert.Equal(expected.Reason, RichStatus.ReasonOf(exception));
        Assert.Equal(expected.Status, exception.StatusCode);
        Assert.Equal(ErrorCodes.Domain, status.Details.First(detail => detail.Is(ErrorInfo.Descriptor)).Unpack<ErrorInfo>().Domain);
        Assert.Equal(expected.RetryDelay is not null, status.Details.Any(detail => detail.Is(RetryInfo.Descriptor)));
        return status;
    }

    public static Task<Google.Rpc.Status> WithAsync<T>(ErrorCode expected, AsyncUnaryCall<T> call) => WithAsync(expected, async () => await call);

    public static IReadOnlyList<string> Fields(Google.Rpc.Status status) =>
        [.. status.Details.Where(detail => detail.Is(BadRequest.Descriptor)).SelectMany(detail => detail.Unpack<BadRequest>().FieldViolations).Select(violation => violation.Field)];
}
