using System.Globalization;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Tests.Agreement;

/// <summary>Published values of a reference analysis: a folder with praat.csv and the recordings it names, given by VOICESTAGE_REFERENCE.</summary>
internal static class PraatReference
{
    public static string? Folder => Environment.GetEnvironmentVariable("VOICESTAGE_REFERENCE");

    public sealed record Row(string File, string Group, IReadOnlyDictionary<string, double> Values);

    /// <summary>Every recording with the values that are defined for it; only some of them when VOICESTAGE_REFERENCE_EVERY is above 1.</summary>
    public static IEnumerable<(Row Row, Recording Recording)> Recordings()
    {
        if (Folder is not { Length: > 0 } folder || !File.Exists(Path.Combine(folder, "praat.csv")))
        {
            Assert.Skip("VOICESTAGE_REFERENCE does not name a folder with praat.csv");
            yield break;
        }
        var every = int.TryParse(Environment.GetEnvironmentVariable("VOICESTAGE_REFERENCE_EVERY"), CultureInfo.InvariantCulture, out var n) ? n : 1;
        var lines = File.ReadAllLines(Path.Combine(folder, "praat.csv"));
        var names = Split(lines[0]);
        for (var i = 1; i < lines.Length; i += every)
        {
            var cells = Split(lines[i]);
            var values = new Dictionary<string, double>();
            for (var c = 0; c < names.Count; c++)
            {
                if (double.TryParse(cells[c], CultureInfo.InvariantCulture, out var value)) values[names[c]] = value;
            }
            var row = new Row(cells[names.IndexOf("file")], cells[names.IndexOf("group")], values);
            using var stream = File.OpenRead(Path.Combine(folder, row.File));
            yield return (row, WavReader.Read(stream));
        }
    }

    private static List<string> Split(string line)
    {
        var cells = new List<string>();
        var (start, quoted) = (0, false);
        for (var i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] == '"') quoted = !quoted;
            if (i < line.Length && (line[i] != ',' || quoted)) continue;
            cells.Add(line[start..i].Trim('"'));
            start = i + 1;
        }
        return cells;
    }
}
