using System.Numerics.Tensors;

namespace VoiceStage.Acoustics.Streaming;

/// <summary>The samples of an answer in 16 bits each, with a power of two per block: 16-bit audio comes back to the bit, and float audio 96 dB
/// below the loudest of its own 16 ms, however quiet the recording is.</summary>
internal sealed class KeptSamples
{
    /// <summary>Samples that share a scale.</summary>
    public const int BlockLength = 256;

    private const int LowestExponent = -120;

    private readonly PagedList<short> mantissas = new();
    private readonly PagedList<Block> blocks = new();

    /// <summary>How many samples are kept.</summary>
    public int Count { get; private set; }

    /// <summary>Keeps a block; all but the last have <see cref="BlockLength"/> samples.</summary>
    public void Add(ReadOnlySpan<float> samples)
    {
        var (low, high) = (TensorPrimitives.Min(samples), TensorPrimitives.Max(samples));
        var magnitude = Math.Max(high, -low);
        // The finest scale on which the block fits; −1 itself fits as −32768, so that 16-bit audio always does at 2^−15.
        var exponent = magnitude > 0 ? Math.Max(LowestExponent, Math.ILogB(magnitude) - 15) : 0;
        while (high > short.MaxValue * MathF.ScaleB(1, exponent) || low < short.MinValue * MathF.ScaleB(1, exponent))
        {
            exponent++;
        }

        var scale = MathF.ScaleB(1, -exponent);
        blocks.Add(new Block((sbyte)exponent, low, high));
        foreach (var x in samples)
        {
            mantissas.Add((short)MathF.Round(x * scale));
        }

        Count += samples.Length;
    }

    /// <summary>Fills a span with the samples from an index on.</summary>
    public void CopyTo(int from, Span<float> target)
    {
        for (var done = 0; done < target.Length;)
        {
            var (block, place) = Math.DivRem(from + done, BlockLength);
            var count = Math.Min(target.Length - done, BlockLength - place);
            var scale = MathF.ScaleB(1, blocks[block].Exponent);
            for (var i = 0; i < count; i++)
            {
                target[done + i] = mantissas[from + done + i] * scale;
            }

            done += count;
        }
    }

    /// <summary>Whether a block reaches a level on either side; what does not need not be looked at.</summary>
    public bool Reaches(int block, float high, float low) => blocks[block].High >= high || blocks[block].Low <= low;

    /// <summary>How many blocks there are.</summary>
    public int BlockCount => blocks.Count;

    private readonly record struct Block(sbyte Exponent, float Low, float High);
}
