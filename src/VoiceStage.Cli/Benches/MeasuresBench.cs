using System.Globalization;
using System.Text.Json.Nodes;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Cli.Benches;

/// <summary>What measuring costs: CPU seconds per second of audio, ours and Praat's on the same audio in the same run.</summary>
internal static class MeasuresBench
{
    /// <summary>Measures and prints.</summary>
    public static async Task<int> RunAsync(string[] files, int seconds, string format, CancellationToken cancellation)
    {
        Recording recording;
        try
        {
            recording = await BenchAudio.MakeAsync(files, seconds, cancellation);
        }
        catch (AudioFormatException e)
        {
            Console.Error.WriteLine($"voicestage: {e.Message} ({e.Code})");
            return 2;
        }

        var own = OwnCost.Of(recording);
        var praat = await PraatCost.OfAsync(recording, cancellation);
        if (format == "json")
        {
            Console.Out.WriteLine(Json(recording, own, praat).ToJsonString());
            return 0;
        }

        var duration = recording.DurationSeconds;
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{duration:F1} s of 16 kHz audio, one thread, CPU milliseconds per second of audio"));
        Console.Out.WriteLine(praat is null ? "Praat is not installed: ours alone" : "measure        ours     Praat   ratio");
        foreach (var (measure, cost) in own)
        {
            double? theirs = praat is not null && praat.TryGetValue(measure, out var value) ? value : null;
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{measure,-12} {1000 * cost / duration,6:F3}")
                + (theirs is { } t ? string.Create(CultureInfo.InvariantCulture, $"  {1000 * t / duration,8:F3}  {t / cost,6:F1}") : ""));
        }

        return 0;
    }

    internal static JsonObject Json(Recording recording, IReadOnlyList<(string Measure, double CpuSeconds)> own, IReadOnlyDictionary<string, double>? praat)
    {
        var duration = recording.DurationSeconds;
        var measures = new JsonObject();
        foreach (var (measure, cost) in own)
        {
            var row = new JsonObject { ["cpu_s_per_audio_s"] = cost / duration };
            if (praat is not null && praat.TryGetValue(measure, out var theirs))
            {
                row["praat_cpu_s_per_audio_s"] = theirs / duration;
                row["ratio"] = cost > 0 ? theirs / cost : null;
            }

            measures[measure] = row;
        }

        return new JsonObject { ["audio_s"] = duration, ["praat_installed"] = praat is not null, ["measures"] = measures };
    }
}
