using VoiceStage.Server.Calls;
using VoiceStage.Server.Errors;
using VoiceStage.V1;

namespace VoiceStage.Server.Simulation;

/// <summary>One stream between a patient's client and a process: in order like a real one, until it breaks.</summary>
internal sealed class SimulatedLine
{
    private readonly Queue<ConverseRequest> toServer = new();
    private readonly SimulatedWorld world;
    private readonly SimulatedProcess process;
    private TaskCompletionSource? waiting;
    private bool isBroken;
    private bool saidGoodbye;

    private SimulatedLine(SimulatedWorld world, SimulatedProcess process) => (this.world, this.process) = (world, process);

    /// <summary>What the client has received and not looked at.</summary>
    public Queue<ConverseResponse> ToClient { get; } = new();

    /// <summary>Whether the server's side has ended, or the line is broken.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Code with which the server refused, or null.</summary>
    public ErrorCode? Refused { get; private set; }

    public SimulatedProcess Process => process;

    /// <summary>Dials a process.</summary>
    public static SimulatedLine Open(SimulatedWorld world, SimulatedProcess process, Open open)
    {
        var line = new SimulatedLine(world, process);
        world.Record.Connections++;
        world.Record.Note($"connects to {process.Name}{(open.Resume is null ? "" : " to go on")}");
        _ = line.RunAsync(new ConverseRequest { Open = open });
        return line;
    }

    public void Send(ConverseRequest request)
    {
        if (!isBroken && !saidGoodbye)
        {
            toServer.Enqueue(request);
            Wake();
        }
    }

    public void Goodbye()
    {
        saidGoodbye = true;
        Wake();
    }

    /// <summary>Nothing gets through any more in either direction.</summary>
    public void Break()
    {
        (isBroken, IsOver) = (true, true);
        Wake();
    }

    private void Wake() => waiting?.TrySetResult();

    private async Task RunAsync(ConverseRequest first)
    {
        // The client's side must exist before the server's does anything.
        await Task.Yield();
        using var gone = new CancellationTokenSource();
        try
        {
            await process.NewLoop().RunAsync(first, ReadAsync, WriteAsync, gone.Token);
            world.Record.Note($"{process.Name} ends the stream");
        }
        catch (CallRefusedException refused)
        {
            Refused = refused.Code;
            world.Record.Note($"{process.Name} refuses {refused.Code.Reason}");
        }
        catch (IOException)
        {
            // The store was away before the call had begun: to the client the service is unavailable.
            world.Record.Note($"{process.Name} is unavailable");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            world.Record.Violate($"a call ended with {e.GetType().Name}: {e.Message}");
        }

        IsOver = true;
    }

    private async Task<ConverseRequest?> ReadAsync(CancellationToken cancellation)
    {
        for (; ; )
        {
            await process.StandStillIfGoneAsync();
            if (isBroken)
            {
                throw new IOException("the line is broken");
            }

            if (toServer.TryDequeue(out var request))
            {
                world.Record.Working = process;
                if (Call.AsksForHelp(request) is not null)
                {
                    world.Record.Signal("help");
                }

                return request;
            }

            if (saidGoodbye)
            {
                return null;
            }

            waiting = new TaskCompletionSource();
            await waiting.Task.WaitAsync(cancellation);
            waiting = null;
        }
    }

    private Task WriteAsync(ConverseResponse response, CancellationToken cancellation)
    {
        if (process.GoneAt is not null)
        {
            return process.StandStillIfGoneAsync();
        }

        if (isBroken)
        {
            throw new IOException("the line is broken");
        }

        Invariants.ToldOnlyWhatIsWritten(world, response);
        ToClient.Enqueue(response);
        return Task.CompletedTask;
    }
}
