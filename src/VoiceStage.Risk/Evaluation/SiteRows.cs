using System.Globalization;
using VoiceStage.Risk.Fusion;

namespace VoiceStage.Risk.Evaluation;

/// <summary>A table that cannot be used, with a stable code and, where there is one, its line.</summary>
public sealed class SiteRowsException(string code, string message) : Exception($"{message} ({code})")
{
    /// <summary>Stable code: <c>ROWS_COLUMNS</c>, <c>ROWS_BAD_VALUE</c>, <c>ROWS_TOO_FEW</c>, <c>ROWS_LEAKAGE</c>.</summary>
    public string Code { get; } = code;
}

/// <summary>One session's row: its features and its label.</summary>
public sealed record SiteRow(string Person, int Session, bool Label, double?[] Values, IReadOnlyDictionary<string, string> Cells);

/// <summary>Reads a table with the columns of <c>people.csv</c>: <c>person, session, ideation</c> are required, features as far as the site has them.</summary>
public static class SiteRows
{
    private static readonly string[] Required = ["person", "session", "ideation"];

    /// <summary>Truth about a person: never a feature.</summary>
    private static readonly string[] Truths = ["severity", "attempt_lifetime", "acute_now", "ideation"];

    /// <summary>Reads CSV lines (no quoted cells: none of the columns holds text).</summary>
    /// <param name="lines">Header first.</param>
    /// <exception cref="SiteRowsException">A column is missing or unknown twice, a cell cannot be read, rows leak, or there are too few.</exception>
    public static IReadOnlyList<SiteRow> Read(IEnumerable<string> lines)
    {
        var table = lines.Select(line => line.TrimEnd('\r').Split(',')).ToList();
        if (table.Count == 0)
        {
            throw new SiteRowsException("ROWS_COLUMNS", "the table is empty: its first line names the columns");
        }

        var header = table[0];
        foreach (var column in Required.Where(column => header.Count(name => name == column) != 1))
        {
            throw new SiteRowsException("ROWS_COLUMNS", $"the table needs one column '{column}'");
        }

        var rows = new List<(int Line, Dictionary<string, string> Cells)>();
        for (var i = 1; i < table.Count; i++)
        {
            if (table[i].Length != header.Length)
            {
                throw new SiteRowsException("ROWS_BAD_VALUE", $"line {i + 1}: {table[i].Length} cells where the header has {header.Length}");
            }

            var cells = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var c = 0; c < header.Length; c++)
            {
                cells[header[c]] = table[i][c];
                Check(header[c], table[i][c], i + 1);
            }

            rows.Add((i + 1, cells));
        }

        return WithHistory([.. rows.Select(row => row.Cells)]);
    }

    /// <summary>Rows with features, each person's change taken from their own session before.</summary>
    /// <param name="rows">Cells by column.</param>
    /// <exception cref="SiteRowsException">Rows leak or there are too few.</exception>
    public static IReadOnlyList<SiteRow> WithHistory(IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var built = new List<SiteRow>();
        foreach (var person in rows.GroupBy(row => row["person"], StringComparer.Ordinal))
        {
            IReadOnlyDictionary<string, string>? before = null;
            foreach (var row in person.OrderBy(row => int.Parse(row["session"], CultureInfo.InvariantCulture)))
            {
                if (before is not null && before["session"] == row["session"])
                {
                    throw new SiteRowsException("ROWS_LEAKAGE", $"person '{person.Key}' has session {row["session"]} twice: a duplicate would be in two places");
                }

                built.Add(new(person.Key, int.Parse(row["session"], CultureInfo.InvariantCulture), row["ideation"] == "1", FusionFeatures.Of(row, before), row));
                before = row;
            }
        }

        var positives = built.Count(row => row.Label);
        if (positives < 20 || built.Count - positives < 20)
        {
            throw new SiteRowsException("ROWS_TOO_FEW", $"{positives} rows with the label and {built.Count - positives} without: at least 20 of each are needed");
        }

        CheckLeaks(built);
        return built;
    }

    private static void Check(string column, string cell, int line)
    {
        var good = column switch
        {
            "person" => cell.Length > 0,
            "session" => int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1,
            "ideation" => cell is "0" or "1",
            "hung_up" or "help_requested" => cell is "" or "0" or "1",
            "text_score" => cell.Length == 0 || (Number(cell) is >= 0 and <= 1),
            "sex" => cell is "" or "female" or "male",
            _ when column.StartsWith("phq.", StringComparison.Ordinal) => cell is "" or "0" or "1" or "2" or "3" or "refused" or "unclear",
            _ when column.StartsWith("asq.", StringComparison.Ordinal) => cell is "" or "no" or "yes" or "refused" or "unclear",
            _ when VoiceFeatures.Norms.Any(norm => norm.Code == $"voice.{column}") => cell.Length == 0 || Number(cell) is not null,
            _ => true,
        };
        if (!good)
        {
            throw new SiteRowsException("ROWS_BAD_VALUE", $"line {line}: '{cell}' is not a value of {column}");
        }
    }

    /// <summary>A feature that alone tells the label is the label under another name, or was measured at the label's time.</summary>
    private static void CheckLeaks(List<SiteRow> rows)
    {
        for (var j = 0; j < FusionFeatures.All.Count; j++)
        {
            var known = rows.Where(row => row.Values[j] is not null).ToList();
            if (known.Count >= 40 && Discrimination.Auroc([.. known.Select(row => row.Values[j]!.Value)], [.. known.Select(row => row.Label)]) is { } area
                && Math.Max(area.Value, 1 - area.Value) > .995)
            {
                throw new SiteRowsException("ROWS_LEAKAGE", $"{FusionFeatures.All[j].Name} alone tells the label: it is the label under another name, or was recorded when the label was");
            }
        }
    }

    private static double? Number(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    /// <summary>Columns that hold the truth and are never read as features.</summary>
    public static IReadOnlyList<string> TruthColumns => Truths;
}
