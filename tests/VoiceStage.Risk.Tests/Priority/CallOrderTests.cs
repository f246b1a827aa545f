using CsCheck;
using VoiceStage.Risk.Cohort;
using VoiceStage.Risk.Priority;

namespace VoiceStage.Risk.Tests.Priority;

public sealed class CallOrderTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 14, 0, 0, TimeSpan.Zero);
    private static readonly CallTally[] Nothing = new CallTally[CallOrder.BandCount];

    private static readonly Gen<CallCandidate> Anybody = Gen.Select(Gen.Int[0, 9999], Gen.Double[0, 1].Nullable(), Gen.Int[-100, 0], Gen.Int[-20, 20].Nullable(), Gen.Double[1, 30], (id, score, hours, by, minutes) =>
        new CallCandidate($"r{id}", score, Now.AddHours(hours), by is { } within ? Now.AddHours(within) : null, minutes));

    /// <summary>Any referrals, any budget: all come out once, whoever a rule requires stands before everybody else and is never beyond the budget.</summary>
    [Fact]
    public void Order_AnyBudget_WithholdsNothingThatARuleRequires() => Gen.Select(Anybody.Array[0, 30], Gen.Double[0, 300]).Sample((drawn, budget) =>
    {
        var waiting = drawn.DistinctBy(candidate => candidate.Id).ToList();
        var places = CallOrder.Order(waiting, Nothing, Now, new() { BudgetMinutes = budget });

        Assert.Equal(waiting.Select(candidate => candidate.Id).Order(StringComparer.Ordinal), places.Select(place => place.Id).Order(StringComparer.Ordinal));
        Assert.Equal(places.Select(place => place.IsRequired).OrderDescending(), places.Select(place => place.IsRequired));
        Assert.All(waiting.Where(candidate => candidate.TextScore is null or >= .5 || candidate.RequiredBy is not null || candidate.ReferredAt <= Now.AddHours(-72)), candidate =>
            Assert.True(places.Single(place => place.Id == candidate.Id) is { IsRequired: true, FitsBudget: true }));
        waiting.Reverse();
        Assert.Equal(places, CallOrder.Order(waiting, Nothing, Now, new() { BudgetMinutes = budget }));
    }, iter: 500, threads: 1);

    [Fact]
    public void Order_NoCallsYet_IsThatOfTheScorePerMinute()
    {
        CallCandidate Of(string id, double score, double minutes) => new(id, score, Now, null, minutes);

        Assert.Equal(["c", "b", "a"], CallOrder.Order([Of("a", .1, 6), Of("b", .3, 6), Of("c", .3, 3)], Nothing, Now).Select(place => place.Id));
    }

    [Fact]
    public void Order_BandThatFindsMore_MovesUp()
    {
        var tallies = (CallTally[])Nothing.Clone();
        tallies[CallOrder.Band(.12)] = new(40, 30);
        tallies[CallOrder.Band(.3)] = new(40, 2);

        Assert.Equal("low", CallOrder.Order([new("high", .3, Now, null, 6), new("low", .12, Now, null, 6)], tallies, Now)[0].Id);
    }

    [Fact]
    public void Order_OutOfRange_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => CallOrder.Order([], [], Now));
        Assert.Throws<ArgumentOutOfRangeException>(() => CallOrder.Order([new("a", 1.2, Now, null, 6)], Nothing, Now));
        Assert.Throws<ArgumentOutOfRangeException>(() => CallOrder.Order([new("a", .2, Now, null, 0)], Nothing, Now));
    }

    [Fact]
    public void Evaluate_ScarceMinutes_NobodyWaitsForEverAndIdeationIsCalledSoonerThanByArrival()
    {
        var figures = CallOrderEvaluation.Run(CohortSimulator.Draw(new CohortOptions { People = 400, Seed = 7 }), budgetMinutes: 240).ToDictionary(item => item.Order);

        Assert.True(figures["voicestage"].LongestWaitHours <= 96 + 1e-9);
        Assert.True(figures["voicestage"].LongestWaitHours < figures["text"].LongestWaitHours);
        Assert.True(figures["voicestage"].MeanHoursToCall < figures["first_come"].MeanHoursToCall);
        Assert.True(figures["voicestage"].FoundInTwoDays > figures["first_come"].FoundInTwoDays);
    }
}
