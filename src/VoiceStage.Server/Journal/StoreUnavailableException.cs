namespace VoiceStage.Server.Journal;

/// <summary>The store did not take a write. Whether it was kept is not known when <see cref="CommitInDoubt"/>; load again to see.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What was tried, without content.</param>
    /// <param name="commitInDoubt">Whether the commit had begun.</param>
    /// <param name="cause">What the store said.</param>
    public StoreUnavailableException(string message, bool commitInDoubt, Exception? cause = null)
        : base(message, cause) => CommitInDoubt = commitInDoubt;

    /// <summary>Whether the commit had begun, so that the write may be there after all.</summary>
    public bool CommitInDoubt { get; }
}
