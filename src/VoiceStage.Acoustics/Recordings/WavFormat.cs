using System.Buffers.Binary;

namespace VoiceStage.Acoustics.Recordings;

/// <summary>What the <c>fmt </c> chunk of a WAV file says.</summary>
/// <param name="Encoding">How a sample is written.</param>
/// <param name="BytesPerSample">Container size of one sample of one channel: 1, 2, 3, 4 or 8.</param>
/// <param name="ChannelCount">Channels, 1 to 64.</param>
/// <param name="SampleRateHz">Samples per second and channel, 4 000 to 384 000.</param>
public sealed record WavFormat(WavEncoding Encoding, int BytesPerSample, int ChannelCount, int SampleRateHz)
{
    private const int ExtensibleTag = 0xFFFE;

    /// <summary>Bytes of one sample of every channel.</summary>
    public int BytesPerFrame => BytesPerSample * ChannelCount;

    // The last 14 bytes of KSDATAFORMAT_SUBTYPE_*: the first two hold the plain format tag.
    private static ReadOnlySpan<byte> SubformatTail => [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    internal static WavFormat Parse(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < 16)
        {
            throw new AudioFormatException("AUDIO_NOT_WAV", "The WAV format chunk is too small; export the file again as 16-bit PCM WAV.");
        }

        int tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        int blockAlign = BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
        if (tag == ExtensibleTag)
        {
            if (chunk.Length < 40 || !chunk.Slice(26, 14).SequenceEqual(SubformatTail))
            {
                throw Unsupported("its extensible sub-format is not a known one");
            }

            tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]);
        }

        if (channels is < 1 or > 64)
        {
            throw Unsupported($"it has {channels} channels (1 to 64 are read)");
        }

        if (rate is < 4_000 or > 384_000)
        {
            throw Unsupported($"its rate is {rate} Hz (4000 to 384000 are read)");
        }

        // The container of a sample is what the block align says: 20 or 24 valid bits may stand in 3 or 4 bytes.
        var bytes = blockAlign > 0 && blockAlign % channels == 0 ? blockAlign / channels : (bits + 7) / 8;
        var encoding = (tag, bytes) switch
        {
            (1, 1 or 2 or 3 or 4) => WavEncoding.Pcm,
            (3, 4 or 8) => WavEncoding.Float,
            (6, 1) => WavEncoding.ALaw,
            (7, 1) => WavEncoding.MuLaw,
            _ => throw Unsupported($"format tag {tag} with {bytes} bytes a sample is not PCM, float, A-law or mu-law"),
        };
        return new WavFormat(encoding, bytes, channels, (int)rate);
    }

    private static AudioFormatException Unsupported(string why) =>
        new("AUDIO_UNSUPPORTED", $"This WAV file cannot be read: {why}; export it as 16-bit PCM WAV.");
}
