using System.Globalization;
using System.Text;

namespace VoiceStage.Risk.Cohort;

/// <summary>Writes a cohort: <c>people.csv</c>, <c>posts.csv</c> and <c>datasheet.md</c>, each labelled synthetic.</summary>
public static class CohortFiles
{
    /// <summary>Writes the three files; existing ones are replaced.</summary>
    /// <param name="folder">Made when it is missing.</param>
    /// <param name="options">World the people were drawn from.</param>
    /// <param name="people">People.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(string folder, CohortOptions options, IReadOnlyList<SyntheticPerson> people)
    {
        ArgumentNullException.ThrowIfNull(people);
        Directory.CreateDirectory(folder);
        WriteRows(Path.Combine(folder, "people.csv"), CohortColumns.People, people.SelectMany(person => person.Sessions.Select(session => CohortColumns.Cells(person, session))));
        WriteRows(Path.Combine(folder, "posts.csv"), CohortColumns.Posts, people.SelectMany(person => person.Posts.Select(post => CohortColumns.Cells(person, post))));
        File.WriteAllText(Path.Combine(folder, "datasheet.md"), CohortDatasheet.Text(options, people));
    }

    private static void WriteRows(string path, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var writer = new StreamWriter(path, false, new UTF8Encoding(false)) { NewLine = "\n" };
        writer.WriteLine(string.Join(',', columns));
        foreach (var row in rows)
        {
            writer.WriteLine(string.Join(',', row));
        }
    }
}

/// <summary>The datasheet of a drawn cohort.</summary>
public static class CohortDatasheet
{
    /// <summary>Markdown: what it is, how it was drawn, what came out, what it cannot stand for.</summary>
    /// <param name="options">World.</param>
    /// <param name="people">People.</param>
    public static string Text(CohortOptions options, IReadOnlyList<SyntheticPerson> people)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(people);
        var today = people.Select(person => person.Today).ToList();
        string Share(Func<SyntheticSession, bool> holds) => (today.Count(holds) / (double)today.Count).ToString("P1", CultureInfo.InvariantCulture);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Datasheet: synthetic cohort

            **Everything here is synthetic.** No row, answer, voice or post belongs to a real person. It serves to build and test software; a figure
            measured on it says how the software behaves in the described world, and nothing about patients.

            | setting | value |
            |---|---|
            | people, seed | {people.Count}, {options.Seed} |
            | base rate of ideation | {options.BaseRate} |
            | AUROC of the text score | {options.TextAuroc} |
            | denial of a true yes, correlation between items | {options.DenialRate}, {options.DenialCorrelation} |
            | false yes, refusal, hang-up, unclear | {options.FalseYesRate}, {options.RefusalRate}, {options.HangUpRate}, {options.UnclearRate} |
            | people with an earlier session | {options.EarlierSessionRate} |
            | confounders act on the voice | {options.Confounders} |

            ## What came out (latest session of each person)
            | | share |
            |---|---|
            | ideation | {Share(session => session.Ideation)} |
            | text score missing | {Share(session => session.TextScore is null)} |
            | hung up | {Share(session => session.HungUp)} |
            | refused a suicide item | {Share(session => session.Answers.Any(answer => answer.Value == "refused"))} |
            | any suicide item "yes" | {Share(session => session.Answers.Any(answer => answer is { Value: "yes" }))} |
            | vowel task done | {Share(session => session.VowelTaskDone)} |

            ## Files
            - `people.csv`, one row a session: {string.Join(", ", CohortColumns.People.Select(column => $"`{column}`"))}. Empty is missing. `severity`, `attempt_lifetime`,
              `acute_now` and `ideation` are the truth and never features; the label is `ideation`.
            - `posts.csv`, one row a post: {string.Join(", ", CohortColumns.Posts.Select(column => $"`{column}`"))}. `stop_probability` is the truth R.

            ## How it was drawn
            Severity s ~ N(0, 1); ideation ~ Bernoulli(logit⁻¹(a + 1.6 s)), a from the base rate. The text score is the calibrated posterior of a binormal score. PHQ items are a
            graded response on .8 s + noise; a true yes to a suicide item is denied at the set rate, pairs of denials correlate as set. Voice features follow the table
            (reading = μ + σ(√α(r s + √(1 − r²) e) + √(1 − α) ε), σ that of single readings), then confounders shift them.

            | feature | task | male μ (σ) | female μ (σ) | r | α |
            |---|---|---|---|---|---|

            """);
        foreach (var feature in CohortVoiceTable.Features)
        {
            foreach (var (band, norm) in feature.Narrow == feature.Wide ? new[] { ("", feature.Narrow) } : [(", narrow", feature.Narrow), (", wide", feature.Wide)])
            {
                text.Append(CultureInfo.InvariantCulture,
                    $"| {feature.Column}{band} | {feature.Task} | {norm.MaleMean} ({norm.MaleDeviation}) | {norm.FemaleMean} ({norm.FemaleDeviation}) | {norm.Correlation} | {norm.Reliability} |\n");
            }
        }

        text.Append("""

            ## What it cannot stand for
            Features are independent given severity, so redundant pauses and rates look like separate evidence; real ones overlap. Denial does not depend on severity, sex or culture.
            Two sexes, one language, no dialects. Norms are of textbook order, correlations come from small studies. Posts come from thirty template sentences.

            """);
        return text.ToString().ReplaceLineEndings("\n");
    }
}
