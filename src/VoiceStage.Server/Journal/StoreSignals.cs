using VoiceStage.Server.Delivery;

namespace VoiceStage.Server.Journal;

/// <summary>Raised after a commit, so that a page leaves within milliseconds of it and not with the next poll.</summary>
public sealed class StoreSignals
{
    /// <summary>There are new notices.</summary>
    public WorkSignal Outbox { get; } = new();

    /// <summary>A deadline of a case changed.</summary>
    public WorkSignal Ladder { get; } = new();

    /// <summary>Cases changed: raised for whoever watches the worklist.</summary>
    public event Action? WorklistChanged;

    /// <summary>Cases, deadlines and notices may have changed.</summary>
    public void Raise()
    {
        Outbox.Raise();
        Ladder.Raise();
        WorklistChanged?.Invoke();
    }
}
