using VoiceStage.Cli.Simulations;
using VoiceStage.Risk.Cohort;
using VoiceStage.Risk.Evaluation;

namespace VoiceStage.Cli.Training;

/// <summary>Rows to train or evaluate on: a site's CSV file or a synthetic cohort, with the hash of what was read.</summary>
internal static class SiteTable
{
    /// <summary>Reads or draws the rows.</summary>
    /// <exception cref="UsageException">Neither or both were given, or the table cannot be used.</exception>
    public static (IReadOnlyList<SiteRow> Rows, string Hash, bool IsSynthetic) Open(string? file, bool synthetic, CohortOptions world)
    {
        if (file is null != synthetic)
        {
            throw new UsageException("give either --data FILE.csv or --synthetic");
        }

        try
        {
            var lines = synthetic
                ? [string.Join(',', CohortColumns.People), .. WorldOptions.Draw(world).SelectMany(person => person.Sessions.Select(session => string.Join(',', CohortColumns.Cells(person, session))))]
                : File.ReadAllLines(file!);
            var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines))));
            var rows = SiteRows.Read(lines);

            // A drawn table says so in its own column: read back from a file it stays synthetic.
            return (rows, hash, synthetic || rows.Any(row => row.Cells.GetValueOrDefault("synthetic") == "true"));
        }
        catch (SiteRowsException e)
        {
            throw new UsageException($"{file ?? "the synthetic cohort"}: {e.Message}");
        }
        catch (FileNotFoundException)
        {
            throw new UsageException($"there is no file {file}");
        }
    }

    /// <summary>Evaluates with progress.</summary>
    public static SortedDictionary<string, object?> Evaluate(IReadOnlyList<SiteRow> rows, bool synthetic, CancellationToken cancellation)
    {
        try
        {
            return ModelEvaluation.Run(rows, synthetic, (fold, folds) => Progress.Show(fold, folds, "folds"), cancellation);
        }
        finally
        {
            Progress.Clear();
        }
    }
}
