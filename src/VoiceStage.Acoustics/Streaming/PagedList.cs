namespace VoiceStage.Acoustics.Streaming;

/// <summary>A list that grows by pages: nothing that was written is copied again, and at most one page stands unused.</summary>
internal sealed class PagedList<T> where T : unmanaged
{
    private const int PageLength = 4096;
    private readonly List<T[]> pages = [];

    /// <summary>How many were added.</summary>
    public int Count { get; private set; }

    /// <summary>One of them, from 0.</summary>
    public ref T this[int index] => ref pages[index / PageLength][index % PageLength];

    /// <summary>Adds one at the end.</summary>
    public void Add(T item)
    {
        if (Count == pages.Count * PageLength)
        {
            pages.Add(new T[PageLength]);
        }

        this[Count++] = item;
    }

    /// <summary>Copies a part.</summary>
    public void CopyTo(int from, Span<T> target)
    {
        for (var done = 0; done < target.Length;)
        {
            var (page, place) = Math.DivRem(from + done, PageLength);
            var count = Math.Min(target.Length - done, PageLength - place);
            pages[page].AsSpan(place, count).CopyTo(target[done..]);
            done += count;
        }
    }
}
