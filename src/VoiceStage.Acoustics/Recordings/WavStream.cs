using System.Buffers.Binary;

namespace VoiceStage.Acoustics.Recordings;

/// <summary>A WAV stream read piece by piece as one channel of samples; holds one small buffer whatever the length.</summary>
public sealed class WavStream
{
    private const int FramesPerRead = 4096;
    private const float LargestMagnitude = 1e10f;

    private readonly Stream stream;
    private readonly int? channel;
    private readonly long largestSampleCount;
    private readonly TimeSpan maxDuration;
    private readonly byte[] buffer;
    private readonly float[] decoded;
    private long bytesLeft;
    private bool ended;

    private WavStream(Stream stream, WavHeader header, WavReadOptions options)
    {
        this.stream = stream;
        channel = options.Channel;
        Format = header.Format;
        maxDuration = options.MaxDuration;
        largestSampleCount = (long)Math.Min(options.MaxSampleCount, options.MaxDuration.TotalSeconds * Format.SampleRateHz);
        DeclaredSampleCount = header.DataByteCount / Format.BytesPerFrame;
        bytesLeft = header.DataByteCount ?? long.MaxValue;
        buffer = new byte[FramesPerRead * Format.BytesPerFrame];
        decoded = new float[FramesPerRead * Format.ChannelCount];
    }

    /// <summary>How samples are written in the stream.</summary>
    public WavFormat Format { get; }

    /// <summary>Samples that the header promises, or null when the writer did not know.</summary>
    public long? DeclaredSampleCount { get; }

    /// <summary>Samples given so far.</summary>
    public long SampleCount { get; private set; }

    /// <summary>Reads the header.</summary>
    /// <param name="stream">Need not be seekable; stays open.</param>
    /// <param name="options">Null takes the defaults.</param>
    /// <exception cref="AudioFormatException">Not a WAV file that can be read, or its declared length is above the limit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The picked channel does not exist.</exception>
    public static WavStream Open(Stream stream, WavReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= new WavReadOptions();
        var wav = new WavStream(stream, WavHeader.Read(stream), options);
        if (wav.channel is { } picked && (picked < 0 || picked >= wav.Format.ChannelCount))
        {
            throw new ArgumentOutOfRangeException(nameof(options), picked, $"The recording has channels 0 to {wav.Format.ChannelCount - 1}.");
        }

        return wav.DeclaredSampleCount > wav.largestSampleCount ? throw wav.TooLong() : wav;
    }

    /// <summary>Reads the next samples.</summary>
    /// <param name="samples">Filled from the start.</param>
    /// <returns>How many samples were read; 0 at the end.</returns>
    /// <exception cref="AudioFormatException">The stream ends before its declared length, holds a value that is not finite, or is too long.</exception>
    public int Read(Span<float> samples)
    {
        var count = 0;
        while (count < samples.Length && !ended)
        {
            count += ReadPiece(samples[count..]);
        }

        return count;
    }

    private int ReadPiece(Span<float> samples)
    {
        var frameBytes = Format.BytesPerFrame;
        var wanted = (int)Math.Min(Math.Min(FramesPerRead, samples.Length), bytesLeft / frameBytes) * frameBytes;
        if (wanted == 0)
        {
            ended = true;
            return 0;
        }

        var got = WavHeader.ReadUpTo(stream, buffer.AsSpan(0, wanted));
        if (got < wanted)
        {
            ended = true;
            if (DeclaredSampleCount is not null)
            {
                throw WavHeader.Truncated();
            }
        }

        var frames = got / frameBytes;
        bytesLeft -= (long)frames * frameBytes;
        SampleCount += frames;
        if (SampleCount > largestSampleCount)
        {
            throw TooLong();
        }

        var values = decoded.AsSpan(0, frames * Format.ChannelCount);
        Decode(buffer.AsSpan(0, frames * frameBytes), values);
        ToOneChannel(values, samples);
        return frames;
    }

    private void Decode(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        switch (Format.Encoding, Format.BytesPerSample)
        {
            case (WavEncoding.ALaw, _):
                G711.DecodeALaw(bytes, values);
                return;
            case (WavEncoding.MuLaw, _):
                G711.DecodeMuLaw(bytes, values);
                return;
            case (WavEncoding.Pcm, 1):
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = (bytes[i] - 128) / 128f;
                }

                return;
            case (WavEncoding.Pcm, 2):
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * i)..]) / 32768f;
                }

                return;
            case (WavEncoding.Pcm, 3):
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = (bytes[3 * i] | (bytes[3 * i + 1] << 8) | ((sbyte)bytes[3 * i + 2] << 16)) / 8_388_608f;
                }

                return;
            case (WavEncoding.Pcm, _):
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * i)..]) / 2_147_483_648f;
                }

                return;
            case (WavEncoding.Float, 4):
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = Finite(BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]));
                }

                return;
            default:
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = Finite((float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * i)..]));
                }

                return;
        }
    }

    private void ToOneChannel(ReadOnlySpan<float> values, Span<float> samples)
    {
        var channels = Format.ChannelCount;
        if (channels == 1)
        {
            values.CopyTo(samples);
            return;
        }

        for (int i = 0, at = 0; at < values.Length; i++, at += channels)
        {
            if (channel is { } picked)
            {
                samples[i] = values[at + picked];
                continue;
            }

            var sum = 0.0;
            foreach (var value in values.Slice(at, channels))
            {
                sum += value;
            }

            samples[i] = (float)(sum / channels);
        }
    }

    // Some writers put 32-bit integers unscaled into floats; above that it is no sound, and squares would overflow.
    private static float Finite(float value) => Math.Abs(value) <= LargestMagnitude
        ? value
        : throw new AudioFormatException("AUDIO_NOT_FINITE", "The audio holds values that are not numbers of sound (NaN, infinite or absurdly large); export it again.");

    private AudioFormatException TooLong() =>
        new("AUDIO_TOO_LONG", $"The audio is longer than the limit of {maxDuration.TotalMinutes:0.##} minutes; split it into parts.");
}
