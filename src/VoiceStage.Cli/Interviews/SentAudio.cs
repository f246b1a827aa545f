using Google.Protobuf;
using VoiceStage.V1;

namespace VoiceStage.Cli.Interviews;

/// <summary>The last seconds of audio that were sent, kept until the service says that they are on disk, so that a broken stream loses nothing.</summary>
internal sealed class SentAudio(int capacitySamples)
{
    private readonly short[] ring = new short[capacitySamples];

    /// <summary>Offset of the first sample that can still be resent.</summary>
    public long Start { get; private set; }

    /// <summary>One past the last sample that was sent.</summary>
    public long End { get; private set; }

    /// <summary>Takes samples that follow <see cref="End"/>.</summary>
    public void Append(ReadOnlySpan<short> samples)
    {
        foreach (var sample in samples)
        {
            ring[(int)(End++ % ring.Length)] = sample;
        }

        Start = Math.Max(Start, End - ring.Length);
    }

    /// <summary>Begins again at an offset, with nothing kept: audio before it can no longer be resent.</summary>
    public void Restart(long offset) => (Start, End) = (offset, offset);

    /// <summary>Copies samples from <paramref name="offset"/> on.</summary>
    public void CopyTo(long offset, Span<short> samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(offset, Start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + samples.Length, End);
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = ring[(int)((offset + i) % ring.Length)];
        }
    }
}

/// <summary>How samples travel.</summary>
internal static class AudioCoding
{
    /// <summary>Codes 16-bit samples for the wire.</summary>
    public static ByteString Encode(ReadOnlySpan<short> samples, AudioEncoding encoding)
    {
        if (encoding == AudioEncoding.Linear16)
        {
            return ByteString.CopyFrom(System.Runtime.InteropServices.MemoryMarshal.AsBytes(samples));
        }

        var bytes = new byte[samples.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = encoding == AudioEncoding.Mulaw
                ? Acoustics.Recordings.G711.EncodeMuLaw(samples[i])
                : Acoustics.Recordings.G711.EncodeALaw(samples[i]);
        }

        return ByteString.CopyFrom(bytes);
    }
}
