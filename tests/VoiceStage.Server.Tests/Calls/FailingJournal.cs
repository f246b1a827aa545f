using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Tests.Calls;

/// <summary>A journal that can be told to fail, before or after it has really committed.</summary>
internal sealed class FailingJournal(ISessionJournal inner) : ISessionJournal
{
    public ISessionJournal Inner => inner;

    public bool Fails { get; set; }

    /// <summary>The next append commits and then throws: the answer of the commit is lost.</summary>
    public bool LosesNextAnswer { get; set; }

    public Task<IReadOnlyList<JournalEntry>> LoadAsync(string sessionId, CancellationToken cancellation) =>
        Fails ? throw new IOException("no store") : inner.LoadAsync(sessionId, cancellation);

    public async Task<IReadOnlyList<JournalEntry>> AppendAsync(
        string sessionId, long expectedVersion, DateTimeOffset recordedTime, long audioSample, IReadOnlyList<SessionEvent> events, CancellationToken cancellation)
    {
        if (Fails)
        {
            throw new IOException("no store");
        }

        var entries = await inner.AppendAsync(sessionId, expectedVersion, recordedTime, audioSample, events, cancellation);
        if (LosesNextAnswer)
        {
            LosesNextAnswer = false;
            throw new IOException("the answer was lost");
        }

        return entries;
    }
}
