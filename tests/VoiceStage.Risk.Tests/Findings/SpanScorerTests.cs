using VoiceStage.Risk.Findings;

namespace VoiceStage.Risk.Tests.Findings;

public sealed class SpanScorerTests
{
    private static readonly string[] Texts =
        ["I wish I was dead", "nobody would miss me I wish it was over", "wish I was dead tonight", "bread and tomatoes", "the bus was late", "late bread again the bus"];

    private static readonly bool[] Labels = [true, true, true, false, false, false];

    [Fact]
    public void Score_WordsOfEitherLabel_StandApart()
    {
        var scorer = SpanScorer.Fit(Texts, Labels, 1);

        Assert.True(scorer.Score("I wish I was gone") > .7);
        Assert.True(scorer.Score("the bus") < .3);
        Assert.InRange(scorer.Score("zzz"), .2, .8);
        Assert.Equal(scorer.Score("zzz"), scorer.Score(""));
    }

    [Fact]
    public void Fit_SameSeed_SameScores() => Assert.Equal(SpanScorer.Fit(Texts, Labels, 3).Score("I wish"), SpanScorer.Fit(Texts, Labels, 3).Score("I wish"));

    [Fact]
    public void Score_MarkInBrackets_IsNoWord()
    {
        var scorer = SpanScorer.Fit(Texts, Labels, 1);

        Assert.Equal(scorer.Score("the bus"), scorer.Score("[synthetic] the bus"));
    }

    [Fact]
    public void Fit_OneLabelOnly_IsRefused() => Assert.Throws<ArgumentException>(() => SpanScorer.Fit(["a", "b"], [true, true], 1));
}
