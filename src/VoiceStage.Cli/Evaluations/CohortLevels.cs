using System.Globalization;
using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Escalation;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Cohort;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Cli.Evaluations;

/// <summary>The level of care of a synthetic person by the real rules, and the time until contact that goes with it.</summary>
internal static class CohortLevels
{
    private static readonly EscalationPolicy Policy = new(SitePolicy.Default);

    /// <summary>Level by the shipped policy over the answers of today's session; contact times are the default timers.</summary>
    public static (CareLevel Level, TimeSpan Contact) Of(SyntheticPerson person)
    {
        var today = person.Today;
        var answers = today.Answers.ToDictionary(pair => pair.Key, pair => pair.Value switch
        {
            "refused" => Answer.Refused(AnswerSource.Voice),
            "unclear" => Answer.Unclear(AnswerSource.Voice, "SYNTHETIC"),
            var value => Answer.Understood(value, AnswerSource.Voice),
        }, StringComparer.Ordinal);
        var due = Enumerable.Range(1, 4).Select(Item).ToList();
        if (due.Exists(item => answers.TryGetValue(item, out var answer) && !answer.Is("no")))
        {
            due.Add(Item(5));
        }

        var level = Policy.Decide(new EscalationFacts
        {
            Answers = answers, DueSuicideItemIds = due, IsOver = true, TextScoreIsHigh = today.TextScore >= SitePolicy.Default.TextScoreHighAtOrAbove,
            AcuteDisclosed = false, Ideation = IdeationState.None, HelpRequested = today.HelpRequested, HasFault = false,
        }).Level;
        return (level, level switch
        {
            CareLevel.Imminent => TimeSpan.FromMinutes(15), CareLevel.High => TimeSpan.FromHours(1), CareLevel.Low => TimeSpan.FromHours(72), _ => TimeSpan.FromHours(24),
        });
    }

    private static string Item(int number) => string.Create(CultureInfo.InvariantCulture, $"asq.{number}");
}
