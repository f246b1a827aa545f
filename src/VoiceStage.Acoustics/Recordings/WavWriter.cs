using System.Buffers.Binary;

namespace VoiceStage.Acoustics.Recordings;

/// <summary>Writes a recording as a 16-bit PCM WAV file of one channel.</summary>
public static class WavWriter
{
    private const int HeaderByteCount = 44;
    private const int SamplesPerWrite = 8192;

    /// <summary>Writes header and samples; the stream need not be seekable and is left open.</summary>
    /// <param name="stream">Where to write.</param>
    /// <param name="recording">Values beyond [-1, 1) are limited to the 16-bit range.</param>
    public static void Write(Stream stream, Recording recording)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(recording);
        stream.Write(Header(recording.SampleRateHz, recording.SampleCount));
        var buffer = new byte[2 * Math.Min(SamplesPerWrite, Math.Max(1, recording.SampleCount))];
        var rest = recording.Samples.Span;
        while (!rest.IsEmpty)
        {
            var n = Math.Min(SamplesPerWrite, rest.Length);
            for (var i = 0; i < n; i++)
            {
                BinaryPrimitives.WriteInt16LittleEndian(buffer.AsSpan(2 * i), ToInt16(rest[i]));
            }

            stream.Write(buffer, 0, 2 * n);
            rest = rest[n..];
        }
    }

    /// <summary>The file as bytes.</summary>
    /// <param name="recording">What to write.</param>
    public static byte[] ToBytes(Recording recording)
    {
        ArgumentNullException.ThrowIfNull(recording);
        using var stream = new MemoryStream(HeaderByteCount + 2 * recording.SampleCount);
        Write(stream, recording);
        return stream.ToArray();
    }

    /// <summary>A sample as a 16-bit value: times 32 768, rounded, limited to the range; so reading back what was read gives the same bytes.</summary>
    /// <param name="sample">Finite, nominally in [-1, 1].</param>
    public static short ToInt16(float sample) => (short)Math.Clamp(MathF.Round(sample * 32768f), short.MinValue, short.MaxValue);

    private static byte[] Header(int sampleRateHz, int sampleCount)
    {
        var header = new byte[HeaderByteCount];
        var dataByteCount = checked((uint)sampleCount * 2u);
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), dataByteCount + HeaderByteCount - 8);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(16), 16);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(20), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(22), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(24), (uint)sampleRateHz);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(28), (uint)sampleRateHz * 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(32), 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(34), 16);
        "data"u8.CopyTo(header.AsSpan(36));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(40), dataByteCount);
        return header;
    }
}
