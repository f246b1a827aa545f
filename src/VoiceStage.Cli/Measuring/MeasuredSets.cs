using System.Globalization;
using System.Text.Json.Nodes;
using VoiceStage.Acoustics.Egemaps;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Cli.Measuring;

/// <summary>Measures the sets that were asked for and writes the tracks beside them.</summary>
internal static class MeasuredSets
{
    /// <summary>The JSON object of one file: the voice set, with <c>egemaps</c> beside it, or the file's facts and <c>egemaps</c> alone.</summary>
    public static JsonObject Measure(
        string file, Recording recording, string set, string? tracksFolder, VoiceMeasurementOptions options, CancellationToken cancellation)
    {
        var voice = set == "egemaps" ? null : VoiceMeasurement.Measure(recording, options, cancellation);
        var json = voice is null
            ? new JsonObject
            {
                ["file"] = file,
                ["duration_s"] = recording.DurationSeconds,
                ["sample_rate_hz"] = recording.SampleRateHz,
                ["channels"] = recording.SourceChannelCount,
            }
            : MeasuredFile.ToJson(file, voice);
        if (set == "voice" && tracksFolder is null)
        {
            return json;
        }

        var profile = EgemapsMeasurement.Measure(recording, cancellation);
        if (set != "voice")
        {
            json["egemaps"] = MeasuredFile.SetToJson(profile.Functionals, profile.Version);
        }

        if (set == "all")
        {
            json["extended"] = MeasuredFile.SetToJson(ExtendedMeasurement.Measure(recording, voice!, profile, options, cancellation), ExtendedMeasurement.Version);
        }

        if (tracksFolder is not null)
        {
            WriteTracks(Path.Combine(Directory.CreateDirectory(tracksFolder).FullName, Path.GetFileNameWithoutExtension(file) + ".csv"), profile.Tracks);
        }

        return json;
    }

    private static void WriteTracks(string path, IReadOnlyList<EgemapsTrack> tracks)
    {
        using var writer = new StreamWriter(path);
        writer.WriteLine("time_s," + string.Join(',', tracks.Select(t => t.Name)));
        for (var k = 0; tracks.Count > 0 && k < tracks[0].Values.Count; k++)
        {
            var time = tracks[0].FirstTimeSeconds + k * tracks[0].TimeStepSeconds;
            writer.WriteLine(time.ToString("F4", CultureInfo.InvariantCulture) + ","
                + string.Join(',', tracks.Select(t => t.Values[k]?.ToString("R", CultureInfo.InvariantCulture) ?? "")));
        }
    }
}
