using Google.Protobuf;
using Grpc.Core;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Server.Analysis;
using VoiceStage.Server.Errors;
using VoiceStage.Server.Tests.Errors;
using VoiceStage.Server.Tests.Hosting;
using VoiceStage.V1;

namespace VoiceStage.Server.Tests.Analysis;

public sealed class AnalysisRpcTests : IAsyncLifetime
{
    private const int Rate = 16_000;

    private RunningHost host = null!;
    private AnalysisService.AnalysisServiceClient client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        host = await RunningHost.StartAsync();
        client = new(host.Channel(host.UpstreamToken));
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    /// <summary>Pulses at 125 Hz with decaying ringing at 500 Hz: voiced, and its pitch is known.</summary>
    private static short[] Voice(double seconds)
    {
        var samples = new short[(int)(seconds * Rate)];
        for (var i = 0; i < samples.Length; i++)
        {
            var since = i % (Rate / 125);
            samples[i] = (short)(12_000 * Math.Exp(-since / 40.0) * Math.Cos(2 * Math.PI * 500 * since / Rate));
        }

        return samples;
    }

    private static byte[] Wav(short[] samples)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("RIFF"u8);
        writer.Write(36 + 2 * samples.Length);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(Rate);
        writer.Write(2 * Rate);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(2 * samples.Length);
        writer.Write(Bytes(samples));
        return stream.ToArray();
    }

    private static byte[] Bytes(short[] samples)
    {
        var bytes = new byte[2 * samples.Length];
        Buffer.BlockCopy(samples, 0, bytes, 0, bytes.Length);
        return bytes;
    }

    private AsyncUnaryCall<MeasureRecordingResponse> Measure(byte[] wav) =>
        client.MeasureRecordingAsync(new() { Wav = ByteString.CopyFrom(wav) }, cancellationToken: Cancellation);

    private async Task<MeasuredVoice> StreamAsync(AudioFormat? format, IEnumerable<byte[]> pieces)
    {
        using var call = client.MeasureStream(cancellationToken: Cancellation);
        try
        {
            var first = true;
            foreach (var piece in pieces)
            {
                await call.RequestStream.WriteAsync(new() { Format = first ? format : null, Payload = ByteString.CopyFrom(piece) }, Cancellation);
                first = false;
            }

            await call.RequestStream.CompleteAsync();
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException)
        {
            // The service has refused already; its answer says why.
        }

        return (await call).Voice;
    }

    [Fact]
    public async Task MeasureRecording_KnownPitch_IsMeasuredAndEveryKeyIsAccountedFor()
    {
        var voice = (await Measure(Wav(Voice(2)))).Voice;

        Assert.Equal(125, voice.Measures["f0_median_hz"], 1.0);
        Assert.Equal(2, voice.DurationS, 0.001);
        Assert.Equal(VoiceSetKeys.All.Order(StringComparer.Ordinal), voice.Measures.Keys.Concat(voice.Withheld.Keys).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task MeasureStream_SameSoundInOddPieces_IsTheSame()
    {
        var samples = Voice(2);
        var whole = (await Measure(Wav(samples))).Voice;

        var streamed = await StreamAsync(new() { Encoding = AudioEncoding.Linear16, SampleRateHz = Rate }, Bytes(samples).Chunk(3_333));

        Assert.Equal(whole.Measures, streamed.Measures);
        Assert.Equal(whole.Withheld, streamed.Withheld);
    }

    [Fact]
    public async Task MeasureRecording_BadFiles_AreRefusedWithTheirCode()
    {
        var wav = Wav(Voice(0.5));

        await Refused.WithAsync(ErrorCodes.AudioEmpty, Measure([]));
        await Refused.WithAsync(ErrorCodes.AudioNotWav, Measure("this is a text file, and long enough to hold a header"u8.ToArray()));
        await Refused.WithAsync(ErrorCodes.AudioTruncated, Measure(wav[..^1000]));
        await Refused.WithAsync(ErrorCodes.MessageTooLarge, Measure(new byte[AnalysisRpc.LargestWavBytes + 1]));
        Assert.NotEmpty((await Measure(wav)).Voice.Measures);
    }

    [Fact]
    public async Task MeasureRecording_Silence_WithholdsAndDoesNotFail()
    {
        var voice = (await Measure(Wav(new short[5 * Rate]))).Voice;

        Assert.DoesNotContain("f0_median_hz", voice.Measures.Keys);
        Assert.NotEqual("", voice.Withheld["f0_median_hz"]);
    }

    [Fact]
    public async Task MeasureStream_WithoutEnd_IsStoppedAtTheLimit()
    {
        var minute = new byte[8_000 * 60];

        // Ten hours, if somebody took them.
        await Refused.WithAsync(
            ErrorCodes.AudioTooLong,
            () => StreamAsync(new() { Encoding = AudioEncoding.Mulaw, SampleRateHz = 8_000 }, Enumerable.Repeat(minute, 600)));
    }

    [Fact]
    public async Task MeasureStream_WrongFormatOrNothing_IsRefused()
    {
        await Refused.WithAsync(ErrorCodes.InvalidField, () => StreamAsync(null, [new byte[10]]));
        await Refused.WithAsync(ErrorCodes.InvalidField, () => StreamAsync(new() { Encoding = AudioEncoding.Alaw, SampleRateHz = 4_000 }, [new byte[10]]));
        await Refused.WithAsync(ErrorCodes.AudioEmpty, () => StreamAsync(null, []));
        await Refused.WithAsync(
            ErrorCodes.AudioTruncated, () => StreamAsync(new() { Encoding = AudioEncoding.Linear16, SampleRateHz = Rate }, [new byte[3]]));
    }
}
