using Microsoft.Extensions.Logging;

namespace VoiceStage.Server.Calls;

internal static partial class CallLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "call {Assessment} attached, resumed {Resumed}, missing {Missing} samples")]
    public static partial void Attached(ILogger logger, string assessment, bool resumed, long missing);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "call {Assessment} left: {How}")]
    public static partial void Left(ILogger logger, string assessment, string how);

    [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "call {Assessment}: the store did not take {Count} events ({ExceptionType}); the fail-safe runs")]
    public static partial void StoreFailed(ILogger logger, string assessment, int count, string exceptionType);

    [LoggerMessage(EventId = 4, Level = LogLevel.Information, Message = "call {Assessment}: the store takes events again")]
    public static partial void StoreBack(ILogger logger, string assessment);

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "call {Assessment}: a prompt has no sound ({ExceptionType})")]
    public static partial void NoSound(ILogger logger, string assessment, string exceptionType);

    [LoggerMessage(EventId = 6, Level = LogLevel.Warning, Message = "call {Assessment}: later words or measures were not recorded ({ExceptionType})")]
    public static partial void LateLost(ILogger logger, string assessment, string exceptionType);

    [LoggerMessage(EventId = 7, Level = LogLevel.Warning, Message = "call {Assessment}: the recording failed ({ExceptionType})")]
    public static partial void RecordingFailed(ILogger logger, string assessment, string exceptionType);

    [LoggerMessage(EventId = 8, Level = LogLevel.Information, Message = "call {Assessment}: nobody came back; it has ended")]
    public static partial void NotResumed(ILogger logger, string assessment);

    [LoggerMessage(EventId = 9, Level = LogLevel.Warning, Message = "lost calls could not be read ({ExceptionType}); they are looked at again")]
    public static partial void LostNotRead(ILogger logger, string exceptionType);

    [LoggerMessage(EventId = 10, Level = LogLevel.Error, Message = "calls cannot be served: {Reason}")]
    public static partial void CannotServe(ILogger logger, string reason);
}
