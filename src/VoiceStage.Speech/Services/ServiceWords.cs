using System.Globalization;
using System.Text;
using System.Text.Json;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Speech.Services;

/// <summary>What services write, as the project writes words: lower case, no punctuation, apostrophes kept.</summary>
internal static class ServiceWords
{
    /// <summary>Plain words of a display text.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Replace('’', '\''))
        {
            plain.Append(char.IsLetterOrDigit(c) || c is '\'' ? char.ToLowerInvariant(c) : ' ');
        }

        return string.Join(' ', plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('\'')).Where(word => word.Length > 0));
    }

    /// <summary>A transcript from words, or from the text where there are none.</summary>
    public static Transcript ToTranscript(string engine, string text, IReadOnlyList<RecognizedWord> words, double? confidence)
    {
        var plain = words.Select(word => word with { Text = Plain(word.Text) }).Where(word => word.Text.Length > 0).ToList();
        return new Transcript
        {
            Engine = engine,
            Text = Plain(text),
            Words = plain,
            Confidence = confidence ?? (plain.Count > 0 && plain.All(word => word.Confidence is not null) ? plain.Average(word => word.Confidence) : null),
        };
    }

    /// <summary>A number that may be written as text, or null.</summary>
    public static double? Number(JsonElement parent, string name)
    {
        // "NaN" parses and 1e999 is read as infinity: neither is a number here.
        double? number = !parent.TryGetProperty(name, out var value) ? null
            : value.ValueKind == JsonValueKind.Number ? value.GetDouble()
            : value.ValueKind == JsonValueKind.String && double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var read) ? read : null;
        return number is { } finite && double.IsFinite(finite) ? number : null;
    }

    /// <summary>The members of an array; none when it is missing or null.</summary>
    public static IEnumerable<JsonElement> Members(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    /// <summary>A probability, where 0 stands for "unknown" at some services.</summary>
    public static double? Confidence(double? value) => value is > 0 and <= 1 ? value : null;
}
