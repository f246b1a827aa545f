namespace VoiceStage.Server.Delivery;

/// <summary>One way to tell people. Two implementations: a signed webhook and a line on the console.</summary>
/// <remarks>It answers with what happened and throws only when cancelled; the worker decides about retries.</remarks>
public interface INotifier
{
    /// <summary>Name of the channel, for example <c>webhook</c>.</summary>
    string Channel { get; }

    /// <summary>Sends one notice once.</summary>
    /// <param name="notice">Ids, codes and times.</param>
    /// <param name="cancellation">Ends the try.</param>
    Task<NoticeAnswer> SendAsync(Notice notice, CancellationToken cancellation);
}
