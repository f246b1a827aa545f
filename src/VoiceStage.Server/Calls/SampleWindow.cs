namespace VoiceStage.Server.Calls;

/// <summary>The newest samples of a stream, addressed by their index since its start. Bounded: what is older than asked for is dropped.</summary>
internal sealed class SampleWindow
{
    private float[] samples = new float[4_096];
    private int count;

    /// <summary>Index of the oldest sample kept.</summary>
    public long Start { get; private set; }

    /// <summary>One past the newest sample.</summary>
    public long End => Start + count;

    /// <summary>Takes the next samples.</summary>
    public void Append(ReadOnlySpan<float> next)
    {
        if (count + next.Length > samples.Length)
        {
            Array.Resize(ref samples, Math.Max(2 * samples.Length, count + next.Length));
        }

        next.CopyTo(samples.AsSpan(count));
        count += next.Length;
    }

    /// <summary>Forgets everything before an index. Moves memory only when half of it is free, so that the cost per sample is constant.</summary>
    public void TrimBefore(long index)
    {
        var drop = (int)Math.Clamp(index - Start, 0, count);
        if (drop < samples.Length / 2 && drop < count)
        {
            return;
        }

        samples.AsSpan(drop, count - drop).CopyTo(samples);
        count -= drop;
        Start += drop;
    }

    /// <summary>What is kept of [<paramref name="from"/>, <paramref name="to"/>); valid until the next call.</summary>
    public ReadOnlySpan<float> Between(long from, long to)
    {
        from = Math.Clamp(from, Start, End);
        to = Math.Clamp(to, from, End);
        return samples.AsSpan((int)(from - Start), (int)(to - from));
    }
}
