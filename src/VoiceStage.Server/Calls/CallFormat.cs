using VoiceStage.Acoustics.Recordings;
using VoiceStage.Server.Errors;
using VoiceStage.V1;

namespace VoiceStage.Server.Calls;

/// <summary>How samples travel on one call, checked.</summary>
/// <param name="Encoding">Coding.</param>
/// <param name="SampleRateHz">8 000 to 48 000.</param>
internal readonly record struct CallFormat(AudioEncoding Encoding, int SampleRateHz)
{
    internal const int LowestRateHz = 8_000;
    internal const int HighestRateHz = 48_000;

    /// <summary>Bytes of one sample.</summary>
    public int BytesPerSample => Encoding == AudioEncoding.Linear16 ? 2 : 1;

    /// <summary>Reads a format.</summary>
    /// <param name="format">As the client gave it.</param>
    /// <param name="field">Its field, for the refusal.</param>
    public static CallFormat From(AudioFormat format, string field)
    {
        if (format.Encoding is not (AudioEncoding.Linear16 or AudioEncoding.Mulaw or AudioEncoding.Alaw))
        {
            throw ErrorCodes.AudioUnsupported.Refusal(("field", field + ".encoding"));
        }

        return format.SampleRateHz is >= LowestRateHz and <= HighestRateHz
            ? new(format.Encoding, format.SampleRateHz)
            : throw ErrorCodes.AudioUnsupported.Refusal(("field", field + ".sample_rate_hz"), ("lowest", "8000"), ("highest", "48000"));
    }

    /// <summary>As a message.</summary>
    public AudioFormat ToMessage() => new() { Encoding = Encoding, SampleRateHz = SampleRateHz };

    /// <summary>Reads coded samples.</summary>
    /// <param name="payload">Whole samples.</param>
    /// <param name="samples">Shape [payload length / bytes per sample].</param>
    public void Decode(ReadOnlySpan<byte> payload, Span<float> samples)
    {
        switch (Encoding)
        {
            case AudioEncoding.Mulaw:
                G711.DecodeMuLaw(payload, samples);
                break;
            case AudioEncoding.Alaw:
                G711.DecodeALaw(payload, samples);
                break;
            default:
                for (var i = 0; i < samples.Length; i++)
                {
                    samples[i] = System.Buffers.Binary.BinaryPrimitives.ReadInt16LittleEndian(payload[(2 * i)..]) / 32768f;
                }

                break;
        }
    }

    /// <summary>Codes samples.</summary>
    public byte[] Encode(ReadOnlySpan<float> samples)
    {
        var bytes = new byte[samples.Length * BytesPerSample];
        switch (Encoding)
        {
            case AudioEncoding.Mulaw:
                G711.EncodeMuLaw(samples, bytes);
                break;
            case AudioEncoding.Alaw:
                G711.EncodeALaw(samples, bytes);
                break;
            default:
                for (var i = 0; i < samples.Length; i++)
                {
                    System.Buffers.Binary.BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), WavWriter.ToInt16(samples[i]));
                }

                break;
        }

        return bytes;
    }
}
