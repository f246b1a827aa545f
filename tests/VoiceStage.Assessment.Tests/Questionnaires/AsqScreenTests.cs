using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Questionnaires;

namespace VoiceStage.Assessment.Tests.Questionnaires;

public sealed class AsqScreenTests
{
    private static readonly string[] Codes = ["no", "yes", "refused", "unclear", "missing"];

    /// <summary>Urgency of a result; unknown stands above negative because a person must ask.</summary>
    private static int Rank(string result) => Array.IndexOf(["negative", "unknown", "positive", "imminent"], result);

    [Fact]
    public void Score_EveryTruthTableRow_FollowsTheRules()
    {
        // All 5 to the power 4 answers to questions 1 to 4, with every answer to question 5 and none.
        var rows = 0;
        foreach (var four in Fours())
        {
            foreach (var fifth in Codes.Append(null))
            {
                var answers = AnswersOf(four, fifth);
                var due = four.Any(code => code != "no");
                if (!due && fifth is not null)
                {
                    continue;
                }

                rows++;
                var result = AsqScreen.Score(answers);
                var positive = four.Any(code => code is "yes" or "refused");
                var said = four.Any(code => code is "yes" or "refused" or "unclear");
                var expected = !due ? "negative"
                    : fifth is "yes" or "refused" or "unclear" ? "imminent"
                    : fifth is "missing" or null && said ? "imminent"
                    : positive ? "positive"
                    : "unknown";
                Assert.Equal(expected, result.Result);
                Assert.Equal(due, result.AcuteQuestionDue);
                Assert.Equal(positive, result.IsPositive);
                Assert.Equal(!due || fifth is not null, result.IsComplete);
            }
        }

        Assert.Equal((624 * 6) + 1, rows);
    }

    [Fact]
    public void Score_AnyNoReplaced_NeverLowers()
    {
        foreach (var four in Fours())
        {
            foreach (var fifth in Codes.Append(null))
            {
                var before = AsqScreen.Score(AnswersOf(four, fifth)).Result;
                for (var at = 0; at < 5; at++)
                {
                    if ((at < 4 ? four[at] : fifth) != "no")
                    {
                        continue;
                    }

                    foreach (var code in Codes.Skip(1))
                    {
                        var changed = four.ToArray();
                        var changedFifth = fifth;
                        if (at < 4)
                        {
                            changed[at] = code;
                        }
                        else
                        {
                            changedFifth = code;
                        }

                        var after = AsqScreen.Score(AnswersOf(changed, changedFifth)).Result;
                        Assert.True(Rank(after) >= Rank(before), $"{string.Join(',', four)} / {fifth}: question {at + 1} {code}: {before} became {after}");
                    }
                }
            }
        }
    }

    [Fact]
    public void Score_HangUpBeforeTheFirstQuestion_IsUnknown() => Assert.Equal("unknown", AsqScreen.Score(new Dictionary<string, Answer>()).Result);

    [Fact]
    public void Score_HangUpAfterAYes_IsPositive() =>
        Assert.Equal("positive", AsqScreen.Score(new Dictionary<string, Answer> { ["asq.1"] = ProtocolTests.Of("yes") }).Result);

    [Fact]
    public void Score_HangUpWhenTheAcuteQuestionIsDue_IsImminent() => Assert.Equal("imminent", AsqScreen.Score(AnswersOf(["yes", "no", "no", "no"], null)).Result);

    [Theory]
    [InlineData(null, null, "unknown")]
    [InlineData("longer_ago", null, "longer_ago")]
    [InlineData(null, "longer_ago", "longer_ago")]
    [InlineData(null, "within_three_months", "within_three_months")]
    [InlineData(null, "missing", "unknown")]
    [InlineData(null, "refused", "unknown")]
    public void Score_Attempt_TakesTheTimeFromEitherAnswer(string? period, string? when, string expected)
    {
        var answers = AnswersOf(["no", "no", "no", "yes"], "no");
        answers["asq.4"] = answers["asq.4"] with { Period = period };
        if (when is not null)
        {
            answers["asq.4.when"] = ProtocolTests.Of(when);
        }

        Assert.Equal(expected, AsqScreen.Score(answers).AttemptPeriod);
    }

    private static IEnumerable<string[]> Fours() =>
        from one in Codes from two in Codes from three in Codes from four in Codes select new[] { one, two, three, four };

    private static Dictionary<string, Answer> AnswersOf(string[] four, string? fifth)
    {
        var answers = new Dictionary<string, Answer>();
        for (var index = 0; index < 4; index++)
        {
            answers[$"asq.{index + 1}"] = ProtocolTests.Of(four[index]);
        }

        if (fifth is not null)
        {
            answers["asq.5"] = ProtocolTests.Of(fifth);
        }

        return answers;
    }
}
