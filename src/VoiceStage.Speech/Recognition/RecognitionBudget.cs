namespace VoiceStage.Speech.Recognition;

/// <summary>Lets many utterances share few cores: each piece of sound waits its turn, suicide items first, open answers last.</summary>
/// <remarks>
/// <para>A fixed number of threads takes one piece of one utterance at a time: the most urgent priority first, inside a priority the
/// utterance that has waited longest, which then goes to the end of its line. So a long open answer lags but holds a closed one up for
/// one piece at most, and two open answers advance side by side.</para>
/// <para>Pieces of one utterance stay in order and never run at the same time. One that falls behind by more than
/// <see cref="RecognitionBudgetOptions.MaxLagSeconds"/> is refused (ENGINE_OVERLOADED): its sound is recorded anyhow, and a person hears it.</para>
/// </remarks>
public sealed class RecognitionBudget : IDisposable
{
    private readonly Lock gate = new();
    private readonly Queue<BudgetedUtterance>[] ready;
    private readonly SemaphoreSlim available = new(0);
    private readonly CancellationTokenSource stop = new();
    private readonly Thread[] workers;

    /// <summary>Starts the threads.</summary>
    public RecognitionBudget(RecognitionBudgetOptions? options = null)
        : this(options ?? new RecognitionBudgetOptions(), startWorkers: true)
    {
    }

    internal RecognitionBudget(RecognitionBudgetOptions options, bool startWorkers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Parallelism, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Parallelism, 1024);
        ArgumentOutOfRangeException.ThrowIfNotEqual(double.IsFinite(options.MaxLagSeconds) && options.MaxLagSeconds > 0, true);
        ArgumentOutOfRangeException.ThrowIfNotEqual(double.IsFinite(options.PieceSeconds) && options.PieceSeconds > 0, true);
        Options = options;
        ready = [.. Enum.GetValues<RecognitionPriority>().Select(_ => new Queue<BudgetedUtterance>())];
        workers = startWorkers ? [.. Enumerable.Range(0, options.Parallelism).Select(NewWorker)] : [];
        foreach (var worker in workers)
        {
            worker.Start();
        }
    }

    /// <summary>The settings it was made with.</summary>
    public RecognitionBudgetOptions Options { get; }

    /// <summary>Utterances that wait for a core now, by priority; for metrics and for refusing new calls.</summary>
    public int WaitingCount(RecognitionPriority priority)
    {
        lock (gate)
        {
            return ready[(int)priority].Count;
        }
    }

    /// <summary>Puts the budget in front of an engine.</summary>
    /// <param name="engine">Its utterances may run on any thread, one thread at a time each.</param>
    public ISpeechRecognizer Guard(ISpeechRecognizer engine) => new BudgetedRecognizer(engine, this);

    /// <summary>Stops the threads after the piece they are at; what still waits fails with <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        if (stop.IsCancellationRequested)
        {
            return;
        }

        stop.Cancel();
        foreach (var worker in workers)
        {
            worker.Join();
        }

        List<BudgetedUtterance> left;
        lock (gate)
        {
            left = [.. ready.SelectMany(line => line)];
            foreach (var line in ready)
            {
                line.Clear();
            }
        }

        foreach (var utterance in left)
        {
            utterance.Abandon();
        }

        available.Dispose();
        stop.Dispose();
    }

    /// <summary>Puts an utterance with work at the end of its line.</summary>
    internal void Enqueue(BudgetedUtterance utterance)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(stop.IsCancellationRequested, this);
            ready[(int)utterance.Priority].Enqueue(utterance);
        }

        available.Release();
    }

    /// <summary>Runs one piece of the utterance whose turn it is. False when nobody waits.</summary>
    internal bool RunOne()
    {
        BudgetedUtterance? next = null;
        lock (gate)
        {
            foreach (var line in ready)
            {
                if (line.TryDequeue(out next))
                {
                    break;
                }
            }
        }

        if (next is null)
        {
            return false;
        }

        if (next.RunPiece())
        {
            try
            {
                Enqueue(next);
            }
            catch (ObjectDisposedException)
            {
                next.Abandon();
            }
        }

        return true;
    }

    private Thread NewWorker(int number) => new(Work) { IsBackground = true, Name = $"recognition-{number}" };

    private void Work()
    {
        try
        {
            while (true)
            {
                available.Wait(stop.Token);
                RunOne();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }
}
