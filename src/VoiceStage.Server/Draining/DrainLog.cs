using Microsoft.Extensions.Logging;

namespace VoiceStage.Server.Draining;

internal static partial class DrainLog
{
    [LoggerMessage(EventId = 10, Level = LogLevel.Information, Message = "Draining: no new calls, {LiveCalls} go on")]
    public static partial void Begun(ILogger logger, int liveCalls);

    [LoggerMessage(EventId = 11, Level = LogLevel.Warning, Message = "The drain's bound has passed: {LiveCalls} calls are told to resume elsewhere")]
    public static partial void Moving(ILogger logger, int liveCalls);
}
