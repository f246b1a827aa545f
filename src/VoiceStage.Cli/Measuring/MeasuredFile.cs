using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Cli.Measuring;

/// <summary>One measured file as the stable JSON object that <c>measure</c> prints.</summary>
internal static class MeasuredFile
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = false };

    /// <summary>Name of a withheld reason as printed: <c>too_few_periods</c>.</summary>
    public static string ReasonCode(Unmeasured reason) => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());

    /// <summary>The object, keys in their documented order.</summary>
    public static JsonObject ToJson(string file, VoiceProfile profile)
    {
        var json = new JsonObject
        {
            ["file"] = file,
            ["duration_s"] = profile.DurationSeconds,
            ["sample_rate_hz"] = profile.SampleRateHz,
            ["channels"] = profile.SourceChannelCount,
        };
        Add(json, VoiceSetKeys.All, profile.Measures, out var withheld);
        json["withheld"] = withheld;
        if (profile.Marked is { Count: > 0 } marked)
        {
            json["marked"] = new JsonObject(marked.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value)));
        }

        json["version"] = profile.Version;
        return json;
    }

    /// <summary>A further set under its own name, with its own withheld reasons and version.</summary>
    public static JsonObject SetToJson(IReadOnlyDictionary<string, Reading> measures, string version)
    {
        var json = new JsonObject();
        Add(json, measures.Keys, measures, out var withheld);
        json["withheld"] = withheld;
        json["version"] = version;
        return json;
    }

    /// <summary>The same with each further set's measures beside the others, as <c>SET.NAME</c>: what rows and columns can hold.</summary>
    public static JsonObject Flat(JsonObject json)
    {
        var flat = new JsonObject();
        foreach (var (key, value) in json)
        {
            if (key is "egemaps" or "extended" && value is JsonObject set)
            {
                foreach (var (name, measure) in set)
                {
                    flat[$"{key}.{name}"] = measure?.DeepClone();
                }
            }
            else
            {
                flat[key] = value?.DeepClone();
            }
        }

        return flat;
    }

    /// <summary>One line of JSON.</summary>
    public static string Line(JsonObject json) => json.ToJsonString(Layout);

    private static void Add(JsonObject json, IEnumerable<string> keys, IReadOnlyDictionary<string, Reading> measures, out JsonObject withheld)
    {
        withheld = [];
        foreach (var key in keys)
        {
            var reading = measures.TryGetValue(key, out var found) ? found : Reading.Withheld(Unmeasured.Undefined);
            json[key] = reading.OrNull is { } value ? JsonValue.Create(value) : null;
            if (!reading.HasValue)
            {
                withheld[key] = ReasonCode(reading.Reason);
            }
        }
    }
}
