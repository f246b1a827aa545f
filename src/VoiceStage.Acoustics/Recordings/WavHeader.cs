using System.Buffers.Binary;

namespace VoiceStage.Acoustics.Recordings;

/// <summary>Everything before the samples of a WAV stream.</summary>
/// <param name="Format">How samples are written.</param>
/// <param name="DataByteCount">Declared length of the samples in bytes, or null when the writer did not know it (a streamed WAV).</param>
internal sealed record WavHeader(WavFormat Format, long? DataByteCount)
{
    // Writers that cannot seek back leave 0, all ones, or the largest round signed number (0x7FFFF000) as the size.
    private const uint StreamedFrom = 0x7FFF_F000;
    private const int LargestFormatChunkByteCount = 4096;

    /// <summary>Reads up to the first sample. Unknown chunks are skipped; odd chunks have a padding byte.</summary>
    public static WavHeader Read(Stream stream)
    {
        Span<byte> head = stackalloc byte[12];
        var got = ReadUpTo(stream, head);
        if (got == 0)
        {
            throw new AudioFormatException("AUDIO_EMPTY", "The audio is empty (0 bytes); record it again.");
        }

        var isWide = head[..4].SequenceEqual("RF64"u8);
        if (got < 4 || !(head[..4].SequenceEqual("RIFF"u8) || isWide) || (got == 12 && !head[8..].SequenceEqual("WAVE"u8)))
        {
            throw new AudioFormatException("AUDIO_NOT_WAV", "This is not a WAV file; convert it to WAV first.");
        }

        if (got < 12)
        {
            throw Truncated();
        }

        var riffByteCount = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        WavFormat? format = null;
        long? wideDataByteCount = null;
        long consumed = 4;
        Span<byte> chunk = stackalloc byte[8];
        while (true)
        {
            if (ReadUpTo(stream, chunk) < 8)
            {
                throw Truncated();
            }

            consumed += 8;
            var byteCount = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk[..4].SequenceEqual("data"u8))
            {
                return format is null
                    ? throw new AudioFormatException("AUDIO_NOT_WAV", "The WAV file has no format chunk before its samples; export it again.")
                    : new WavHeader(format, DeclaredDataByteCount(byteCount, riffByteCount, consumed, wideDataByteCount));
            }

            var isFormat = chunk[..4].SequenceEqual("fmt "u8);
            if (isFormat || (isWide && chunk[..4].SequenceEqual("ds64"u8)))
            {
                var body = ReadBody(stream, byteCount);
                if (isFormat)
                {
                    format = WavFormat.Parse(body);
                }
                else if (body.Length >= 16)
                {
                    wideDataByteCount = BinaryPrimitives.ReadInt64LittleEndian(body.AsSpan(8));
                }

                Skip(stream, byteCount & 1);
            }
            else
            {
                Skip(stream, byteCount + (byteCount & 1L));
            }

            consumed += byteCount + (byteCount & 1L);
        }
    }

    /// <summary>Fills the buffer as far as the stream goes; a stream may give less than asked for at any time.</summary>
    public static int ReadUpTo(Stream stream, Span<byte> buffer) => stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);

    /// <summary>The stream ended before what its header promised.</summary>
    public static AudioFormatException Truncated() => new("AUDIO_TRUNCATED", "The WAV file is cut short; copy or record it again.");

    private static long? DeclaredDataByteCount(uint byteCount, uint riffByteCount, long consumed, long? wide)
    {
        if (wide is > 0)
        {
            return wide;
        }

        // A size of 0 is an empty file only when the outer size says that more chunks follow.
        var neverWritten = byteCount == 0 && (riffByteCount == 0 || riffByteCount >= StreamedFrom || riffByteCount <= consumed);
        return byteCount >= StreamedFrom || neverWritten ? null : byteCount;
    }

    private static byte[] ReadBody(Stream stream, uint byteCount)
    {
        if (byteCount > LargestFormatChunkByteCount)
        {
            throw new AudioFormatException("AUDIO_NOT_WAV", "The WAV format chunk is not plausible; export the file again as 16-bit PCM WAV.");
        }

        var body = new byte[byteCount];
        return ReadUpTo(stream, body) < body.Length ? throw Truncated() : body;
    }

    private static void Skip(Stream stream, long byteCount)
    {
        Span<byte> scratch = stackalloc byte[1024];
        while (byteCount > 0)
        {
            var n = ReadUpTo(stream, scratch[..(int)Math.Min(scratch.Length, byteCount)]);
            if (n == 0)
            {
                throw Truncated();
            }

            byteCount -= n;
        }
    }
}
