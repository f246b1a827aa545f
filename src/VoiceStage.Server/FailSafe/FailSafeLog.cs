using Microsoft.Extensions.Logging;

namespace VoiceStage.Server.FailSafe;

/// <summary>What the fail-safe logs: ids and codes.</summary>
internal static partial class FailSafeLog
{
    [LoggerMessage(1401, LogLevel.Critical, "the store did not take events of session {SessionId}; spooled: {IsSpooled}, direct pages taken: {PageCount}")]
    public static partial void Handled(ILogger logger, string sessionId, bool isSpooled, int pageCount);

    [LoggerMessage(1402, LogLevel.Critical, "the spool did not take events of session {SessionId} either ({Failure})")]
    public static partial void SpoolFailed(ILogger logger, string sessionId, string failure);

    [LoggerMessage(1403, LogLevel.Warning, "session {SessionId}: {Count} spooled events are in the store now")]
    public static partial void Recovered(ILogger logger, string sessionId, int count);

    [LoggerMessage(1404, LogLevel.Warning, "session {SessionId}: the store still does not take the spooled events ({Failure})")]
    public static partial void StillFailing(ILogger logger, string sessionId, string failure);

    [LoggerMessage(1405, LogLevel.Error, "spool file {File} cannot be read ({Failure}); it stays where it is")]
    public static partial void Unreadable(ILogger logger, string file, string failure);

    [LoggerMessage(1406, LogLevel.Error, "session {SessionId} went on without {Count} spooled events; they are kept beside it and their case is open")]
    public static partial void KeptAside(ILogger logger, string sessionId, int count);

    [LoggerMessage(1407, LogLevel.Error, "the spool could not be looked through ({Failure}); it is tried again")]
    public static partial void RecoveryFailed(ILogger logger, string failure);
}
