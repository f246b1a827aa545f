using System.Buffers.Binary;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Speech.Services;

/// <summary>Headerless 16-bit little-endian sound.</summary>
internal static class RawSound
{
    private const double ShortestSeconds = 0.1;

    /// <summary>Reads it.</summary>
    /// <exception cref="SpeechEngineException">SERVICE_UNREADABLE: half a sample, hardly any sound, or an answer in text.</exception>
    public static Recording Read(ReadOnlySpan<byte> bytes, int rateHz)
    {
        if (bytes.Length % 2 != 0 || bytes.Length < 2 * ShortestSeconds * rateHz || bytes[0] is (byte)'{' or (byte)'<')
        {
            throw SpeechServiceCall.Unreadable();
        }

        var samples = new float[bytes.Length / 2];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * i)..]) / 32_768f;
        }

        return new Recording(samples, rateHz);
    }
}
