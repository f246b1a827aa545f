using VoiceStage.Risk.Cohort;
using VoiceStage.Risk.Priority;

namespace VoiceStage.Risk.Tests.Priority;

public sealed class PriorityEvaluationTests
{
    private static readonly PriorityEvaluation Seven = new(CohortSimulator.Draw(new CohortOptions { People = 300, Seed = 7 }));

    [Fact]
    public void Rankings_EveryOrder_HoldsEverybodyOnce()
    {
        var words = Seven.Rankings["best"].Sum(p => p.Evidence.Sum(e => e.WordCount));
        Assert.All(PriorityEvaluation.Orders, order =>
        {
            Assert.Equal(300, Seven.Rankings[order].Count);
            Assert.Equal(words, Seven.Rankings[order].Sum(p => p.Evidence.Sum(e => e.WordCount)));
        });
    }

    [Fact]
    public void Gain_NoOrder_BeatsTheBestPossible() => Assert.All(PriorityEvaluation.Orders, order =>
        Assert.All(PriorityEvaluation.HalfLivesSeconds, h => Assert.True(Seven.Gain(order, h) <= Seven.Gain("best", h) + 1e-9, $"{order} at {h}")));

    /// <summary>Single cohorts of 400 scatter by several per cent, so the claim is of five together.</summary>
    [Fact]
    public void Gain_OursAtHalfAnHour_IsAQuarterAboveTheTextScoreAlone()
    {
        var evaluations = new[] { 7, 8, 9, 10, 11 }.Select(seed => new PriorityEvaluation(CohortSimulator.Draw(new CohortOptions { People = 400, Seed = seed }))).ToList();
        double Sum(string order) => evaluations.Sum(e => e.Gain(order, 1_800));

        Assert.True(Sum("voicestage") >= 1.25 * Sum("text_only"), $"{Sum("voicestage") / Sum("text_only")}");
        Assert.True(Sum("voicestage") > Sum("instrument_only"));
        Assert.True(Sum("text_only") > Sum("first_come"));
    }

    [Fact]
    public void EvidenceRecall_Deeper_IsNeverLess() => Assert.All(PriorityEvaluation.Orders, order =>
        Assert.True(Seven.EvidenceRecall(order, 1) <= Seven.EvidenceRecall(order, 3) && Seven.EvidenceRecall(order, 12) == 1, order));

    private static readonly PriorityBaselines Learned = PriorityBaselines.Learn(new CohortOptions { Seed = 7 }, people: 800);

    [Fact]
    public void Rankings_LearnedOrders_HoldEverybodyOnceAndAreTheSameTwice()
    {
        var people = CohortSimulator.Draw(new CohortOptions { People = 200, Seed = 7 });
        var (one, two) = (new PriorityEvaluation(people, Learned), new PriorityEvaluation(people, Learned));
        Assert.All(PriorityEvaluation.LearnedOrders, order =>
        {
            Assert.Equal(200, one.Rankings[order].Count);
            Assert.Equal(one.Gain(order, 1_800), two.Gain(order, 1_800));
            Assert.True(one.Gain(order, 1_800) <= one.Gain("best", 1_800) + 1e-9);
        });
        Assert.True(one.EvidenceRecall("spans", 1) > one.EvidenceRecall("voicestage", 1));
        Assert.True(one.EvidenceRecall("voicestage", 1) > one.EvidenceRecall("logistic_random", 1));
    }

    [Fact]
    public void MeanSecondsToDecisiveEvidence_AnyOrder_IsNotShorterForThoseWhoHaveSome()
    {
        // One person, two posts: the first indicates, the second decides.
        Assert.All(PriorityEvaluation.Orders, order => Assert.True(Seven.MeanSecondsToDecisiveEvidence(order) > 0));
        Assert.True(Seven.MeanSecondsToDecisiveEvidence("best") < Seven.MeanSecondsToDecisiveEvidence("voicestage"));
        Assert.True(Seven.MeanSecondsToDecisiveEvidence("voicestage") < Seven.MeanSecondsToDecisiveEvidence("first_come"));
    }

    [Fact]
    public void Rankings_Tiers_PutTheHighLevelFirstWhateverTheModelSays()
    {
        var people = CohortSimulator.Draw(new CohortOptions { People = 120, Seed = 9 });
        var evaluation = new PriorityEvaluation(people, levels: person => (person.Today.AcuteNow ? Estimates.CareLevel.Imminent : Estimates.CareLevel.Low, TimeSpan.FromHours(1)));
        var acute = people.Count(person => person.Today.AcuteNow);

        Assert.True(acute > 0);
        Assert.All(evaluation.Rankings["tiers"].Take(acute), person => Assert.True(person.IsRelevant));
    }

    /// <summary>The quick form of the grid: small lists, three seeds, every world.</summary>
    [Fact]
    public void Grid_QuickForm_HoldsTheClaimAtItsCentreAndEveryInterval()
    {
        var cells = PriorityGrid.Run(people: 200, firstSeed: 7, seeds: 3, learnFrom: 500, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(18, cells.Count);
        Assert.All(cells, cell =>
        {
            Assert.True(cell.AboveText.Lower <= cell.AboveText.Value && cell.AboveText.Value <= cell.AboveText.Upper);
            Assert.InRange(cell.BelowBest.Value, 0, 1);
        });
        PriorityGridCell At(double auroc, double denial) => cells.Single(cell => cell.TextAuroc == auroc && cell.DenialRate == denial && cell.Order == "voicestage");
        Assert.True(At(.65, .35).AboveText.Value > At(.85, .35).AboveText.Value);
        Assert.True(At(.75, .2).BelowBest.Value < At(.75, .5).BelowBest.Value);
        Assert.True(At(.75, .35).AboveText.Value > .1);
    }

    /// <summary>Student's quantiles of the tables: 2.776 at 4 degrees of freedom, 2.093 at 19.</summary>
    [Theory]
    [InlineData(5, 2.776)]
    [InlineData(20, 2.093)]
    public void Mean_HalfWidth_IsStudents(int n, double quantile)
    {
        double[] values = [.. Enumerable.Range(0, n).Select(i => (double)(i % 2))];
        var mean = values.Average();
        var error = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (n - 1) / n);

        Assert.Equal(quantile, (PriorityGrid.Mean(values).Upper - mean) / error, .02);
    }
}
