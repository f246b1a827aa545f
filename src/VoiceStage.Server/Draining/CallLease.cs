namespace VoiceStage.Server.Draining;

/// <summary>One live call's place. A stream of <c>Converse</c> finds it among its request's features.</summary>
public sealed class CallLease : IDisposable
{
    private readonly CallGate gate;

    internal CallLease(CallGate gate, CancellationToken moveElsewhere) => (this.gate, MoveElsewhere) = (gate, moveElsewhere);

    /// <summary>Cancelled when the node cannot wait any longer: journal what was heard, end the stream with DRAINING, the client resumes at another node.</summary>
    public CancellationToken MoveElsewhere { get; }

    /// <summary>Gives the place back; more than once is harmless.</summary>
    public void Dispose() => gate.Leave(this);
}
