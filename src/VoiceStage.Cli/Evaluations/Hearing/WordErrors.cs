namespace VoiceStage.Cli.Evaluations.Hearing;

/// <summary>Words wrong, missing and too many against what was said.</summary>
internal static class WordErrors
{
    /// <summary>Least number of substitutions, deletions and insertions.</summary>
    public static int Count(IReadOnlyList<string> said, IReadOnlyList<string> heard)
    {
        var row = Enumerable.Range(0, heard.Count + 1).ToArray();
        for (var i = 1; i <= said.Count; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= heard.Count; j++)
            {
                var cost = said[i - 1] == heard[j - 1] ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + cost));
            }
        }

        return row[^1];
    }

    /// <summary>Words as they are compared: lower case, apostrophes kept, numbers as the text has them.</summary>
    public static IReadOnlyList<string> Of(string text) =>
        [.. new string([.. text.ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) || c == '\'' ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
