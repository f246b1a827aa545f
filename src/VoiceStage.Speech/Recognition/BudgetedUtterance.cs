namespace VoiceStage.Speech.Recognition;

/// <summary>One utterance whose sound waits in a line. The caller's calls return at once; the engine's run on a budget thread.</summary>
internal sealed class BudgetedUtterance : IUtteranceRecognition
{
    private readonly Lock gate = new();
    private readonly IUtteranceRecognition inner;
    private readonly RecognitionBudget budget;
    private readonly Queue<float[]> waiting = new();
    private readonly int pieceSampleCount;
    private readonly long maxWaitingSampleCount;
    private readonly TaskCompletionSource<Transcript> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int waitingOffset;
    private long waitingSampleCount;
    private PartialTranscript partial = new("", 0);
    private CancellationToken cancellation;
    private bool finishing;
    private bool lined;
    private bool running;
    private bool disposed;
    private bool innerDisposed;
    private Exception? fault;

    public BudgetedUtterance(IUtteranceRecognition inner, RecognitionRequest request, RecognitionBudget budget)
    {
        this.inner = inner;
        this.budget = budget;
        Priority = request.Priority;
        pieceSampleCount = Math.Max(1, (int)(budget.Options.PieceSeconds * request.SampleRateHz));
        maxWaitingSampleCount = (long)(budget.Options.MaxLagSeconds * request.SampleRateHz);
    }

    public RecognitionPriority Priority { get; }

    public void Accept(ReadOnlySpan<float> samples)
    {
        lock (gate)
        {
            ThrowIfOver();
            if (samples.IsEmpty)
            {
                return;
            }

            if (waitingSampleCount + samples.Length > maxWaitingSampleCount)
            {
                throw new SpeechEngineException("ENGINE_OVERLOADED", "The recogniser is too far behind to take more of this answer.");
            }

            waiting.Enqueue(samples.ToArray());
            waitingSampleCount += samples.Length;
        }

        Line();
    }

    public PartialTranscript Partial()
    {
        lock (gate)
        {
            ThrowIfOver();
            return partial;
        }
    }

    public ValueTask<Transcript> FinishAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            ThrowIfOver();
            cancellation.ThrowIfCancellationRequested();
            finishing = true;
            this.cancellation = cancellation;
        }

        Line();
        return new ValueTask<Transcript>(done.Task.WaitAsync(cancellation));
    }

    /// <summary>Frees the engine's handle at once, or right after the piece that it is at.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            waiting.Clear();
            waitingSampleCount = 0;
            if (running || innerDisposed)
            {
                return;
            }

            innerDisposed = true;
        }

        inner.Dispose();
        done.TrySetException(new ObjectDisposedException(nameof(BudgetedUtterance)));
        _ = done.Task.Exception;
    }

    /// <summary>The budget is gone: whoever waits for the transcript is told.</summary>
    public void Abandon()
    {
        done.TrySetException(new ObjectDisposedException(nameof(RecognitionBudget)));
        _ = done.Task.Exception;
    }

    /// <summary>Works on the next piece, or on the last pass when no sound waits. True when there is more to do.</summary>
    public bool RunPiece()
    {
        ReadOnlyMemory<float> piece;
        lock (gate)
        {
            if (disposed || fault is not null)
            {
                lined = false;
                return false;
            }

            running = true;
            piece = TakePiece();
        }

        Exception? failure = null;
        try
        {
            Run(piece.Span);
        }
        catch (Exception e)
        {
            // Kept for the caller: it comes out of the next call and of FinishAsync, never as an empty text.
            failure = e;
        }

        bool more, free;
        lock (gate)
        {
            running = false;
            fault = failure;
            more = !disposed && fault is null && !done.Task.IsCompleted && (waiting.Count > 0 || finishing);
            lined = more;
            free = disposed && !innerDisposed;
            innerDisposed |= free;
        }

        if (free)
        {
            inner.Dispose();
            done.TrySetException(new ObjectDisposedException(nameof(BudgetedUtterance)));
            _ = done.Task.Exception;
        }
        else if (failure is not null)
        {
            done.TrySetException(failure);
            _ = done.Task.Exception;
        }

        return more;
    }

    private void Run(ReadOnlySpan<float> piece)
    {
        if (piece.IsEmpty)
        {
            // Only engines that wait for a network take time here without using a core, and those stand in no budget.
            done.TrySetResult(inner.FinishAsync(cancellation).AsTask().GetAwaiter().GetResult());
            return;
        }

        inner.Accept(piece);
        var now = inner.Partial();
        lock (gate)
        {
            partial = now;
        }
    }

    /// <summary>At most one piece of what waits, taken from the oldest array.</summary>
    private ReadOnlyMemory<float> TakePiece()
    {
        if (!waiting.TryPeek(out var oldest))
        {
            return default;
        }

        var count = Math.Min(pieceSampleCount, oldest.Length - waitingOffset);
        var piece = oldest.AsMemory(waitingOffset, count);
        waitingOffset += count;
        waitingSampleCount -= count;
        if (waitingOffset == oldest.Length)
        {
            waiting.Dequeue();
            waitingOffset = 0;
        }

        return piece;
    }

    private void Line()
    {
        lock (gate)
        {
            if (lined || disposed || fault is not null)
            {
                return;
            }

            lined = true;
        }

        budget.Enqueue(this);
    }

    private void ThrowIfOver()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (fault is not null)
        {
            throw new SpeechEngineException((fault as SpeechEngineException)?.Code ?? "ENGINE_FAULT", "The recogniser failed while it listened.", fault);
        }

        if (finishing)
        {
            throw new InvalidOperationException("The utterance is finished.");
        }
    }
}
