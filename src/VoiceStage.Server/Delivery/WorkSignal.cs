using System.Threading.Channels;

namespace VoiceStage.Server.Delivery;

/// <summary>Wakes one worker at once; raising it many times before the worker looks wakes it once.</summary>
public sealed class WorkSignal
{
    private readonly Channel<bool> channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>There is work.</summary>
    public void Raise() => channel.Writer.TryWrite(true);

    /// <summary>Returns when raised or after a while, whichever is first.</summary>
    /// <param name="atMost">Longest wait; zero or less returns at once.</param>
    /// <param name="time">Clock of the wait.</param>
    /// <param name="cancellation">Ends the wait with an exception.</param>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellation)
    {
        if (channel.Reader.TryRead(out _) || atMost <= TimeSpan.Zero)
        {
            return;
        }

        using var expiry = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellation);
        try
        {
            await channel.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
        }
    }
}
