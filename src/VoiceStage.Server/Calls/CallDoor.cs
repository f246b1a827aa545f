using VoiceStage.Server.Errors;
using VoiceStage.V1;

namespace VoiceStage.Server.Calls;

/// <summary>What every door of the conversation does, gRPC and WebSocket alike: hears the first message, admits the caller, runs the call.</summary>
internal sealed class CallDoor(CallParts parts, LateObservations late)
{
    /// <summary>Runs one stream to its end.</summary>
    /// <param name="admit">Lets the caller into the assessment with this id, or refuses.</param>
    /// <param name="read">Reads the next message; null when the client has closed its side in order; throws when the stream broke.</param>
    /// <param name="write">Writes a message; one call at a time.</param>
    /// <param name="cancellation">The stream is gone.</param>
    /// <exception cref="CallRefusedException">The stream ends with a status; the session stays as it is.</exception>
    public async Task RunAsync(
        Func<string, Task> admit, Func<CancellationToken, Task<ConverseRequest?>> read, Func<ConverseResponse, CancellationToken, Task> write, CancellationToken cancellation)
    {
        if (parts.Live.IsDraining)
        {
            throw ErrorCodes.Draining.Refusal();
        }

        var first = await ReadFirstAsync(read, cancellation);
        await admit(CallSetup.From(first).AssessmentId);
        if (parts.Live.Count >= parts.Options.MaxLiveCalls)
        {
            throw ErrorCodes.Overloaded.Refusal();
        }

        await new CallLoop(parts, late).RunAsync(first, read, write, cancellation);
    }

    private async Task<ConverseRequest> ReadFirstAsync(Func<CancellationToken, Task<ConverseRequest?>> read, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(parts.Options.OpenWithin, parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await read(either.Token) ?? throw ErrorCodes.OpenFirst.Refusal();
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw ErrorCodes.OpenFirst.Refusal(("why", "nothing was sent"));
        }
    }
}
