using CsCheck;
using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Questionnaires;

namespace VoiceStage.Assessment.Tests.Questionnaires;

public sealed class SumScaleTests
{
    [Theory]
    [InlineData("000000000", 0, "minimal")]
    [InlineData("111100000", 4, "minimal")]
    [InlineData("111110000", 5, "mild")]
    [InlineData("333000000", 9, "mild")]
    [InlineData("333100000", 10, "moderate")]
    [InlineData("333320000", 14, "moderate")]
    [InlineData("333330000", 15, "moderately_severe")]
    [InlineData("333333100", 19, "moderately_severe")]
    [InlineData("333333200", 20, "severe")]
    [InlineData("333333333", 27, "severe")]
    public void Score_CompletePhq9_SumsAndBands(string points, int total, string band)
    {
        var score = SumScale.Score("phq-9", AnswersOf("phq", points));
        Assert.Equal(total, score.Total);
        Assert.Equal(band, score.Band);
        Assert.False(score.IsProrated);
    }

    [Theory]
    [InlineData("11111111r", null)]
    [InlineData("1111111u1", 9)]
    [InlineData("111111mu1", 9)]
    [InlineData("22222200?", null)]
    [InlineData("11111mmm1", null)]
    [InlineData("2222222m0", 16)]
    [InlineData("1121111m0", 9)]
    public void Score_Phq9WithUnknowns_ProratesTwoAndNeverItemNine(string points, int? total) =>
        Assert.Equal(total, SumScale.Score("phq-9", AnswersOf("phq", points)).Total);

    [Fact]
    public void Score_Phq9UnknownButBandCertain_GivesTheBand()
    {
        var score = SumScale.Score("phq-9", AnswersOf("phq", "3333333mr"));
        Assert.Null(score.Total);
        Assert.Equal(21, score.LowestTotal);
        Assert.Equal(27, score.HighestTotal);
        Assert.Equal("severe", score.Band);
        Assert.Equal(["phq.8", "phq.9"], score.UnknownItems);
    }

    [Theory]
    [InlineData("11", 2, "negative")]
    [InlineData("12", 3, "positive")]
    [InlineData("3m", null, "positive")]
    [InlineData("0m", null, "unknown")]
    public void Score_Phq2_IsPositiveFromThree(string points, int? total, string band)
    {
        var score = SumScale.Score("phq-2", AnswersOf("phq", points));
        Assert.Equal(total, score.Total);
        Assert.Equal(band, score.Band);
    }

    [Theory]
    [InlineData("1111000", 4, "minimal")]
    [InlineData("1111100", 5, "mild")]
    [InlineData("3331000", 10, "moderate")]
    [InlineData("3333300", 15, "severe")]
    public void Score_Gad7_Bands(string points, int total, string band)
    {
        var score = SumScale.Score("gad-7", AnswersOf("gad", points));
        Assert.Equal(total, score.Total);
        Assert.Equal(band, score.Band);
    }

    [Fact]
    public void Score_Phq8_LeavesItemNineOut() => Assert.Equal(8, SumScale.Score("phq-8", AnswersOf("phq", "111111113")).Total);

    [Fact]
    public void Score_AnyPoints_TotalLiesInTheRange() =>
        Gen.Char["0123rum"].Array[9].Sample(points =>
        {
            var score = SumScale.Score("phq-9", AnswersOf("phq", new string(points)));
            Assert.InRange(score.Total ?? score.LowestTotal, score.LowestTotal, score.HighestTotal);
            Assert.Equal(points.Count(point => !char.IsDigit(point)), score.UnknownItems.Count);
        });

    [Fact]
    public void Score_NoSumScale_IsTheCallersError() => Assert.Throws<ArgumentException>(() => SumScale.Score("asq", new Dictionary<string, Answer>()));

    [Fact]
    public void InstrumentResults_BriefAnswers_NamesWhatWasBegun()
    {
        var answers = AnswersOf("phq", "10");
        foreach (var number in Enumerable.Range(1, 4))
        {
            answers[$"asq.{number}"] = Answer.Understood("no", AnswerSource.Voice);
        }

        var results = InstrumentResults.Of(answers);
        Assert.Equal(["asq", "phq-2"], results.Select(result => result.Instrument));
        Assert.Equal(["negative", "negative"], results.Select(result => result.Result));
    }

    private static Dictionary<string, Answer> AnswersOf(string prefix, string points)
    {
        var answers = new Dictionary<string, Answer>();
        for (var index = 0; index < points.Length; index++)
        {
            if (points[index] != '?')
            {
                answers[$"{prefix}.{index + 1}"] = ProtocolTests.Of(points[index] switch { 'r' => "refused", 'u' => "unclear", 'm' => "missing", var digit => digit.ToString() });
            }
        }

        return answers;
    }
}
