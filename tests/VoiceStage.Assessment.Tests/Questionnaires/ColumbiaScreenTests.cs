using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Questionnaires;

namespace VoiceStage.Assessment.Tests.Questionnaires;

/// <summary>Vectors are written 1, 2, 3, 4, 5, 6, 6a: Y yes, N no, - rightly not asked.</summary>
public sealed class ColumbiaScreenTests
{
    private static readonly string[] Ids = ["cssrs.1", "cssrs.2", "cssrs.3", "cssrs.4", "cssrs.5", "cssrs.6", "cssrs.6a"];

    public static TheoryData<string, string> Golden => new()
    {
        { "NN---N-", "none" },
        { "NN---YN", "moderate" },
        { "NN---YY", "high" },
        { "NYNNNN-", "low" },
        { "NYNNNYN", "moderate" },
        { "NYNNNYY", "high" },
        { "NYNNYN-", "high" },
        { "NYNNYYN", "high" },
        { "NYNNYYY", "high" },
        { "NYNYNN-", "high" },
        { "NYNYNYN", "high" },
        { "NYNYNYY", "high" },
        { "NYNYYN-", "high" },
        { "NYNYYYN", "high" },
        { "NYNYYYY", "high" },
        { "NYYNNN-", "moderate" },
        { "NYYNNYN", "moderate" },
        { "NYYNNYY", "high" },
        { "NYYNYN-", "high" },
        { "NYYNYYN", "high" },
        { "NYYNYYY", "high" },
        { "NYYYNN-", "high" },
        { "NYYYNYN", "high" },
        { "NYYYNYY", "high" },
        { "NYYYYN-", "high" },
        { "NYYYYYN", "high" },
        { "NYYYYYY", "high" },
        { "YN---N-", "low" },
        { "YN---YN", "moderate" },
        { "YN---YY", "high" },
        { "YYNNNN-", "low" },
        { "YYNNNYN", "moderate" },
        { "YYNNNYY", "high" },
        { "YYNNYN-", "high" },
        { "YYNNYYN", "high" },
        { "YYNNYYY", "high" },
        { "YYNYNN-", "high" },
        { "YYNYNYN", "high" },
        { "YYNYNYY", "high" },
        { "YYNYYN-", "high" },
        { "YYNYYYN", "high" },
        { "YYNYYYY", "high" },
        { "YYYNNN-", "moderate" },
        { "YYYNNYN", "moderate" },
        { "YYYNNYY", "high" },
        { "YYYNYN-", "high" },
        { "YYYNYYN", "high" },
        { "YYYNYYY", "high" },
        { "YYYYNN-", "high" },
        { "YYYYNYN", "high" },
        { "YYYYNYY", "high" },
        { "YYYYYN-", "high" },
        { "YYYYYYN", "high" },
        { "YYYYYYY", "high" },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void Score_CompleteVector_IsTheCategoricalMaximum(string vector, string level)
    {
        var result = ColumbiaScreen.Score(AnswersOf(vector));
        Assert.Equal(level, result.Level.ToString().ToLowerInvariant());
        Assert.Equal(result.Level, result.KnownLevel);
        Assert.False(result.IsPendingPerson);
    }

    [Fact]
    public void CompleteVectors_All_AreTheGoldenOnes()
    {
        var made = ColumbiaScreen.CompleteVectors.Select(vector => string.Concat(vector.Select(answer => answer switch { true => 'Y', false => 'N', null => '-' }))).Order();
        Assert.Equal(Golden.Select(row => row.Data.Item1).Order(), made);
    }

    [Fact]
    public void Score_AnyNoReplaced_NeverLowers()
    {
        foreach (var vector in Golden.Select(row => row.Data.Item1))
        {
            var before = ColumbiaScreen.Score(AnswersOf(vector)).Level;
            for (var at = 0; at < vector.Length; at++)
            {
                if (vector[at] != 'N')
                {
                    continue;
                }

                foreach (var code in new[] { "yes", "refused", "unclear", "missing" })
                {
                    var answers = AnswersOf(vector);
                    answers[Ids[at]] = ProtocolTests.Of(code);
                    var after = ColumbiaScreen.Score(answers);
                    Assert.True(after.Level >= before, $"{vector}: {Ids[at]} {code}");
                    Assert.True(code == "yes" || after.IsPendingPerson, $"{vector}: {Ids[at]} {code}");
                    answers.Remove(Ids[at]);
                    Assert.True(ColumbiaScreen.Score(answers).Level >= before);
                }
            }
        }
    }

    [Theory]
    [InlineData("cssrs.1", "low")]
    [InlineData("cssrs.6", "high")]
    [InlineData("cssrs.2", "high")]
    public void Score_OneRefusalAmongNoes_IsTheHighestThatFits(string item, string level)
    {
        var answers = AnswersOf("NN---N-");
        answers[item] = Answer.Refused(AnswerSource.Voice);
        Assert.Equal(level, ColumbiaScreen.Score(answers).Level.ToString().ToLowerInvariant());
    }

    [Fact]
    public void Score_ThoughtsUnclearButFollowUpsAllNo_IsLowPending()
    {
        var answers = AnswersOf("NYNNNN-");
        answers["cssrs.2"] = Answer.Unclear(AnswerSource.Voice, "UNSURE");
        var result = ColumbiaScreen.Score(answers);
        Assert.Equal(ColumbiaLevel.Low, result.Level);
        Assert.True(result.IsPendingPerson);
    }

    [Fact]
    public void Score_NothingReached_SaysSo()
    {
        var result = ColumbiaScreen.Score(new Dictionary<string, Answer>());
        Assert.Equal(0, result.ReachedCount);
        Assert.True(result.IsPendingPerson);
    }

    [Fact]
    public void Score_YesThatNoVectorAllows_StillCounts()
    {
        var answers = AnswersOf("NN---N-");
        answers["cssrs.4"] = Answer.Understood("yes", AnswerSource.Voice);
        Assert.Equal(ColumbiaLevel.High, ColumbiaScreen.Score(answers).Level);
    }

    [Theory]
    [InlineData(ColumbiaLevel.Low, "LA9194-7")]
    [InlineData(ColumbiaLevel.Moderate, "LA6751-7")]
    [InlineData(ColumbiaLevel.High, "LA9193-9")]
    [InlineData(ColumbiaLevel.None, null)]
    public void CodeOf_Level_IsTheLoincAnswer(ColumbiaLevel level, string? code) => Assert.Equal(code, ColumbiaScreen.CodeOf(level));

    private static Dictionary<string, Answer> AnswersOf(string vector)
    {
        var answers = new Dictionary<string, Answer>();
        for (var index = 0; index < vector.Length; index++)
        {
            if (vector[index] != '-')
            {
                answers[Ids[index]] = Answer.Understood(vector[index] == 'Y' ? "yes" : "no", AnswerSource.Voice);
            }
        }

        return answers;
    }
}
