using System.Globalization;

namespace VoiceStage.Risk.Cohort;

/// <summary>The columns of <c>people.csv</c> and <c>posts.csv</c>, in order, and how a person fills them. Missing is an empty cell, never a default.</summary>
public static class CohortColumns
{
    private static readonly string[] Items = [.. Enumerable.Range(1, 9).Select(i => $"phq.{i}"), .. Enumerable.Range(1, 5).Select(i => $"asq.{i}")];

    /// <summary>Columns of <c>people.csv</c>: one row a session.</summary>
    public static IReadOnlyList<string> People { get; } =
    [
        "synthetic", "person", "session", "days_since_previous", "sex", "age", "language_background", "band", "cold", "sedation", "gain_control", "snr_db",
        "vowel_task_done", "arrival_minutes", "text_score", .. Items, "hung_up", "help_requested", .. CohortVoiceTable.Features.Select(feature => feature.Column),
        "severity", "attempt_lifetime", "acute_now", "ideation",
    ];

    /// <summary>Columns of <c>posts.csv</c>: one row a post.</summary>
    public static IReadOnlyList<string> Posts { get; } = ["synthetic", "person", "post", "word_count", "stop_probability", "stage_one_score", "text"];

    /// <summary>Cells of one session, in the order of <see cref="People"/>.</summary>
    /// <param name="person">Person.</param>
    /// <param name="session">One of their sessions.</param>
    public static IReadOnlyList<string> Cells(SyntheticPerson person, SyntheticSession session)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(session);
        return
        [
            "true", person.Id, Whole(session.Number), Number(session.DaysSincePrevious), person.Sex, Whole(person.Age), person.LanguageBackground, session.Band,
            Flag(session.Cold), Flag(session.Sedation), Flag(session.GainControl), Number(session.SnrDb), Flag(session.VowelTaskDone),
            Number(session.ArrivalMinutes), Number(session.TextScore),
            .. Items.Select(item => session.Answers.GetValueOrDefault(item, "")),
            Flag(session.HungUp), Flag(session.HelpRequested),
            .. CohortVoiceTable.Features.Select(feature => session.Voice.TryGetValue(feature.Column, out var value) ? Number(value) : ""),
            Number(session.Severity), Flag(session.AttemptLifetime), Flag(session.AcuteNow), Flag(session.Ideation),
        ];
    }

    /// <summary>Cells of one post, in the order of <see cref="Posts"/>.</summary>
    /// <param name="person">Person.</param>
    /// <param name="post">One of their posts.</param>
    public static IReadOnlyList<string> Cells(SyntheticPerson person, SyntheticPost post)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(post);
        return
        [
            "true", person.Id, Whole(post.Number), Whole(post.WordCount), Number(post.StopProbability), Number(post.StageOneScore),
            $"\"{post.Text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        ];
    }

    private static string Flag(bool value) => value ? "1" : "0";

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    // Six significant digits: more than any measure holds, and the last bits of a platform's logarithm stay out of the file.
    private static string Number(double? value) => value?.ToString("G6", CultureInfo.InvariantCulture) ?? "";
}
