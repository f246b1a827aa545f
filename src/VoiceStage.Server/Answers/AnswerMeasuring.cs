using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Streaming;

namespace VoiceStage.Server.Answers;

/// <summary>One answer that is measured while it is spoken. The call hands its audio over and never waits; the work is done beside it.</summary>
/// <remarks>Calls of one thread; what was handed over waits until the desk has a place. When too much waits there, the answer is left out.</remarks>
public sealed class AnswerMeasuring
{
    // Short enough for a live view, long enough that handing over costs nothing.
    private const double BatchSeconds = 0.1;

    private readonly MeasuringDesk desk;
    private readonly int sampleRateHz;
    private readonly Func<Recording, CancellationToken, VoiceProfile>? measureWhole;
    private readonly VoiceProfiler? profiler;
    private readonly List<float[]> whole = [];
    private readonly Queue<float[]> waiting = new();
    private readonly TaskCompletionSource<VoiceProfile?> profile = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly float[] batch;
    private int filled;
    private double? questionEndSeconds;
    private bool isRunning, isEnded, isLeftOut;
    private object? live;

    internal AnswerMeasuring(MeasuringDesk desk, int sampleRateHz, Func<Recording, CancellationToken, VoiceProfile>? measureWhole)
    {
        (this.desk, this.sampleRateHz, this.measureWhole) = (desk, sampleRateHz, measureWhole);
        profiler = measureWhole is null ? new VoiceProfiler(sampleRateHz) : null;
        batch = new float[Math.Max(1, (int)(BatchSeconds * sampleRateHz))];
    }

    /// <summary>The voice as of the last audio that was worked on, or null before.</summary>
    public LiveVoice? Live => (LiveVoice?)Volatile.Read(ref live);

    /// <summary>Takes audio; copies it.</summary>
    /// <param name="samples">Any count, in order.</param>
    public void Take(ReadOnlySpan<float> samples)
    {
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, batch.Length - filled);
            samples[..count].CopyTo(batch.AsSpan(filled));
            filled += count;
            samples = samples[count..];
            if (filled == batch.Length)
            {
                HandOver();
            }
        }
    }

    /// <summary>Ends the answer.</summary>
    /// <param name="questionEnd">When the question ended, in seconds on the clock of the audio taken, or null.</param>
    /// <returns>The profile, or null when it was left out or could not be measured.</returns>
    public Task<VoiceProfile?> CompleteAsync(double? questionEnd)
    {
        HandOver();
        lock (waiting)
        {
            (isEnded, questionEndSeconds) = (true, questionEnd);
            if (isLeftOut)
            {
                profile.TrySetResult(null);
            }
            else
            {
                Start();
            }
        }

        return profile.Task;
    }

    /// <summary>Gives it up: what waits is not worked on.</summary>
    public void LeaveOut()
    {
        lock (waiting)
        {
            isLeftOut = true;
            while (waiting.TryDequeue(out var left))
            {
                desk.Release(Seconds(left));
            }
        }

        profile.TrySetResult(null);
    }

    private void HandOver()
    {
        if (filled == 0)
        {
            return;
        }

        var samples = batch[..filled];
        filled = 0;
        lock (waiting)
        {
            if (isLeftOut)
            {
                return;
            }

            if (desk.TryReserve(Seconds(samples)))
            {
                waiting.Enqueue(samples);
                Start();
                return;
            }
        }

        LeaveOut();
    }

    private void Start()
    {
        if (!isRunning)
        {
            isRunning = true;
            _ = Task.Run(RunAsync);
        }
    }

    private async Task RunAsync()
    {
        try
        {
            await desk.EnterAsync();
            try
            {
                while (Next() is { } samples)
                {
                    try
                    {
                        Work(samples);
                    }
                    finally
                    {
                        desk.Release(Seconds(samples));
                    }
                }
            }
            finally
            {
                desk.Leave();
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The answer counts without its measures; the fault is counted, not hidden.
            desk.CountDropped();
            LeaveOut();
        }
    }

    private float[]? Next()
    {
        lock (waiting)
        {
            if (waiting.TryDequeue(out var samples))
            {
                return samples;
            }

            isRunning = false;
            if (!isEnded || isLeftOut)
            {
                return null;
            }

            // Nobody hands anything over after the end, so nobody else is here.
            isLeftOut = true;
        }

        profile.TrySetResult(profiler?.Complete(questionEndSeconds)
            ?? measureWhole!(new Recording(whole.SelectMany(part => part).ToArray(), sampleRateHz), CancellationToken.None));
        return null;
    }

    private void Work(float[] samples)
    {
        if (profiler is null)
        {
            whole.Add(samples);
            return;
        }

        profiler.Write(samples);
        Volatile.Write(ref live, profiler.Live);
    }

    private double Seconds(float[] samples) => (double)samples.Length / sampleRateHz;
}
