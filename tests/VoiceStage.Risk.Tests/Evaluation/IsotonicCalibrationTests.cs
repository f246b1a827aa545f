using CsCheck;
using VoiceStage.Risk.Evaluation;

namespace VoiceStage.Risk.Tests.Evaluation;

public class IsotonicCalibrationTests
{
    [Fact]
    public void Probability_KnownBlocks_AreTheirMeans()
    {
        var fitted = new IsotonicCalibration([1, 2, 3, 4, 5], [false, true, false, true, true]);

        Assert.Equal([0, .5, .5, 1, 1], new double[] { 1, 2, 3, 4, 5 }.Select(fitted.Probability));
        Assert.Equal(0, fitted.Probability(-9));
        Assert.Equal(.5, fitted.Probability(3.9));
    }

    [Fact]
    public void Interval_AnyScores_RisesAndStandsInOrder() => Gen.Select(Gen.Double[-3, 3], Gen.Bool).Array[1, 40].Sample(rows =>
    {
        var fitted = new IsotonicCalibration([.. rows.Select(row => row.Item1)], [.. rows.Select(row => row.Item2)]);
        var before = (Lower: 0.0, Upper: 0.0);
        for (var score = -4.0; score <= 4; score += .5)
        {
            var interval = fitted.Interval(score);
            Assert.True(interval.Lower <= interval.Upper && interval.Lower >= before.Lower - 1e-12 && interval.Upper >= before.Upper - 1e-12);
            Assert.InRange(fitted.Probability(score), 0, 1);
            before = interval;
        }
    }, iter: 500, threads: 1);

    /// <summary>A score that is calibrated by construction: over 4,000 fresh people the mean truth lies between the mean ends.</summary>
    [Fact]
    public void Interval_DrawnWorld_HoldsTheTruthOnAverage()
    {
        var random = new Random(3);
        (double Score, bool Label) Draw()
        {
            var score = (random.NextDouble() * 4) - 2;
            return (score, random.NextDouble() < 1 / (1 + Math.Exp(-2 * score)));
        }

        var past = Enumerable.Range(0, 1000).Select(_ => Draw()).ToList();
        var fitted = new IsotonicCalibration([.. past.Select(row => row.Score)], [.. past.Select(row => row.Label)]);
        var fresh = Enumerable.Range(0, 4000).Select(_ => Draw()).ToList();
        var truth = fresh.Average(row => row.Label ? 1.0 : 0);

        Assert.InRange(truth, fresh.Average(row => fitted.Interval(row.Score).Lower) - .02, fresh.Average(row => fitted.Interval(row.Score).Upper) + .02);
        Assert.True(fresh.Average(row => fitted.Interval(row.Score).Upper - fitted.Interval(row.Score).Lower) < .1);
    }
}
