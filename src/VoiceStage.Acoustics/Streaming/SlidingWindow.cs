namespace VoiceStage.Acoustics.Streaming;

/// <summary>The last part of a stream of samples, by absolute index; what no frame needs any more is let go.</summary>
internal sealed class SlidingWindow<T>(int capacity) where T : unmanaged
{
    private T[] items = new T[capacity];
    private int start;
    private int end;

    /// <summary>Absolute index of the first sample held.</summary>
    public int First { get; private set; }

    /// <summary>Absolute index after the last sample held.</summary>
    public int End => First + Held.Length;

    /// <summary>What is held.</summary>
    public ReadOnlySpan<T> Held => items.AsSpan(start, end - start);

    /// <summary>Adds samples at the end.</summary>
    public void Append(ReadOnlySpan<T> samples) => samples.CopyTo(Extend(samples.Length));

    /// <summary>Makes room at the end, to be filled by the caller.</summary>
    public Span<T> Extend(int count)
    {
        if (end + count > items.Length)
        {
            var held = end - start;
            // Grows only while the first frames are waited for; then the same memory goes round.
            var room = held + count > items.Length ? new T[2 * (held + count)] : items;
            items.AsSpan(start, held).CopyTo(room);
            (items, start, end) = (room, 0, held);
        }

        end += count;
        return items.AsSpan(end - count, count);
    }

    /// <summary>Lets go of everything before an absolute index.</summary>
    public void DiscardBefore(int index)
    {
        var drop = Math.Clamp(index - First, 0, end - start);
        start += drop;
        First += drop;
    }
}
