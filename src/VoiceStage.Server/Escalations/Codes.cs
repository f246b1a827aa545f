using System.Text.Json;

namespace VoiceStage.Server.Escalations;

/// <summary>Lists of stable codes as stored.</summary>
internal static class Codes
{
    public static IReadOnlyList<string> Read(string json) => JsonSerializer.Deserialize<List<string>>(json) ?? [];

    public static string Write(IReadOnlyList<string> codes) => JsonSerializer.Serialize(codes);

    /// <summary>First the new ones, then those of before that are not among them: a reason is never lost.</summary>
    public static string Merge(string before, IReadOnlyList<string> now) => Write([.. now.Union(Read(before))]);
}
