using System.Threading.Channels;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Errors;
using VoiceStage.V1;
using Channel = System.Threading.Channels.Channel;

namespace VoiceStage.Server.Calls;

/// <summary>Runs one call: a reader fills a bounded queue, one loop takes from it, one writer empties a bounded queue towards the client.</summary>
/// <remarks>
/// What is in the queues is bounded by the credit (at most 1 s of audio) and their lengths. A client that does not read is let go: its
/// session stays resumable. gRPC, WebSocket and telephone adapters all run the same loop.
/// </remarks>
public sealed class CallLoop
{
    // 64 messages of 20 ms are more than the second of audio that credit allows.
    private const int InboxLength = 64;
    private const int OutboxLength = 512;
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LastMessagesWithin = TimeSpan.FromSeconds(10);
    private readonly CallParts parts;
    private readonly LateObservations late;
    private readonly Channel<Inbound> inbox = Channel.CreateBounded<Inbound>(new BoundedChannelOptions(InboxLength) { SingleReader = true });
    private readonly Channel<ConverseResponse> outbox = Channel.CreateBounded<ConverseResponse>(new BoundedChannelOptions(OutboxLength) { SingleReader = true, SingleWriter = true });
    private Call? call;
    private volatile bool isSuperseded;
    private volatile bool isDraining;
    private volatile bool clientTooSlow;

    internal CallLoop(CallParts parts, LateObservations late) => (this.parts, this.late) = (parts, late);

    /// <summary>Where the call stands in its audio.</summary>
    public long AudioSample => call?.AudioSample ?? 0;

    /// <summary>Runs a stream to its end.</summary>
    /// <param name="first">Its first message, read already.</param>
    /// <param name="read">Reads the next message; null when the client has closed its side in order; throws when the stream broke.</param>
    /// <param name="write">Writes a message; one call at a time.</param>
    /// <param name="cancellation">The stream is gone.</param>
    /// <exception cref="CallRefusedException">The stream ends with a status; the session stays as it is.</exception>
    public async Task RunAsync(
        ConverseRequest first, Func<CancellationToken, Task<ConverseRequest?>> read, Func<ConverseResponse, CancellationToken, Task> write, CancellationToken cancellation)
    {
        var setup = CallSetup.From(first);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var streamLimit = new CancellationTokenSource(parts.Options.MaxStream, parts.Time);
        await using var current = new Call(parts, setup, Queue, enrichment => late.Follow(setup.AssessmentId, enrichment, this), CancellationToken.None);
        call = current;
        var writing = WriteAsync(write, stop.Token);
        var how = "fault";
        try
        {
            await current.OpenAsync();
            parts.Live.Attach(setup.AssessmentId, this);
            current.BeginClock();
            var reading = ReadAsync(read, current, stop.Token);
            using var ticking = parts.Time.CreateTimer(_ => inbox.Writer.TryWrite(Inbound.Tick), null, TickEvery, TickEvery);
            how = await LoopAsync(current, streamLimit.Token);
            outbox.Writer.TryComplete();
            await Task.WhenAny(writing, Task.Delay(LastMessagesWithin, parts.Time, CancellationToken.None));
        }
        catch (ConnectionTakenException)
        {
            how = "superseded";
            throw ErrorCodes.AttachedElsewhere.Refusal();
        }
        catch (CallRefusedException refused)
        {
            how = refused.Code.Reason;
            await LeaveAsync(current, refused.Code);
            throw;
        }
        finally
        {
            parts.Live.Detach(setup.AssessmentId, this);
            inbox.Writer.TryComplete();
            outbox.Writer.TryComplete();
            stop.Cancel();
            while (inbox.Reader.TryRead(out var left))
            {
                // A call for help that was taken from the client is not forgotten because the stream ended before its turn came.
                if ((left.Late ?? (left.Request is { } request ? Call.AsksForHelp(request) : null)) is { } unrecorded && current.State.Version > 0)
                {
                    await late.RecordAsync(setup.AssessmentId, unrecorded);
                }
            }

            parts.Metrics.Ended(how);
            CallLog.Left(parts.Log, setup.AssessmentId, how);
        }
    }

    /// <summary>Somebody else appended to the session.</summary>
    internal void Notify() => inbox.Writer.TryWrite(Inbound.Appended);

    /// <summary>A newer stream has the session.</summary>
    internal void Supersede()
    {
        isSuperseded = true;
        inbox.Writer.TryWrite(Inbound.Tick);
    }

    /// <summary>The node is being stopped.</summary>
    internal void BeginDrain()
    {
        isDraining = true;
        inbox.Writer.TryWrite(Inbound.Tick);
    }

    /// <summary>Hands in what came later; false when the loop has ended.</summary>
    internal async ValueTask<bool> TryTakeLateAsync(SessionObservation enriched)
    {
        try
        {
            await inbox.Writer.WriteAsync(new Inbound { Late = enriched });
            return true;
        }
        catch (ChannelClosedException)
        {
            return false;
        }
    }

    private async Task<string> LoopAsync(Call current, CancellationToken streamLimit)
    {
        var drainTold = false;
        while (!current.IsOver)
        {
            Inbound next;
            try
            {
                next = await inbox.Reader.ReadAsync(streamLimit);
            }
            catch (OperationCanceledException)
            {
                await current.HangUpAsync();
                return "stream limit";
            }

            if (isSuperseded)
            {
                throw new ConnectionTakenException();
            }

            if (clientTooSlow || next.IsLost)
            {
                await current.LoseAsync();
                return "lost";
            }

            if (isDraining && !drainTold)
            {
                drainTold = true;
                current.BeginDrain();
            }

            if (next.IsGoodbye)
            {
                await current.HangUpAsync();
                return "hung up";
            }

            try
            {
                await TakeAsync(current, next);
            }
            catch (StreamSilentException)
            {
                await current.LoseAsync();
                return "silent";
            }
        }

        return "completed";
    }

    private static async ValueTask TakeAsync(Call current, Inbound next)
    {
        if (next.Request is { } request)
        {
            await current.TakeAsync(request);
        }
        else if (next.Late is { } enriched)
        {
            await current.TakeLateAsync(enriched);
        }
        else if (next.Refusal is { } refusal)
        {
            throw refusal;
        }
        else if (next.IsAppended)
        {
            await current.CatchUpAsync();
        }
        else
        {
            await current.TickAsync();
        }
    }

    /// <summary>A stream that ends with a refusal is a lost stream to the session, unless another one has it or it never had it.</summary>
    private static async Task LeaveAsync(Call current, ErrorCode code)
    {
        if (current.State.Version == 0 || code == ErrorCodes.AssessmentClosed || code == ErrorCodes.AttachedElsewhere || code == ErrorCodes.StoreUnavailable)
        {
            return;
        }

        try
        {
            await current.LoseAsync();
        }
        catch (ConnectionTakenException)
        {
            // Then the session has not lost anything.
        }
    }

    private async Task ReadAsync(Func<CancellationToken, Task<ConverseRequest?>> read, Call current, CancellationToken cancellation)
    {
        try
        {
            while (await read(cancellation) is { } request)
            {
                // Checked here and not later: what waits in the queue is bounded by what was granted when it came.
                if (request.MessageCase == ConverseRequest.MessageOneofCase.Audio && request.Audio.SampleOffset >= current.GrantedUpTo)
                {
                    await inbox.Writer.WriteAsync(new Inbound { Refusal = ErrorCodes.AudioBeyondCredit.Refusal() }, cancellation);
                    return;
                }

                if (Call.AsksForHelp(request) is not null)
                {
                    current.Hurry();
                }

                await inbox.Writer.WriteAsync(new Inbound { Request = request }, cancellation);
            }

            await inbox.Writer.WriteAsync(new Inbound { IsGoodbye = true }, cancellation);
        }
        catch (CallRefusedException refused)
        {
            await EnqueueLastAsync(new Inbound { Refusal = refused });
        }
        catch (Exception e) when (e is not ChannelClosedException)
        {
            await EnqueueLastAsync(new Inbound { IsLost = true });
        }
        catch (ChannelClosedException)
        {
            // The loop has ended.
        }
    }

    private async Task EnqueueLastAsync(Inbound last)
    {
        try
        {
            await inbox.Writer.WriteAsync(last);
        }
        catch (ChannelClosedException)
        {
            // The loop has ended.
        }
    }

    private void Queue(ConverseResponse response)
    {
        if (!outbox.Writer.TryWrite(response))
        {
            // 512 messages unread: the client has stopped reading.
            clientTooSlow = true;
        }
    }

    private async Task WriteAsync(Func<ConverseResponse, CancellationToken, Task> write, CancellationToken cancellation)
    {
        try
        {
            // Not ReadAllAsync: it leaves the thread that a simulation runs on.
            while (await outbox.Reader.WaitToReadAsync(cancellation))
            {
                while (outbox.Reader.TryRead(out var response))
                {
                    await write(response, cancellation);
                }
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            await EnqueueLastAsync(new Inbound { IsLost = true });
        }
    }

    /// <summary>What the loop takes.</summary>
    private sealed record Inbound
    {
        public static readonly Inbound Tick = new();
        public static readonly Inbound Appended = new() { IsAppended = true };

        public ConverseRequest? Request { get; init; }
        public SessionObservation? Late { get; init; }
        public CallRefusedException? Refusal { get; init; }
        public bool IsAppended { get; init; }
        public bool IsGoodbye { get; init; }
        public bool IsLost { get; init; }
    }
}
