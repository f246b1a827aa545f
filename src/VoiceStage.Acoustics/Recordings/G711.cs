namespace VoiceStage.Acoustics.Recordings;

/// <summary>G.711, the 8-bit codes of the telephone network, to and from samples in [-1, 1].</summary>
/// <remarks>Source: ITU-T G.711. Values are scaled to the 16-bit range first (mu-law ±32 124, A-law ±32 256), then divided by 32 768.</remarks>
public static class G711
{
    private const int MuLawBias = 0x84;
    private const int MuLawClip = 32_635;

    private static readonly float[] MuLawTable = [.. Enumerable.Range(0, 256).Select(code => DecodeMuLaw((byte)code) / 32768f)];
    private static readonly float[] ALawTable = [.. Enumerable.Range(0, 256).Select(code => DecodeALaw((byte)code) / 32768f)];

    /// <summary>One mu-law code as a 16-bit value.</summary>
    public static short DecodeMuLaw(byte code)
    {
        // Bits are sent inverted. magnitude = ((mantissa * 8 + bias) << exponent) - bias
        var bits = ~code & 0xFF;
        var magnitude = ((((bits & 0x0F) << 3) + MuLawBias) << ((bits & 0x70) >> 4)) - MuLawBias;
        return (short)((bits & 0x80) != 0 ? -magnitude : magnitude);
    }

    /// <summary>One A-law code as a 16-bit value.</summary>
    public static short DecodeALaw(byte code)
    {
        // Even bits are sent inverted (0x55). A set sign bit means positive.
        var bits = code ^ 0x55;
        var exponent = (bits & 0x70) >> 4;
        var magnitude = ((bits & 0x0F) << 4) + 8;
        if (exponent > 0)
        {
            magnitude = (magnitude + 0x100) << (exponent - 1);
        }

        return (short)((bits & 0x80) != 0 ? magnitude : -magnitude);
    }

    /// <summary>A 16-bit value as the nearest lower mu-law code, as the recommendation's reference coder does.</summary>
    public static byte EncodeMuLaw(short value)
    {
        var sign = value < 0 ? 0x80 : 0;
        var magnitude = Math.Min(Math.Abs((int)value), MuLawClip) + MuLawBias;
        var exponent = 7;
        for (var mask = 0x4000; (magnitude & mask) == 0 && exponent > 0; mask >>= 1)
        {
            exponent--;
        }

        return (byte)~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0F));
    }

    /// <summary>A 16-bit value as its A-law code.</summary>
    public static byte EncodeALaw(short value)
    {
        var sign = value >= 0 ? 0x80 : 0;
        var magnitude = Math.Min(value >= 0 ? value : -value - 1, 32_767);
        var exponent = 7;
        for (var mask = 0x4000; (magnitude & mask) == 0 && exponent > 0; mask >>= 1)
        {
            exponent--;
        }

        var mantissa = exponent == 0 ? magnitude >> 4 : (magnitude >> (exponent + 3)) & 0x0F;
        return (byte)((sign | (exponent << 4) | (mantissa & 0x0F)) ^ 0x55);
    }

    /// <summary>Decodes mu-law to samples.</summary>
    /// <param name="codes">Shape [n].</param>
    /// <param name="samples">Shape [n] or more.</param>
    public static void DecodeMuLaw(ReadOnlySpan<byte> codes, Span<float> samples) => Decode(codes, samples, MuLawTable);

    /// <summary>Decodes A-law to samples.</summary>
    /// <param name="codes">Shape [n].</param>
    /// <param name="samples">Shape [n] or more.</param>
    public static void DecodeALaw(ReadOnlySpan<byte> codes, Span<float> samples) => Decode(codes, samples, ALawTable);

    /// <summary>Encodes samples as mu-law; values beyond full scale are limited.</summary>
    /// <param name="samples">Shape [n], finite.</param>
    /// <param name="codes">Shape [n] or more.</param>
    public static void EncodeMuLaw(ReadOnlySpan<float> samples, Span<byte> codes)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            codes[i] = EncodeMuLaw(WavWriter.ToInt16(samples[i]));
        }
    }

    /// <summary>Encodes samples as A-law; values beyond full scale are limited.</summary>
    /// <param name="samples">Shape [n], finite.</param>
    /// <param name="codes">Shape [n] or more.</param>
    public static void EncodeALaw(ReadOnlySpan<float> samples, Span<byte> codes)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            codes[i] = EncodeALaw(WavWriter.ToInt16(samples[i]));
        }
    }

    private static void Decode(ReadOnlySpan<byte> codes, Span<float> samples, float[] table)
    {
        for (var i = 0; i < codes.Length; i++)
        {
            samples[i] = table[codes[i]];
        }
    }
}
