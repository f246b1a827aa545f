using System.Globalization;
using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Assessment.Escalation;

/// <summary>Which level of care fits: rules first, model second; it works with no model at all.</summary>
/// <remarks>
/// <para>The level is the highest of all findings. An answer that is refused or unclear counts as positive, one that is missing can only raise. Low
/// needs a clear no to every suicide item that was due and nothing else found; everything in between is unknown.</para>
/// <para>Beyond the instruments' own tables: asking for a person counts as at least moderate (it also starts a live hand-over at once); a C-SSRS "low"
/// with a yes, and a lifetime attempt longer ago in PSS-3, count as moderate, because they are no clear "no"; a PHQ-9 item that was asked and not
/// understood counts 3 in the total. The model alone raises to moderate at most, and lowers nothing.</para>
/// </remarks>
public sealed partial class EscalationPolicy
{
    private readonly SitePolicy _site;

    /// <summary>Makes the policy of a site.</summary>
    /// <param name="site">Thresholds.</param>
    public EscalationPolicy(SitePolicy site)
    {
        ArgumentNullException.ThrowIfNull(site);
        _site = site;
    }

    /// <summary>Decides. Pure.</summary>
    /// <param name="facts">What is known.</param>
    public EscalationDecision Decide(EscalationFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var findings = new List<Finding>();
        if (facts.AcuteDisclosed)
        {
            findings.Add(new(CareLevel.Imminent, ReasonCodes.AcuteDisclosure));
        }

        // An ideation phrase that nobody could ask about any more counts as disclosed: silence is not a "no".
        if (facts.Ideation == IdeationState.Disclosed || (facts.Ideation == IdeationState.Heard && facts.IsOver))
        {
            findings.Add(new(CareLevel.High, ReasonCodes.IdeationDisclosure));
        }
        else if (facts.Ideation == IdeationState.Denied)
        {
            findings.Add(new(CareLevel.Moderate, ReasonCodes.DiscordantPhrase));
        }

        FromAsq(facts, findings);
        FromColumbia(facts, findings);
        FromPss3(facts, findings);
        FromPhq9(facts, findings);
        if (facts.HelpRequested)
        {
            findings.Add(new(CareLevel.Moderate, ReasonCodes.HelpRequested));
        }

        if (facts.ProbabilityForLevel >= _site.ModelModerateAtOrAbove)
        {
            findings.Add(new(CareLevel.Moderate, ReasonCodes.ModelProbability));
        }

        FromWhatIsUnknown(facts, findings);
        var level = findings.Max(finding => finding.Level);
        var pending = facts.AcuteDisclosed || facts.Ideation == IdeationState.Heard
            || facts.DueSuicideItemIds.Any(id => !facts.Answers.TryGetValue(id, out var answer) || answer.Kind != AnswerKind.Understood);
        return new(level, [.. findings.OrderByDescending(finding => finding.Level).Select(finding => finding.Reason).Distinct()], pending);
    }

    private void FromPhq9(EscalationFacts facts, List<Finding> findings)
    {
        if (facts.Answers.TryGetValue("phq.9", out var item9) && !ClearNo.Is(item9) && item9.Kind != AnswerKind.Missing)
        {
            findings.Add(Of(CareLevel.Moderate, "phq.9", item9));
        }

        // What was asked and not understood counts 3: a refusal never makes a total smaller.
        var asked = Enumerable.Range(1, 9).Select(number => facts.Answers.GetValueOrDefault($"phq.{number}")).OfType<Answer>().ToList();
        var total = asked.Sum(answer => answer is { Kind: AnswerKind.Understood, Value: [>= '0' and <= '3'] value } ? value[0] - '0' : 3);
        if (total >= _site.Phq9ModerateAtOrAbove)
        {
            findings.Add(new(CareLevel.Moderate, string.Create(CultureInfo.InvariantCulture, $"phq-9.total:{total}")));
        }
    }

    private static void FromWhatIsUnknown(EscalationFacts facts, List<Finding> findings)
    {
        var allNo = facts.DueSuicideItemIds.Count > 0 && facts.DueSuicideItemIds.All(id => ClearNo.Is(facts.Answers, id));
        if (!allNo)
        {
            if (facts.DueSuicideItemIds.Count == 0 || facts.DueSuicideItemIds.Any(id => facts.Answers.GetValueOrDefault(id) is null or { Kind: AnswerKind.Missing }))
            {
                findings.Add(new(CareLevel.Unknown, ReasonCodes.SuicideItemsUnanswered));
                if (facts.TextScoreIsHigh)
                {
                    findings.Add(new(CareLevel.Unknown, ReasonCodes.TextHigh));
                }
            }
        }
        else if (facts.TextScoreIsHigh)
        {
            findings.Add(new(CareLevel.Moderate, ReasonCodes.DiscordantText));
        }
        else
        {
            findings.Add(new(CareLevel.Low, ReasonCodes.NothingFound));
        }

        // A missing item 9, once asked, and any fault leave something open: never low.
        if (facts.HasFault)
        {
            findings.Add(new(CareLevel.Unknown, ReasonCodes.Fault));
        }

        if (facts.Answers.GetValueOrDefault("phq.9") is { Kind: AnswerKind.Missing })
        {
            findings.Add(new(CareLevel.Unknown, "phq.9:missing"));
        }

        if (findings.Count == 0)
        {
            findings.Add(new(CareLevel.Unknown, ReasonCodes.SuicideItemsUnanswered));
        }
    }

    private static Finding Of(CareLevel level, string itemId, Answer answer) => new(level, $"{itemId}:{answer.Code}");

    /// <summary>Yes, refused or unclear: everything that was answered and is no clear no.</summary>
    private static bool IsPositive(Answer? answer) => answer is not null && answer.Kind != AnswerKind.Missing && !ClearNo.Is(answer);

    private readonly record struct Finding(CareLevel Level, string Reason);
}
