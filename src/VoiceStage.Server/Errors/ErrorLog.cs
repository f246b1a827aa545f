using Microsoft.Extensions.Logging;

namespace VoiceStage.Server.Errors;

internal static partial class ErrorLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "{Method} failed with {ExceptionType}\n{Stack}")]
    public static partial void Bug(ILogger logger, string method, string exceptionType, string stack);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "{Method} refused: {Reason}")]
    public static partial void Refused(ILogger logger, string method, string reason);
}
