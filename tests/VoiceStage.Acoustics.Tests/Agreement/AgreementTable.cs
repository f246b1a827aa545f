using System.Globalization;
using System.Text;
using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Acoustics.Tests.Agreement;

/// <summary>Collects how far our values are from a reference's, per measure, and holds them to a tolerance.</summary>
internal sealed class AgreementTable
{
    private readonly Dictionary<string, Column> columns = [];

    /// <summary>Takes one pair in; <paramref name="relative"/> differences are in percent of the reference.</summary>
    public void Add(string key, bool relative, double tolerance, string file, double? reference, Reading ours)
    {
        if (!columns.TryGetValue(key, out var column)) columns[key] = column = new Column(relative, tolerance);
        if (reference is not { } expected || !ours.HasValue)
        {
            if (reference is null != !ours.HasValue) column.OneSided.Add($"{file}: reference {reference?.ToString(CultureInfo.InvariantCulture) ?? "-"}, ours {ours.OrNull?.ToString(CultureInfo.InvariantCulture) ?? "-"}");
            return;
        }
        var difference = Math.Abs(ours.Value - expected);
        if (relative) difference = expected == 0 ? (difference == 0 ? 0 : 100) : 100 * difference / Math.Abs(expected);
        column.Differences.Add((difference, file));
    }

    /// <summary>One line a measure: how many, median, 95th percentile, greatest difference and its file, values only one side has.</summary>
    public string Report()
    {
        var text = new StringBuilder();
        foreach (var (key, column) in columns)
        {
            var sorted = column.Sorted();
            var last = sorted.Length == 0 ? (0, "") : sorted[^1];
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{key,-26} n {sorted.Length,4}  median {column.At(0.5),10:G3}  p95 {column.At(0.95),10:G3}  max {last.Item1,10:G3} {(column.Relative ? "%" : " ")} {last.Item2}  one-sided {column.OneSided.Count}");
            foreach (var line in column.OneSided.Take(4)) text.AppendLine("    " + line);
        }
        return text.ToString();
    }

    /// <summary>Median within the tolerance, 95th percentile within five times it, for every measure.</summary>
    public void AssertWithinTolerance()
    {
        foreach (var (key, column) in columns)
        {
            Assert.NotEmpty(column.Differences);
            Assert.True(column.At(0.5) <= column.Tolerance, $"{key}: median {column.At(0.5)} above {column.Tolerance}");
            Assert.True(column.At(0.95) <= 5 * column.Tolerance, $"{key}: p95 {column.At(0.95)} above {5 * column.Tolerance}");
        }
    }

    /// <summary>Median within the tolerance, for every measure.</summary>
    public void AssertMediansWithinTolerance()
    {
        foreach (var (key, column) in columns)
        {
            Assert.NotEmpty(column.Differences);
            Assert.True(column.At(0.5) <= column.Tolerance, $"{key}: median {column.At(0.5)} above {column.Tolerance}");
        }
    }

    private sealed class Column(bool relative, double tolerance)
    {
        public bool Relative { get; } = relative;
        public double Tolerance { get; } = tolerance;
        public List<(double Difference, string File)> Differences { get; } = [];
        public List<string> OneSided { get; } = [];

        public (double, string)[] Sorted() => [.. Differences.OrderBy(d => d.Difference)];

        public double At(double quantile)
        {
            var sorted = Sorted();
            return sorted.Length == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Length - 1, Math.Floor(quantile * sorted.Length))].Item1;
        }
    }
}
