using System.Data.Common;
using Grpc.Core;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Assessment.Journal;
using VoiceStage.Server.Errors;

namespace VoiceStage.Server.Tests.Errors;

public sealed class ErrorInterceptorTests
{
    public static TheoryData<Exception, string> Translations() => new()
    {
        { new AudioFormatException("AUDIO_TRUNCATED", "text"), "AUDIO_TRUNCATED" },
        { new AudioFormatException("AUDIO_EMPTY", "text"), "AUDIO_EMPTY" },
        { new AudioFormatException("AUDIO_NOT_WAV", "text"), "AUDIO_NOT_WAV" },
        { new AudioFormatException("AUDIO_UNSUPPORTED", "text"), "AUDIO_UNSUPPORTED" },
        { new AudioFormatException("AUDIO_NOT_FINITE", "text"), "AUDIO_NOT_FINITE" },
        { new AudioFormatException("AUDIO_TOO_LONG", "text"), "AUDIO_TOO_LONG" },
        { new AudioFormatException("AUDIO_NEW_KIND", "text"), "AUDIO_UNSUPPORTED" },
        { new JournalConflictException("a1", 4), "ATTACHED_ELSEWHERE" },
        { new Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException("text"), "CONCURRENT_CHANGE" },
        { new Microsoft.EntityFrameworkCore.DbUpdateException("text"), "STORE_UNAVAILABLE" },
        { new StoreException(), "STORE_UNAVAILABLE" },
        { ErrorCodes.Draining.Refusal(), "DRAINING" },
        { new RpcException(new(StatusCode.ResourceExhausted, "text")), "MESSAGE_TOO_LARGE" },
        { new InvalidOperationException("the patient said secret"), "INTERNAL" },
        { new OperationCanceledException(), "INTERNAL" },
    };

    [Theory]
    [MemberData(nameof(Translations))]
    public void ToRefusal_Exception_HasItsCodeAndNoneOfItsText(Exception exception, string reason)
    {
        var refusal = ErrorInterceptor.ToRefusal(exception, callIsCancelled: false);
        var thrown = RichStatus.ToRpcException(refusal);

        Assert.Equal(reason, RichStatus.ReasonOf(thrown));
        Assert.DoesNotContain("text", thrown.Status.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", RichStatus.Read(thrown)!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToRefusal_Bug_CarriesNoText()
    {
        var thrown = RichStatus.ToRpcException(ErrorInterceptor.ToRefusal(new InvalidOperationException("secret"), false));

        Assert.Equal("", thrown.Status.Detail);
        Assert.Equal(StatusCode.Internal, thrown.StatusCode);
    }

    [Fact]
    public void ToRefusal_CancelledByCaller_IsCancelled() =>
        Assert.Equal(ErrorCodes.Cancelled, ErrorInterceptor.ToRefusal(new OperationCanceledException(), callIsCancelled: true).Code);

    private sealed class StoreException : DbException;
}
