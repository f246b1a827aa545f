using Microsoft.Extensions.Logging;

namespace VoiceStage.Server.Delivery;

/// <summary>What delivery logs: ids and codes.</summary>
internal static partial class DeliveryLog
{
    [LoggerMessage(1201, LogLevel.Information, "notice {OutboxId} receipted over {Channel} by attempt {Attempt}")]
    public static partial void Receipted(ILogger logger, string outboxId, string channel, int attempt);

    [LoggerMessage(1202, LogLevel.Warning, "notice {OutboxId} over {Channel} not taken: {Failure}, attempt {Attempt}")]
    public static partial void NotTaken(ILogger logger, string outboxId, string channel, string failure, int attempt);

    [LoggerMessage(1203, LogLevel.Error, "notice {OutboxId} over {Channel} given up after {Attempts} attempts: {Failure}")]
    public static partial void GivenUp(ILogger logger, string outboxId, string channel, int attempts, string failure);

    [LoggerMessage(1204, LogLevel.Error, "the outbox could not read or write the store ({Failure}); it tries again")]
    public static partial void OutboxFailed(ILogger logger, string failure);
}
