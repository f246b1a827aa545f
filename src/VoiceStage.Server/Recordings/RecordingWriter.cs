using System.Security.Cryptography;
using System.Threading.Channels;

namespace VoiceStage.Server.Recordings;

/// <summary>Writes one stretch of an assessment's audio, encrypted, at most 1 s behind.</summary>
/// <remarks>
/// <para>Samples gather to chunks of half a second; each chunk is written and forced to the disk (fsync) before <see cref="DurableSample"/> moves past
/// it. So with the disk's own time a power cut loses well under a second, and a client that resends from <see cref="DurableSample"/> loses nothing.</para>
/// <para>Nothing is written, and neither file nor key is made, before <see cref="GiveConsent"/>. One thread at a time.</para>
/// </remarks>
public sealed class RecordingWriter : IAsyncDisposable
{
    // 4 s of half-second chunks: a disk that hangs longer fails the recording, never the call.
    private const int QueueLimit = 8;

    private readonly Func<RecordingWriter, CancellationToken, Task<RecordingFile>> begin;
    private readonly Func<RecordingFile, long, Task> finish;
    private readonly Channel<Piece> queue = Channel.CreateBounded<Piece>(new BoundedChannelOptions(QueueLimit) { SingleReader = true, SingleWriter = true });
    private readonly short[] gathering;
    private int gathered;
    private long durable;
    private bool isConsentGiven;
    private Task? pump;
    private Exception? failure;

    internal RecordingWriter(
        string assessmentId,
        string patientId,
        int sampleRateHz,
        long startSample,
        Func<RecordingWriter, CancellationToken, Task<RecordingFile>> begin,
        Func<RecordingFile, long, Task> finish)
    {
        (AssessmentId, PatientId, SampleRateHz, StartSample, this.begin, this.finish) = (assessmentId, patientId, sampleRateHz, startSample, begin, finish);
        gathering = new short[sampleRateHz / 2];
        durable = startSample;
    }

    /// <summary>Assessment.</summary>
    public string AssessmentId { get; }

    /// <summary>Patient whose key protects it.</summary>
    public string PatientId { get; }

    /// <summary>Rate in hertz.</summary>
    public int SampleRateHz { get; }

    /// <summary>Offset of the first sample in the assessment's audio.</summary>
    public long StartSample { get; }

    /// <summary>Every sample before this offset would survive a power cut now.</summary>
    public long DurableSample => Volatile.Read(ref durable);

    /// <summary>Why it no longer records, or null. The call goes on without a recording; the caller journals the fault.</summary>
    public Exception? Failure => Volatile.Read(ref failure);

    /// <summary>The patient said yes: from now on samples may be stored.</summary>
    public void GiveConsent() => isConsentGiven = true;

    /// <summary>Takes the next samples; waits only when the disk is more than four seconds behind.</summary>
    /// <param name="samples">16-bit samples that follow those before.</param>
    /// <param name="cancellation">Ends the wait; the samples are then not taken.</param>
    /// <exception cref="InvalidOperationException">No consent was given.</exception>
    /// <exception cref="RecordingFailedException">The disk or the store failed.</exception>
    public async ValueTask AppendAsync(ReadOnlyMemory<short> samples, CancellationToken cancellation = default)
    {
        Begin();
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, gathering.Length - gathered);
            samples.Span[..count].CopyTo(gathering.AsSpan(gathered));
            gathered += count;
            samples = samples[count..];
            if (gathered == gathering.Length)
            {
                await queue.Writer.WriteAsync(Take(null), cancellation);
            }
        }
    }

    /// <summary>Takes the next samples without waiting: for a loop that must never wait for a disk.</summary>
    /// <param name="samples">Samples in [-1, 1) that follow those before; rounded to 16 bits.</param>
    /// <returns>False when the disk is more than four seconds behind or failed: recording has then ended, and <see cref="Failure"/> says why.</returns>
    /// <exception cref="InvalidOperationException">No consent was given.</exception>
    public bool TryAppend(ReadOnlySpan<float> samples)
    {
        Begin();
        foreach (var sample in samples)
        {
            gathering[gathered++] = (short)Math.Clamp(MathF.Round(sample * 32_768), short.MinValue, short.MaxValue);
            if (gathered == gathering.Length && !queue.Writer.TryWrite(Take(null)))
            {
                Fail(new RecordingFailedException("the disk is too slow"));
                return false;
            }
        }

        return Failure is null;
    }

    /// <summary>Makes everything durable that was taken, for example when a stream breaks.</summary>
    /// <exception cref="RecordingFailedException">The disk or the store failed.</exception>
    public async Task FlushAsync(CancellationToken cancellation = default)
    {
        if (pump is null)
        {
            return;
        }

        ThrowIfFailed();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await queue.Writer.WriteAsync(Take(done), cancellation);
        await Task.WhenAny(done.Task, pump).WaitAsync(cancellation);
        ThrowIfFailed();
    }

    /// <summary>Ends the recording: what was taken and the last mark are made durable. Does not throw; see <see cref="Failure"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        if (pump is null)
        {
            return;
        }

        try
        {
            if (Failure is null)
            {
                await queue.Writer.WriteAsync(Take(null) with { IsLast = true });
            }
        }
        catch (ChannelClosedException)
        {
        }

        queue.Writer.TryComplete();
        await pump;
    }

    private void Begin()
    {
        if (!isConsentGiven)
        {
            throw new InvalidOperationException("no audio is stored before consent");
        }

        ThrowIfFailed();
        pump ??= Task.Run(PumpAsync);
    }

    private Piece Take(TaskCompletionSource? done)
    {
        var piece = new Piece(gathering.AsSpan(0, gathered).ToArray(), false, done);
        gathered = 0;
        return piece;
    }

    private async Task PumpAsync()
    {
        RecordingFile? file = null;
        try
        {
            file = await begin(this, CancellationToken.None);
            await foreach (var piece in queue.Reader.ReadAllAsync())
            {
                if (piece.Samples.Length > 0 || piece.IsLast)
                {
                    file.Write(piece.Samples, piece.IsLast);
                    Volatile.Write(ref durable, durable + piece.Samples.Length);
                }

                CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(piece.Samples.AsSpan()));
                if (piece.IsLast)
                {
                    await finish(file, durable - StartSample);
                }

                piece.Done?.TrySetResult();
            }
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
        finally
        {
            file?.Dispose();
        }
    }

    private void Fail(Exception exception)
    {
        Interlocked.CompareExchange(ref failure, exception, null);
        queue.Writer.TryComplete();
    }

    private void ThrowIfFailed()
    {
        if (Failure is { } cause)
        {
            throw new RecordingFailedException($"recording ended: {cause.GetType().Name}", cause);
        }
    }

    private readonly record struct Piece(short[] Samples, bool IsLast, TaskCompletionSource? Done);
}
