using VoiceStage.Risk.Priority;

namespace VoiceStage.Risk.Tests.Priority;

/// <summary>Both published golden vectors: the truth about three people, and the order that a prediction puts them and their evidence in.</summary>
public class TimeBiasedGainTests
{
    private static readonly (RankedPerson Truth, double Score, double[] Items)[] First =
    [
        (Person(true, (.2, 56), (.1, 194)), .56, [.6, .4]),
        (Person(false, (0, 35), (0, 14), (0, 46)), .45, [.1, .3, .4]),
        (Person(true, (0, 35), (.5, 14), (.7, 46)), .46, [.5, .3, .4]),
    ];

    private static readonly (RankedPerson Truth, double Score, double[] Items)[] Second =
    [
        (Person(false, (0, 56), (0, 194)), .56, [.2, .6]),
        (Person(true, (.3, 35), (.3, 14), (.1, 46)), .45, [.1, .5, .6]),
        (Person(true, (.3, 35), (.3, 14), (.1, 46)), .43, [.1, .5, .6]),
    ];

    [Theory]
    [InlineData(1, 3, .5248706965, .5217239319, .5430813604)]
    [InlineData(1, 5, .5884606471, .5827130392, .6180888697)]
    [InlineData(1, 10, .7099210881, .7032973770, .7412800898)]
    [InlineData(2, 3, .0642810417, .0640778519, .5406284847)]
    [InlineData(2, 5, .1706349855, .1698889531, .6143850710)]
    [InlineData(2, 10, .3878882376, .3864369224, .7375797438)]
    public void Of_GoldenVectors_GiveThePublishedValues(int vector, double halfLife, double hierarchical, double plain, double best)
    {
        var people = vector == 1 ? First : Second;
        var ranking = people.OrderByDescending(person => person.Score).Select(person => person.Truth with
        {
            Evidence = [.. person.Truth.Evidence.Zip(person.Items).OrderByDescending(pair => pair.Second).Select(pair => pair.First)],
        }).ToList();

        Assert.Equal(hierarchical, TimeBiasedGain.Of(ranking, halfLife), 1e-9);
        Assert.Equal(plain, TimeBiasedGain.Of(ranking, halfLife, stopsEarly: false), 1e-9);
        Assert.Equal(best, TimeBiasedGain.Of(TimeBiasedGain.BestOrder(people.Select(person => person.Truth)), halfLife), 1e-9);
    }

    [Fact]
    public void Of_NoHalfLife_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => TimeBiasedGain.Of([], 0));

    private static RankedPerson Person(bool relevant, params (double R, double C)[] items) => new(relevant, [.. items.Select(item => new EvidenceItem(item.R, item.C))]);
}
