using System.Buffers.Binary;
using Google.Protobuf;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Server.Errors;
using VoiceStage.V1;

namespace VoiceStage.Server.Analysis;

/// <summary>Collects the pieces of one stream as samples; memory grows with what has arrived, up to the longest recording that is measured.</summary>
internal sealed class SampleCollector
{
    /// <summary>Longest stream that is measured whole. One hour at 48 kHz is 0.7 GB of samples; 10 minutes at 48 kHz are 115 MB, and a call lasts 4 to 6.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly AudioEncoding encoding;
    private readonly int sampleRateHz;
    private readonly int mostSamples;
    private float[] samples = new float[65_536];
    private int count;
    private byte? halfSample;

    public SampleCollector(AudioFormat? format)
    {
        var violations = new List<FieldViolation>();
        if (format?.Encoding is not (AudioEncoding.Linear16 or AudioEncoding.Mulaw or AudioEncoding.Alaw))
        {
            violations.Add(new("format.encoding", "one of LINEAR16, MULAW, ALAW"));
        }

        if (format?.SampleRateHz is not (>= 8_000 and <= 48_000))
        {
            violations.Add(new("format.sample_rate_hz", "8000 to 48000"));
        }

        if (violations.Count > 0)
        {
            throw ErrorCodes.InvalidField.Refusal(violations);
        }

        (encoding, sampleRateHz) = (format!.Encoding, format.SampleRateHz);
        mostSamples = (int)(Longest.TotalSeconds * sampleRateHz);
    }

    public void Add(ByteString payload)
    {
        var bytes = payload.Span;
        if (encoding != AudioEncoding.Linear16)
        {
            Decode(bytes, bytes.Length);
            return;
        }

        // A 16-bit sample may be cut between two pieces.
        if (halfSample is { } low && bytes.Length > 0)
        {
            Reserve(1);
            samples[count++] = (short)(low | (bytes[0] << 8)) / 32768f;
            bytes = bytes[1..];
            halfSample = null;
        }

        if (bytes.Length % 2 != 0)
        {
            halfSample = bytes[^1];
            bytes = bytes[..^1];
        }

        Decode(bytes, bytes.Length / 2);
    }

    public Recording ToRecording() => (count, halfSample) switch
    {
        (_, not null) => throw ErrorCodes.AudioTruncated.Refusal(),
        (0, _) => throw ErrorCodes.AudioEmpty.Refusal(),
        _ => new(samples.AsMemory(0, count), sampleRateHz),
    };

    private void Decode(ReadOnlySpan<byte> bytes, int sampleCount)
    {
        Reserve(sampleCount);
        var target = samples.AsSpan(count, sampleCount);
        switch (encoding)
        {
            case AudioEncoding.Mulaw:
                G711.DecodeMuLaw(bytes, target);
                break;
            case AudioEncoding.Alaw:
                G711.DecodeALaw(bytes, target);
                break;
            default:
                for (var i = 0; i < sampleCount; i++)
                {
                    target[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * i)..]) / 32768f;
                }

                break;
        }

        count += sampleCount;
    }

    private void Reserve(int more)
    {
        if (count + more > mostSamples)
        {
            throw ErrorCodes.AudioTooLong.Refusal(("max_duration_s", $"{Longest.TotalSeconds:0}"));
        }

        if (count + more > samples.Length)
        {
            Array.Resize(ref samples, Math.Max(count + more, (int)Math.Min(2L * samples.Length, mostSamples)));
        }
    }
}
