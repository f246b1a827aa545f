using System.Collections.Concurrent;
using VoiceStage.Server.Errors;
using VoiceStage.Server.Settings;

namespace VoiceStage.Server.Draining;

/// <summary>Counts live calls, bounds them, and lets none in while the node is being stopped.</summary>
public sealed class CallGate : IDisposable
{
    private readonly ConcurrentDictionary<CallLease, byte> calls = new();
    private readonly int mostCalls;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource moveElsewhere = new();
    private readonly CancellationTokenSource draining = new();
    private TaskCompletionSource? lastCallGone;

    /// <summary>Makes one.</summary>
    /// <param name="settings">Holds the bound.</param>
    public CallGate(LoadSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        mostCalls = settings.MaxLiveCalls;
    }

    /// <summary>Calls that are live now.</summary>
    public int LiveCallCount => calls.Count;

    /// <summary>Whether the node takes no new calls.</summary>
    public bool IsDraining => draining.IsCancellationRequested;

    /// <summary>Cancelled when the node begins to be stopped.</summary>
    public CancellationToken Draining => draining.Token;

    /// <summary>Lets a call in.</summary>
    /// <returns>Dispose it when the call's stream ends.</returns>
    /// <exception cref="CallRefusedException">DRAINING or OVERLOADED.</exception>
    public CallLease Enter()
    {
        lock (gate)
        {
            if (IsDraining)
            {
                throw ErrorCodes.Draining.Refusal();
            }

            if (calls.Count >= mostCalls)
            {
                throw ErrorCodes.Overloaded.Refusal();
            }

            var lease = new CallLease(this, moveElsewhere.Token);
            calls[lease] = 0;
            return lease;
        }
    }

    internal void Leave(CallLease lease)
    {
        lock (gate)
        {
            calls.TryRemove(lease, out _);
            if (calls.IsEmpty)
            {
                lastCallGone?.TrySetResult();
            }
        }
    }

    /// <summary>Takes no new calls from here on.</summary>
    /// <returns>Done when no call is live.</returns>
    internal Task BeginDraining()
    {
        lock (gate)
        {
            draining.Cancel();
            lastCallGone ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (calls.IsEmpty)
            {
                lastCallGone.TrySetResult();
            }

            return lastCallGone.Task;
        }
    }

    /// <summary>Tells the calls that are still live to go on at another node.</summary>
    internal void MoveCallsElsewhere() => moveElsewhere.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        moveElsewhere.Dispose();
        draining.Dispose();
    }
}
