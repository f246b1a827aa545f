using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace VoiceStage.Server.Journal;

/// <summary>The one writer of a process: every change of the store passes here, and what waits together is committed together.</summary>
/// <remarks>
/// <para>SQLite takes one writer at a time and each commit costs an fsync. While one transaction commits, the next requests gather and share the
/// following one, so that a hundred calls at once cost tens of commits a second, not hundreds. Nothing is held back to fill a group.</para>
/// <para>Each request runs inside a savepoint: one that fails (a version conflict) takes nothing of its neighbours with it.</para>
/// </remarks>
public sealed class StoreWriter : IAsyncDisposable
{
    /// <summary>Most requests in one transaction: at about 1 ms each, nobody waits above a tenth of a second for the group's commit.</summary>
    public const int GroupLimit = 64;

    // 200 calls with a handful of writes each; beyond it callers wait, which slows the calls instead of the memory growing.
    private const int QueueLimit = 1024;

    private readonly IDbContextFactory<VoiceStageDb> contexts;
    private readonly Channel<Request> queue = Channel.CreateBounded<Request>(new BoundedChannelOptions(QueueLimit) { SingleReader = true });
    private readonly Task pump;

    /// <summary>Starts the writer.</summary>
    /// <param name="contexts">Makes the context of a group.</param>
    public StoreWriter(IDbContextFactory<VoiceStageDb> contexts)
    {
        this.contexts = contexts;
        pump = Task.Run(PumpAsync);
    }

    /// <summary>Runs one change in a transaction; returns when it is committed.</summary>
    /// <param name="change">Reads and changes; saves are made for it. Runs once.</param>
    /// <param name="cancellation">Before it is begun, drops it; after that only the wait ends and the commit is in doubt for the caller.</param>
    /// <exception cref="StoreUnavailableException">The store failed.</exception>
    public async Task<T> WriteAsync<T>(Func<VoiceStageDb, CancellationToken, Task<T>> change, CancellationToken cancellation)
    {
        var request = new Request<T>(change, cancellation);
        try
        {
            await queue.Writer.WriteAsync(request, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new StoreUnavailableException("the store is closed", commitInDoubt: false);
        }

        return await request.Answer.WaitAsync(cancellation);
    }

    /// <summary>Takes no more, finishes what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await pump;
    }

    private async Task PumpAsync()
    {
        var group = new List<Request>(GroupLimit);
        while (await queue.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < GroupLimit && queue.Reader.TryRead(out var request))
            {
                if (!request.IsDropped)
                {
                    group.Add(request);
                }
            }

            if (group.Count > 0)
            {
                await CommitAsync(group);
            }
        }
    }

    private async Task CommitAsync(List<Request> group)
    {
        var committing = false;
        try
        {
            await using var db = await contexts.CreateDbContextAsync();
            db.Database.AutoSavepointsEnabled = false;
            await using var transaction = await db.Database.BeginTransactionAsync();
            foreach (var request in group)
            {
                await RunInSavepointAsync(db, transaction, request);
            }

            committing = true;
            await transaction.CommitAsync();
        }
        catch (Exception exception)
        {
            foreach (var request in group)
            {
                request.Fail(new StoreUnavailableException($"the store failed: {exception.GetType().Name}", committing, exception));
            }

            return;
        }

        foreach (var request in group)
        {
            request.Complete();
        }
    }

    private static async Task RunInSavepointAsync(VoiceStageDb db, IDbContextTransaction transaction, Request request)
    {
        const string Savepoint = "request";
        await transaction.CreateSavepointAsync(Savepoint);
        try
        {
            await request.RunAsync(db);
            await db.SaveChangesAsync();
            await transaction.ReleaseSavepointAsync(Savepoint);
        }
        catch (Exception exception)
        {
            // When SQLite has rolled everything back itself (disk full), this throws too and the whole group fails.
            await transaction.RollbackToSavepointAsync(Savepoint);
            request.Refuse(exception);
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    private abstract class Request(CancellationToken cancellation)
    {
        public bool IsDropped => cancellation.IsCancellationRequested;

        public abstract Task RunAsync(VoiceStageDb db);

        public abstract void Refuse(Exception exception);

        public abstract void Fail(Exception exception);

        public abstract void Complete();
    }

    private sealed class Request<T>(Func<VoiceStageDb, CancellationToken, Task<T>> change, CancellationToken cancellation) : Request(cancellation)
    {
        // Continuations run elsewhere: a caller's code must not run on, and so hold up, the writer.
        private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;
        private Exception? refusal;

        public Task<T> Answer => answer.Task;

        public override async Task RunAsync(VoiceStageDb db) => result = await change(db, CancellationToken.None);

        public override void Refuse(Exception exception) => refusal = exception;

        public override void Fail(Exception exception) => answer.TrySetException(refusal ?? exception);

        public override void Complete()
        {
            if (refusal is not null)
            {
                answer.TrySetException(refusal);
            }
            else
            {
                answer.TrySetResult(result!);
            }
        }
    }
}
