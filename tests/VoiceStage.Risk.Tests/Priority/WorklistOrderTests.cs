using CsCheck;
using VoiceStage.Risk.Estimates;
using VoiceStage.Risk.Priority;

namespace VoiceStage.Risk.Tests.Priority;

public class WorklistOrderTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 14, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Order_EveryTier_StandsInItsPlace()
    {
        var order = Order(
            Case("low", CareLevel.Low, p: .99), Case("unknown", CareLevel.Unknown, p: .9), Case("moderate", CareLevel.Moderate, p: .9),
            Case("unknown-high-text", CareLevel.Unknown, high: true, p: .1), Case("high", CareLevel.High, p: .1), Case("imminent", CareLevel.Imminent, p: .01));

        Assert.Equal(["imminent", "high", "unknown-high-text", "moderate", "unknown", "low"], order);
    }

    [Fact]
    public void Tier_ModerateWithTextHigh_StandsBesideUnknownWithTextHigh() =>
        Assert.Equal(WorklistOrder.Tier(CareLevel.Unknown, true), WorklistOrder.Tier(CareLevel.Moderate, true));

    [Fact]
    public void Order_SameTier_OverdueFirstThenGainPerSecond()
    {
        var order = Order(
            Case("long", CareLevel.Moderate, p: .5, words: 900), Case("short", CareLevel.Moderate, p: .5, words: 40), Case("likely", CareLevel.Moderate, p: .9, words: 40),
            Case("overdue", CareLevel.Moderate, p: .01, words: 900, minutes: -1), Case("longer-overdue", CareLevel.Moderate, p: .01, words: 900, minutes: -9));

        Assert.Equal(["longer-overdue", "overdue", "likely", "short", "long"], order);
    }

    [Fact]
    public void Order_ModelAbstained_IsNotPutBehind()
    {
        var order = Order(Case("b", CareLevel.Moderate, p: .8), Case("a", CareLevel.Moderate, p: null), Case("c", CareLevel.Moderate, p: .3));

        Assert.Equal(["a", "b", "c"], order);
        Assert.Contains("no estimate", WorklistOrder.Order([Case("a", CareLevel.Moderate, p: null)], Now)[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Order_AnyCases_KeepsAllAndNeverCrossesATier() => Gen.Select(
        Gen.Enum<CareLevel>(), Gen.Bool, Gen.Double[0, 1].Nullable(), Gen.Int[-100, 100], Gen.Int[0, 2000]).List[0, 30].Sample(drawn =>
    {
        var cases = drawn.Select((item, index) => Case($"c{index}", item.Item1, item.Item2, item.Item3, item.Item5, item.Item4)).ToList();
        var places = WorklistOrder.Order(cases, Now);
        Assert.Equal(cases.Select(item => item.Id).Order(StringComparer.Ordinal), places.Select(place => place.Id).Order(StringComparer.Ordinal));
        Assert.Equal(places.Select(place => place.Tier).Order(), places.Select(place => place.Tier));
        cases.Reverse();
        Assert.Equal(places, WorklistOrder.Order(cases, Now));
    }, iter: 300, threads: 1);

    private static IEnumerable<string> Order(params WorklistCase[] cases) => WorklistOrder.Order(cases, Now).Select(place => place.Id);

    private static WorklistCase Case(string id, CareLevel level, bool high = false, double? p = null, double words = 100, int minutes = 60) =>
        new(id, level, high, p, Now.AddMinutes(minutes), words);
}
