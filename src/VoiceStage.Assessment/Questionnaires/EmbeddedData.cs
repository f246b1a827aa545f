using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VoiceStage.Assessment.Questionnaires;

/// <summary>The data files that travel inside this assembly.</summary>
internal static class EmbeddedData
{
    private const string Root = "VoiceStage.Assessment.";
    private static readonly Assembly Here = typeof(EmbeddedData).Assembly;

    /// <summary>How data files are written: camelCase, comments allowed, unknown keys refused so that a misspelt condition is not ignored.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    internal static Stream? Open(string name) => Here.GetManifestResourceStream(Root + name);

    internal static IReadOnlyList<string> Ids(string folder) =>
    [
        .. Here.GetManifestResourceNames()
            .Where(name => name.StartsWith(Root + folder, StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal))
            .Select(name => name[(Root.Length + folder.Length)..^".json".Length])
            .Order(StringComparer.Ordinal),
    ];
}
