using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Cli.Measuring;

/// <summary><c>voicestage measure FILE...</c>: one JSON object a file.</summary>
internal static class MeasureCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Recordings to measure (WAV; other containers when ffmpeg is installed)", Arity = ArgumentArity.ZeroOrMore };
        var list = new Option<bool>("--list") { Description = "Describe every measure of the set instead: definition, unit, range, when withheld, valid for, source" };
        var format = new Option<string>("--format") { Description = "json (one object a line), csv or table", DefaultValueFactory = _ => "json" };
        format.AcceptOnlyFromAmong("json", "csv", "table");
        var set = new Option<string>("--set") { Description = "voice, egemaps or all", DefaultValueFactory = _ => "voice" };
        set.AcceptOnlyFromAmong("voice", "egemaps", "all");
        var tracks = new Option<string?>("--tracks") { Description = "Folder for the eGeMAPS tracks, one CSV a recording" };
        var ceiling = new Option<double?>("--formant-ceiling") { Description = "Upper end of the formant search in hertz" };
        var ungated = new Option<bool>("--no-gates") { Description = "Print values that a quality gate would withhold" };
        var command = new Command("measure", "Measure recordings") { files, set, format, tracks, ceiling, ungated, list };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(list) && result.GetValue(files) is not { Length: > 0 })
            {
                result.AddError("a recording is missing: measure FILE..., or measure --list");
            }
        });
        command.SetAction((parsed, cancellation) => parsed.GetValue(list) ? Task.FromResult(MeasureList.Print(parsed.GetRequiredValue(set), parsed.GetRequiredValue(format))) : RunAsync(
            parsed.GetRequiredValue(files),
            parsed.GetRequiredValue(set),
            parsed.GetRequiredValue(format),
            parsed.GetValue(tracks),
            new VoiceMeasurementOptions { FormantCeilingHz = parsed.GetValue(ceiling), IgnoreQualityGates = parsed.GetValue(ungated) },
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        string[] files, string set, string format, string? tracks, VoiceMeasurementOptions options, CancellationToken cancellation)
    {
        var exit = 0;
        var table = format == "table" ? new List<JsonObject>() : null;
        var headed = false;
        for (var i = 0; i < files.Length; i++)
        {
            Progress.Show(i, files.Length, files[i]);
            try
            {
                var recording = await AudioFile.ReadAsync(files[i], cancellation);
                var json = MeasuredSets.Measure(files[i], recording, set, tracks, options, cancellation);
                switch (format)
                {
                    case "json":
                        Console.Out.WriteLine(MeasuredFile.Line(json));
                        break;
                    case "csv":
                        // The same columns in every row.
                        json.Remove("marked");
                        json = MeasuredFile.Flat(json);
                        if (!headed)
                        {
                            Console.Out.WriteLine(string.Join(',', json.Select(p => p.Key)));
                            headed = true;
                        }

                        Console.Out.WriteLine(string.Join(',', json.Select(p => Cell(p.Value))));
                        break;
                    default:
                        table!.Add(MeasuredFile.Flat(json));
                        break;
                }
            }
            catch (AudioFormatException e)
            {
                Console.Error.WriteLine($"voicestage: {files[i]}: {e.Message} ({e.Code})");
                exit = 2;
            }
        }

        Progress.Clear();
        if (table is { Count: > 0 })
        {
            PrintTable(table);
        }

        return exit;
    }

    private static string Cell(JsonNode? node) => node switch
    {
        null => "",
        JsonObject withheld => Quoted(string.Join(' ', withheld.Select(p => $"{p.Key}={p.Value}"))),
        JsonValue value when value.TryGetValue<double>(out var number) => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Quoted(node.ToString()),
    };

    private static string Quoted(string text) => "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static void PrintTable(List<JsonObject> rows)
    {
        var width = rows[0].Max(p => p.Key.Length);
        foreach (var key in rows[0].Select(p => p.Key).Where(k => k is not "marked" && !k.EndsWith("withheld", StringComparison.Ordinal)))
        {
            var cells = rows.Select(r => r[key] switch
            {
                null => r[key[..(key.IndexOf('.', StringComparison.Ordinal) + 1)] + "withheld"]?[key[(key.IndexOf('.', StringComparison.Ordinal) + 1)..]]?.ToString() ?? "-",
                JsonValue v when v.TryGetValue<double>(out var number) => number.ToString("G6", CultureInfo.InvariantCulture),
                var other => Path.GetFileName(other.ToString()),
            });
            Console.Out.WriteLine(key.PadRight(width + 2) + string.Join("  ", cells.Select(c => c.PadLeft(14))));
        }
    }
}
