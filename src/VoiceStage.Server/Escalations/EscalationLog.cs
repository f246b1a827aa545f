using Microsoft.Extensions.Logging;

namespace VoiceStage.Server.Escalations;

/// <summary>What the ladder logs: ids and codes.</summary>
internal static partial class EscalationLog
{
    [LoggerMessage(1301, LogLevel.Warning, "escalation {EscalationId}: rung {Rung} notified, {Why}")]
    public static partial void RungNotified(ILogger logger, string escalationId, int rung, string why);

    [LoggerMessage(1302, LogLevel.Error, "the escalation ladder could not read or write the store ({Failure}); it tries again")]
    public static partial void LadderFailed(ILogger logger, string failure);
}
