namespace VoiceStage.Risk.Evaluation;

/// <summary>Folds by person: all rows of one person lie in one fold, and people with the label are dealt out evenly.</summary>
public static class PersonFolds
{
    /// <summary>Fold of each row, in [0, folds).</summary>
    /// <param name="people">Person of each row.</param>
    /// <param name="labels">Label of each row.</param>
    /// <param name="folds">At least 2.</param>
    public static int[] Of(IReadOnlyList<string> people, IReadOnlyList<bool> labels, int folds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var fold = new Dictionary<string, int>(StringComparer.Ordinal);
        var groups = Enumerable.Range(0, people.Count).GroupBy(i => people[i], StringComparer.Ordinal).Select(rows => (Person: rows.Key, Positive: rows.Any(i => labels[i])));
        // By a hash of the id, not by the order of the file: sorting a file must not sort its folds.
        foreach (var stratum in groups.OrderBy(group => Hash(group.Person)).ThenBy(group => group.Person, StringComparer.Ordinal).GroupBy(group => group.Positive))
        {
            foreach (var (group, index) in stratum.Select((group, index) => (group, index)))
            {
                fold[group.Person] = index % folds;
            }
        }

        return [.. people.Select(person => fold[person])];
    }

    private static uint Hash(string text) => text.Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619u);
}
