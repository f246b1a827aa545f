using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Assessment.Escalation;

public sealed partial class EscalationPolicy
{
    private static void FromAsq(EscalationFacts facts, List<Finding> findings)
    {
        var answers = facts.Answers;
        var anyPositive = false;
        for (var number = 1; number <= 4; number++)
        {
            var id = $"asq.{number}";
            var answer = answers.GetValueOrDefault(id);
            if (!IsPositive(answer))
            {
                continue;
            }

            anyPositive = true;
            var level = number switch
            {
                3 => CareLevel.High,
                4 when answer!.Is("yes") && AttemptMayBeRecent(facts, answer) => CareLevel.High,
                _ => CareLevel.Moderate,
            };
            findings.Add(Of(level, id, answer!));
        }

        var acuity = answers.GetValueOrDefault("asq.5");
        if (IsPositive(acuity))
        {
            findings.Add(Of(CareLevel.Imminent, "asq.5", acuity!));
        }
        else if (anyPositive && (acuity is { Kind: AnswerKind.Missing } || (acuity is null && facts.IsOver)))
        {
            findings.Add(new(CareLevel.Imminent, ReasonCodes.AcuityUnanswered));
        }
    }

    /// <summary>Within three months, or nobody knows. While the question "when" is still to come it does not count yet: a level that was paged is not taken back.</summary>
    private static bool AttemptMayBeRecent(EscalationFacts facts, Answer attempt)
    {
        if (attempt.Period is not null)
        {
            return attempt.Period != "longer_ago";
        }

        return facts.Answers.TryGetValue("asq.4.when", out var when) ? !when.Is("longer_ago") : facts.IsOver || facts.Answers.ContainsKey("asq.5");
    }

    /// <summary>C-SSRS screener: a categorical maximum. With unknowns it is the highest over all complete vectors that the answers allow.</summary>
    private static void FromColumbia(EscalationFacts facts, List<Finding> findings)
    {
        var ids = new[] { "cssrs.1", "cssrs.2", "cssrs.3", "cssrs.4", "cssrs.5", "cssrs.6", "cssrs.6a" };
        var positives = ids.Where(id => IsPositive(facts.Answers.GetValueOrDefault(id))).ToList();
        if (positives.Count == 0)
        {
            return;
        }

        // What was not answered may be a yes only once nothing more is asked; before that it is still to come.
        bool May(string id) => facts.Answers.TryGetValue(id, out var answer) ? !ClearNo.Is(answer) : facts.IsOver;
        var plan = May("cssrs.2") && (May("cssrs.4") || May("cssrs.5"));
        var recentBehaviour = May("cssrs.6") && May("cssrs.6a");

        // A yes to 4, 5 or 6a counts by itself, even beside a "no" to the question before it: a contradiction is never read downward.
        var level = plan || recentBehaviour || positives.Exists(id => id is "cssrs.4" or "cssrs.5" or "cssrs.6a") ? CareLevel.High : CareLevel.Moderate;
        var weighty = level == CareLevel.High ? positives.AsEnumerable().Reverse() : positives;
        findings.AddRange(weighty.Select(id => Of(level, id, facts.Answers[id])));
    }

    private static void FromPss3(EscalationFacts facts, List<Finding> findings)
    {
        foreach (var id in new[] { "pss.2", "pss.3" })
        {
            if (facts.Answers.GetValueOrDefault(id) is { } answer && IsPositive(answer))
            {
                findings.Add(Of(CareLevel.Moderate, id, answer));
            }
        }
    }
}
