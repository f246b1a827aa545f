using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Tests.Recordings;

public class G711Tests
{
    [Fact]
    public void EncodeMuLaw_EveryCode_ComesBack()
    {
        for (var code = 0; code < 256; code++)
        {
            var value = G711.DecodeMuLaw((byte)code);
            // Minus zero (0x7F) and plus zero (0xFF) are the same value.
            Assert.Equal(value, G711.DecodeMuLaw(G711.EncodeMuLaw(value)));
        }
    }

    [Fact]
    public void EncodeALaw_EveryCode_ComesBack()
    {
        for (var code = 0; code < 256; code++)
        {
            Assert.Equal(code, G711.EncodeALaw(G711.DecodeALaw((byte)code)));
        }
    }

    [Fact]
    public void Encode_AnySample_ErrsAtMostHalfAStep()
    {
        for (var value = -32768; value <= 32767; value += 7)
        {
            // A segment holds 16 steps of at least 1/32 of its top: the error is at most 1/32 of the value plus the smallest step.
            var tolerance = Math.Abs(value) / 16.0 + 16;
            Assert.InRange(G711.DecodeMuLaw(G711.EncodeMuLaw((short)value)), Math.Max(-32124, value) - tolerance, Math.Min(32124, value) + tolerance);
            Assert.InRange(G711.DecodeALaw(G711.EncodeALaw((short)value)), value - tolerance, value + tolerance);
        }
    }

    [Fact]
    public void EncodeSpan_ThenDecode_IsCloseToTheSignal()
    {
        var samples = Enumerable.Range(0, 8000).Select(i => 0.5f * MathF.Sin(i * 0.3f)).ToArray();
        var codes = new byte[samples.Length];
        var back = new float[samples.Length];
        G711.EncodeMuLaw(samples, codes);
        G711.DecodeMuLaw(codes, back);
        var noise = samples.Zip(back, (a, b) => (a - b) * (double)(a - b)).Sum();
        var signal = samples.Sum(a => (double)a * a);
        // The recommendation's design figure: about 38 dB for speech levels.
        Assert.InRange(10 * Math.Log10(signal / noise), 35, 45);
    }
}
