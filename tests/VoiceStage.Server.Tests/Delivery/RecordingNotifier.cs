using System.Collections.Concurrent;
using VoiceStage.Server.Delivery;

namespace VoiceStage.Server.Tests.Delivery;

/// <summary>A receiver that notes what it gets and answers as told.</summary>
internal sealed class RecordingNotifier(string channel) : INotifier
{
    public ConcurrentQueue<Notice> Received { get; } = new();

    public Func<Notice, Task<NoticeAnswer>> Answer { get; set; } = _ => Task.FromResult(new NoticeAnswer(true, 200, null));

    public string Channel => channel;

    public Task<NoticeAnswer> SendAsync(Notice notice, CancellationToken cancellation)
    {
        Received.Enqueue(notice);
        return Answer(notice);
    }

    public static NoticeAnswer Refused { get; } = new(false, 503, "STATUS_503");
}
