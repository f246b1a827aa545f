using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Questionnaires;

namespace VoiceStage.Assessment.Tests.Questionnaires;

public sealed class Pss3ScreenTests
{
    private static readonly string[] Codes = ["no", "yes", "refused", "unclear", "missing"];

    [Theory]
    [InlineData("no", "no", null, "negative", false)]
    [InlineData("yes", "no", null, "positive", false)]
    [InlineData("refused", "no", null, "positive", true)]
    [InlineData("unclear", "no", null, "unknown", true)]
    [InlineData("missing", "no", null, "unknown", true)]
    [InlineData("no", "yes", "within_six_months", "positive", false)]
    [InlineData("no", "yes", "longer_ago", "negative", false)]
    [InlineData("no", "yes", "unknown", "positive", true)]
    [InlineData("no", "yes", null, "positive", true)]
    [InlineData("no", "refused", null, "positive", true)]
    [InlineData("no", "unclear", null, "unknown", true)]
    public void Score_Answers_FollowTheRules(string ideation, string attempt, string? when, string result, bool pending)
    {
        var score = Pss3Screen.Score(AnswersOf(ideation, attempt, when));
        Assert.Equal(result, score.Result);
        Assert.Equal(pending, score.IsPendingPerson);
    }

    [Fact]
    public void Score_AnyNoReplaced_NeverLowers()
    {
        static int Rank(string result) => Array.IndexOf(["negative", "unknown", "positive"], result);
        foreach (var ideation in Codes)
        {
            foreach (var attempt in Codes)
            {
                var before = Rank(Pss3Screen.Score(AnswersOf(ideation, attempt, null)).Result);
                foreach (var code in Codes.Skip(1))
                {
                    Assert.True(ideation != "no" || Rank(Pss3Screen.Score(AnswersOf(code, attempt, null)).Result) >= before);
                    Assert.True(attempt != "no" || Rank(Pss3Screen.Score(AnswersOf(ideation, code, null)).Result) >= before);
                }
            }
        }
    }

    private static Dictionary<string, Answer> AnswersOf(string ideation, string attempt, string? when)
    {
        var answers = new Dictionary<string, Answer> { ["pss.1"] = ProtocolTests.Of("no"), ["pss.2"] = ProtocolTests.Of(ideation), ["pss.3"] = ProtocolTests.Of(attempt) };
        if (when is not null)
        {
            answers["pss.3.when"] = ProtocolTests.Of(when);
        }

        return answers;
    }
}
