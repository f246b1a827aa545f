using System.Buffers.Binary;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Speech.Services;

/// <summary>What a service speaks: 16-bit little-endian samples without a header, or a WAV file where it sends one all the same.</summary>
internal static class RawSound
{
    private const double ShortestSeconds = 0.1;

    /// <summary>Peak below which a prompt says nothing: -60 dB of full scale. It would be kept, and the patient would never be asked.</summary>
    private const float LeastPeak = 0.001f;

    /// <summary>Reads it.</summary>
    /// <exception cref="SpeechEngineException">SERVICE_UNREADABLE: half a sample, hardly any sound, silence, or text.</exception>
    public static Recording Read(ReadOnlySpan<byte> bytes, int rateHz)
    {
        var spoken = bytes.StartsWith("RIFF"u8) ? FromWav(bytes) : FromSamples(bytes, rateHz);
        foreach (var sample in spoken.Samples.Span)
        {
            if (Math.Abs(sample) >= LeastPeak)
            {
                return spoken;
            }
        }

        throw SpeechServiceCall.Unreadable();
    }

    private static Recording FromSamples(ReadOnlySpan<byte> bytes, int rateHz)
    {
        // Sound has no 64 bytes of plain ASCII in a row; an error page has.
        if (bytes.Length % 2 != 0 || bytes.Length < 2 * ShortestSeconds * rateHz || bytes[..64].IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0)
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

    private static Recording FromWav(ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var file = new MemoryStream(bytes.ToArray());
            return WavReader.Read(file);
        }
        catch (Exception e) when (e is AudioFormatException or IOException)
        {
            throw SpeechServiceCall.Unreadable();
        }
    }
}
