using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Escalation;
using VoiceStage.Risk.Priority;

namespace VoiceStage.Assessment.Tests.Escalation;

/// <summary>Every vector of the five ASQ answers: no model is below the rules, and nobody is seen later for a yes than for a no.</summary>
public class FlippedAnswerTests
{
    private static readonly string[] Codes = ["no", "yes", "refused", "unclear", "missing"];

    /// <summary>The self-report floor is outside the model: every vector of the five ASQ answers, with the model sure of nothing, keeps the level of the rules.</summary>
    [Fact]
    public void Decide_EveryVectorOfTheAsqUnderAnyModel_IsNeverBelowTheRules()
    {
        var policy = new EscalationPolicy(SitePolicy.Default);
        foreach (var vector in Vectors())
        {
            var rules = policy.Decide(Facts(vector, null, textIsHigh: false)).Level;
            Assert.All(new[] { 0, .2, .89, .9, 1 }, p => Assert.True(policy.Decide(Facts(vector, p, textIsHigh: false)).Level >= rules));
        }
    }

    /// <summary>Exhaustive: 3,125 vectors, every "no" turned into "yes", with and without a high text score, at any probability that rises with it.</summary>
    [Fact]
    public void Tier_EveryNoOfTheAsqTurnedToYes_IsNeverSeenLater()
    {
        var policy = new EscalationPolicy(SitePolicy.Default);
        foreach (var vector in Vectors())
        {
            for (var item = 0; item < 5; item++)
            {
                if (vector[item] != "no")
                {
                    continue;
                }

                var flipped = (string[])vector.Clone();
                flipped[item] = "yes";
                foreach (var textIsHigh in new[] { false, true })
                {
                    var (before, after) = (policy.Decide(Facts(vector, .5, textIsHigh)).Level, policy.Decide(Facts(flipped, .5, textIsHigh)).Level);
                    Assert.True(WorklistOrder.Tier(after, textIsHigh) <= WorklistOrder.Tier(before, textIsHigh), $"{string.Join(' ', vector)}: item {item + 1}, {before} to {after}");
                }
            }
        }
    }

    private static IEnumerable<string[]> Vectors() =>
        Enumerable.Range(0, 3125).Select(n => new[] { n % 5, n / 5 % 5, n / 25 % 5, n / 125 % 5, n / 625 }.Select(code => Codes[code]).ToArray());

    private static EscalationFacts Facts(string[] vector, double? probability, bool textIsHigh)
    {
        var answers = Enumerable.Range(1, 5).ToDictionary(number => $"asq.{number}", number => vector[number - 1] switch
        {
            "refused" => Answer.Refused(AnswerSource.Voice),
            "unclear" => Answer.Unclear(AnswerSource.Voice, "EARS_DISAGREE"),
            "missing" => Answer.Missing("HUNG_UP"),
            var code => Answer.Understood(code, AnswerSource.Key),
        }, StringComparer.Ordinal);

        // Item 5 is due after anything but four clear "no"; an answer that was not due is not there.
        var due = vector.Take(4).All(code => code == "no") ? 4 : 5;
        return new()
        {
            Answers = answers.Where(pair => due == 5 || pair.Key != "asq.5").ToDictionary(StringComparer.Ordinal),
            DueSuicideItemIds = [.. Enumerable.Range(1, due).Select(number => $"asq.{number}")],
            IsOver = true, TextScoreIsHigh = textIsHigh, AcuteDisclosed = false, Ideation = default, HelpRequested = false, HasFault = false, ProbabilityForLevel = probability,
        };
    }
}
