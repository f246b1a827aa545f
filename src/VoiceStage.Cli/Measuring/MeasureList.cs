using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Cli.Measuring;

/// <summary><c>voicestage measure --list</c>: what every measure is.</summary>
internal static class MeasureList
{
    /// <summary>Prints the measures of a set.</summary>
    /// <param name="set">voice, egemaps or all; all holds the extended ones too.</param>
    /// <param name="format">json (one object a line), csv or table (Markdown).</param>
    /// <returns>0.</returns>
    public static int Print(string set, string format)
    {
        var measures = MeasureCatalogue.All.Where(measure => set == "all" || measure.Set == set).ToList();
        switch (format)
        {
            case "table":
                foreach (var name in measures.Select(measure => measure.Set).Distinct())
                {
                    Console.Out.WriteLine($"{name}\n\n{MeasureCatalogue.ToMarkdown(name)}");
                }

                break;
            case "csv":
                Console.Out.WriteLine(string.Join(',', Cells(measures[0]).Select(cell => cell.Key)));
                foreach (var measure in measures)
                {
                    Console.Out.WriteLine(string.Join(',', Cells(measure).Select(cell => cell.Value is string text ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : Convert.ToString(cell.Value, CultureInfo.InvariantCulture))));
                }

                break;
            default:
                foreach (var measure in measures)
                {
                    var json = new JsonObject(Cells(measure).Select(cell => KeyValuePair.Create<string, JsonNode?>(cell.Key, cell.Value switch
                    {
                        double number when double.IsFinite(number) => number,
                        string text => text,
                        _ => null,
                    })));
                    Console.Out.WriteLine(json.ToJsonString(Plain));
                }

                break;
        }

        return 0;
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static IEnumerable<KeyValuePair<string, object>> Cells(MeasureDescription measure) =>
    [
        new("set", measure.Set), new("key", measure.Key), new("aliases", measure.Aliases), new("definition", measure.Definition), new("unit", measure.Unit),
        new("lowest", measure.Lowest), new("highest", measure.Highest), new("withheld_when", measure.WithheldWhen), new("valid_for", measure.ValidFor), new("source", measure.Source),
    ];
}
