using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Timing;
using VoiceStage.Server.Escalations;
using VoiceStage.Server.Recordings;
using VoiceStage.Server.Security;

namespace VoiceStage.Server.Clinic;

/// <summary>The recorded call of a case: as sound that can be entered anywhere, and as a picture of level, pitch and pauses.</summary>
internal sealed class CaseSound(EscalationStore store, RecordingStore recordings, TimeProvider clock)
{
    /// <summary>A player asks for one call in many ranges: it is opened once and let go soon. Three calls of forty minutes are about 230 MB.</summary>
    private const int MostOpen = 3;

    private static readonly TimeSpan KeptOpen = TimeSpan.FromMinutes(2);

    private readonly Lock opening = new();
    private readonly List<(string Id, DateTimeOffset Until, byte[] Wav)> open = [];

    private const int TraceWidth = 1_000, TraceHeight = 120;

    // When it is full it is emptied: a listening is then noted once more.
    private const int MostNoted = 10_000;
    private static readonly TimeSpan OneListening = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<(string Reader, string Case), DateTimeOffset> noted = new();

    /// <summary>The call as WAV; stretches that were not recorded are silence, so that a second of the call is a second of the sound.</summary>
    public async Task<IResult> AudioAsync(HttpContext context, string id)
    {
        if (await ClinicSession.WhoAsync(context) is not { } reader)
        {
            return Results.Unauthorized();
        }

        if (await OpenAsync(id, context.RequestAborted) is not { } wav)
        {
            return Results.NotFound();
        }

        await NoteListeningAsync(id, reader, context.RequestAborted);
        ClinicHosting.Protect(context.Response);
        return Results.File(wav, "audio/wav", enableRangeProcessing: true);
    }

    private async Task<byte[]?> OpenAsync(string id, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        lock (opening)
        {
            open.RemoveAll(one => one.Until <= now);
            if (open.Find(one => one.Id == id).Wav is { } kept)
            {
                return kept;
            }
        }

        if (await ReadAsync(id, cancellation) is not { } call)
        {
            return null;
        }

        var wav = WavWriter.ToBytes(call);
        lock (opening)
        {
            if (open.Count >= MostOpen)
            {
                open.RemoveAt(0);
            }

            open.Add((id, now + KeptOpen, wav));
        }

        return wav;
    }

    /// <summary>Notes that somebody listens, whichever part they ask for; what a player asks for within ten minutes of that is the same listening.</summary>
    private async Task NoteListeningAsync(string id, Caller reader, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (noted.TryGetValue((reader.Id, id), out var since) && now - since < OneListening)
        {
            return;
        }

        // Noted before a sample is sent. Two requests at once may note it twice, never not at all.
        await store.NoteViewAsync(id, reader.DisplayName, "audio", cancellation);
        if (noted.Count >= MostNoted)
        {
            noted.Clear();
        }

        noted[(reader.Id, id)] = now;
    }

    /// <summary>The picture, as SVG.</summary>
    public async Task<IResult> TraceAsync(HttpContext context, string id)
    {
        if (await ClinicSession.WhoAsync(context) is null)
        {
            return Results.Unauthorized();
        }

        if (await ReadAsync(id, context.RequestAborted) is not { } call)
        {
            return Results.NotFound();
        }

        ClinicHosting.Protect(context.Response);
        return Results.Text(Trace(call), "image/svg+xml");
    }

    /// <summary>Level as bars, pitch as points, pauses as bands.</summary>
    internal static string Trace(Recording call)
    {
        var samples = call.Samples.Span;
        var pitch = PitchAnalysis.ByAutocorrelation(samples, call.SampleRateHz);
        var speech = SpeechActivity.Find(call, pitch);
        var perColumn = Math.Max(1, samples.Length / TraceWidth);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {TraceWidth} {TraceHeight}\" preserveAspectRatio=\"none\">");
        foreach (var pause in speech.Zip(speech.Skip(1), (one, next) => (Start: one.EndSeconds, End: next.StartSeconds)))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{X(pause.Start):0.0}\" y=\"0\" width=\"{X(pause.End) - X(pause.Start):0.0}\" height=\"{TraceHeight}\" fill=\"#f0e6c8\"/>");
        }

        svg.Append("<path fill=\"none\" stroke=\"#5f7f9f\" d=\"");
        for (var column = 0; column < TraceWidth && column * perColumn < samples.Length; column++)
        {
            var peak = 0f;
            foreach (var x in samples.Slice(column * perColumn, Math.Min(perColumn, samples.Length - column * perColumn)))
            {
                peak = Math.Max(peak, Math.Abs(x));
            }

            svg.Append(CultureInfo.InvariantCulture, $"M{column} {TraceHeight * (0.5 - peak / 2):0.0}V{TraceHeight * (0.5 + peak / 2):0.0}");
        }

        svg.Append("\"/><path fill=\"none\" stroke=\"#8f1019\" stroke-width=\"2\" stroke-linecap=\"round\" d=\"");
        for (var k = 0; k < pitch.Frames.FrameCount; k += Math.Max(1, pitch.Frames.FrameCount / TraceWidth))
        {
            if (pitch.IsVoiced(k))
            {
                var height = Math.Log(pitch.FrequencyHz[k] / 75) / Math.Log(600.0 / 75);
                svg.Append(CultureInfo.InvariantCulture, $"M{X(pitch.Frames.TimeOf(k)):0.0} {TraceHeight * (1 - height):0.0}h.1");
            }
        }

        return svg.Append("\"/></svg>").ToString();

        double X(double seconds) => TraceWidth * seconds / Math.Max(1e-9, call.DurationSeconds);
    }

    private async Task<Recording?> ReadAsync(string id, CancellationToken cancellation)
    {
        if (await store.FindAsync(id, cancellation) is not { } item)
        {
            return null;
        }

        var segments = (await recordings.ReadAsync(item.AssessmentId, cancellation)).Where(segment => segment.Samples.Length > 0).ToList();
        if (segments.Count == 0)
        {
            return null;
        }

        var rate = segments[0].SampleRateHz;
        var samples = new float[segments.Where(segment => segment.SampleRateHz == rate).Max(segment => segment.EndSample)];
        foreach (var segment in segments.Where(segment => segment.SampleRateHz == rate))
        {
            var part = segment.Samples.Span;
            for (var i = 0; i < part.Length; i++)
            {
                samples[segment.StartSample + i] = part[i] / 32_768f;
            }
        }

        return new Recording(samples, rate);
    }
}
