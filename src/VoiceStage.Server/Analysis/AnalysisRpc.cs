using System.Text.Json;
using Grpc.Core;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Server.Errors;
using VoiceStage.V1;

namespace VoiceStage.Server.Analysis;

/// <summary>Measures a recording or a stream; nothing is stored.</summary>
internal sealed class AnalysisRpc(AnalysisQueue queue) : AnalysisService.AnalysisServiceBase
{
    /// <summary>Largest WAV file of one message; a longer one is streamed.</summary>
    public const int LargestWavBytes = 3 * 1024 * 1024;

    public override async Task<MeasureRecordingResponse> MeasureRecording(MeasureRecordingRequest request, ServerCallContext context)
    {
        if (request.Wav.Length > LargestWavBytes)
        {
            throw ErrorCodes.MessageTooLarge.Refusal(("max_bytes", $"{LargestWavBytes}"));
        }

        using var place = await queue.EnterAsync(context.CancellationToken);
        using var stream = System.Runtime.InteropServices.MemoryMarshal.TryGetArray(request.Wav.Memory, out var bytes)
            ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
            : new MemoryStream(request.Wav.ToByteArray(), writable: false);
        var recording = WavReader.Read(stream, new() { MaxDuration = SampleCollector.Longest });
        return new() { Voice = await MeasureAsync(recording, request.IgnoreQualityGates, context.CancellationToken) };
    }

    public override async Task<MeasureStreamResponse> MeasureStream(IAsyncStreamReader<MeasureStreamRequest> requestStream, ServerCallContext context)
    {
        using var place = await queue.EnterAsync(context.CancellationToken);
        SampleCollector? collector = null;
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            var piece = requestStream.Current;
            if (collector is not null && piece.Format is not null)
            {
                throw ErrorCodes.InvalidMessage.Refusal(("field", "format"));
            }

            collector ??= new(piece.Format);
            collector.Add(piece.Payload);
        }

        var recording = collector?.ToRecording() ?? throw ErrorCodes.AudioEmpty.Refusal();
        return new() { Voice = await MeasureAsync(recording, false, context.CancellationToken) };
    }

    private static async Task<MeasuredVoice> MeasureAsync(Recording recording, bool ignoreQualityGates, CancellationToken cancellation)
    {
        var profile = await AnalysisQueue.MeasureAsync(recording, new() { IgnoreQualityGates = ignoreQualityGates }, cancellation);
        var voice = new MeasuredVoice
        {
            Version = profile.Version,
            DurationS = profile.DurationSeconds,
            SampleRateHz = profile.SampleRateHz,
            ChannelCount = profile.SourceChannelCount,
        };
        foreach (var (key, reading) in profile.Measures)
        {
            if (reading.HasValue)
            {
                voice.Measures[key] = reading.Value;
            }
            else
            {
                voice.Withheld[key] = ReasonName(reading.Reason);
            }
        }

        return voice;
    }

    private static string ReasonName(Unmeasured reason) => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());
}
