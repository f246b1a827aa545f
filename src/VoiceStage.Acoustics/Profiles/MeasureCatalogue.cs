using System.Globalization;
using System.Text;
using VoiceStage.Acoustics.Egemaps;

namespace VoiceStage.Acoustics.Profiles;

/// <summary>Every measure that <c>voicestage measure</c> prints, described once: the command's list, the README and the tests read it here.</summary>
public static class MeasureCatalogue
{
    private const string EgemapsSource = "Eyben et al. 2016";

    private static readonly (string Suffix, string Words)[] Statistics =
    [
        ("_amean", "mean of {0}"), ("_stddevNorm", "standard deviation over the mean of {0}"), ("_percentile20.0", "20 % point of {0}"),
        ("_percentile50.0", "median of {0}"), ("_percentile80.0", "80 % point of {0}"), ("_pctlrange0-2", "20–80 % range of {0}"),
        ("_meanRisingSlope", "mean slope a second of rising parts of {0}"), ("_stddevRisingSlope", "standard deviation of the slopes of rising parts of {0}"),
        ("_meanFallingSlope", "mean rate of fall a second of falling parts of {0}"), ("_stddevFallingSlope", "standard deviation of the rates of fall of {0}"),
    ];

    /// <summary>All of them: the <c>voice</c> set in its order of printing, <c>extended</c>, then eGeMAPS.</summary>
    public static IReadOnlyList<MeasureDescription> All { get; } = [.. Described(), .. Egemaps()];

    /// <summary>A Markdown table, one row a measure.</summary>
    /// <param name="set"><c>voice</c>, <c>extended</c> or <c>egemaps</c>.</param>
    public static string ToMarkdown(string set)
    {
        var text = new StringBuilder("| name | also known as | definition | unit, range | withheld when | valid for | source |\n|---|---|---|---|---|---|---|\n");
        foreach (var measure in All.Where(measure => measure.Set == set))
        {
            text.Append(CultureInfo.InvariantCulture,
                $"| `{measure.Key}` | {measure.Aliases} | {measure.Definition} | {measure.Unit}, {measure.Lowest:G6} to {measure.Highest:G6} | {measure.WithheldWhen} | {measure.ValidFor} | {measure.Source} |\n");
        }

        return text.ToString();
    }

    private static IEnumerable<MeasureDescription> Described() => Rows("Profiles.MeasureCatalogue.tsv").Select(cells =>
        new MeasureDescription(cells[0], cells[1], cells[2], cells[3], cells[4], Number(cells[5]), Number(cells[6]), cells[7], cells[8], cells[9]));

    private static IEnumerable<MeasureDescription> Egemaps()
    {
        var descriptors = Rows("Egemaps.EgemapsCatalogue.tsv").ToDictionary(cells => cells[0], StringComparer.Ordinal);
        foreach (var key in EgemapsKeys.All)
        {
            var (suffix, words) = descriptors.ContainsKey(key) ? ("", "{0}") : Statistics.First(statistic => key.EndsWith(statistic.Suffix, StringComparison.Ordinal));
            var of = descriptors[key[..^suffix.Length]];
            // Mean and quantiles lie where the descriptor does; spreads begin at 0; slopes and ratios over a mean near 0 have no bound.
            var (lowest, highest) = suffix is "" or "_amean" || suffix.StartsWith("_percentile", StringComparison.Ordinal) ? (Number(of[4]), Number(of[5]))
                : suffix == "_pctlrange0-2" ? (0, Number(of[5]) - Number(of[4]))
                : suffix == "_stddevNorm" ? (double.NegativeInfinity, double.PositiveInfinity) : (0, double.PositiveInfinity);
            yield return new(
                "egemaps", key, of[1], string.Format(CultureInfo.InvariantCulture, words, of[2]), suffix == "_stddevNorm" ? "ratio" : of[3], lowest, highest,
                of[0].EndsWith("nz", StringComparison.Ordinal) ? "no frame of its kind; too short" : "too short", "speech and vowels, wide band", EgemapsSource);
        }
    }

    private static List<string[]> Rows(string name)
    {
        using var reader = new StreamReader(typeof(MeasureCatalogue).Assembly.GetManifestResourceStream($"VoiceStage.Acoustics.{name}")!, Encoding.UTF8);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split('\t'))];
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
