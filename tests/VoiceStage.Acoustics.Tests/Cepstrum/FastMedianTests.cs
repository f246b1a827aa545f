using CsCheck;
using VoiceStage.Acoustics.Cepstrum;

namespace VoiceStage.Acoustics.Tests.Cepstrum;

public class FastMedianTests
{
    [Fact]
    public void Select_AnyValues_IsWhatSortingGives()
    {
        Gen.Select(Gen.Float[-200, 200].Array[1, 600], Gen.Int[0, 10_000]).Sample((values, seed) =>
        {
            var rank = seed % values.Length;
            Assert.Equal(values.Order().ElementAt(rank), FastMedian.Select(values, rank, 1e-4f), 2e-4f);
        });
    }

    [Fact]
    public void Previous_AnyValues_IsOneRankLower()
    {
        Gen.Select(Gen.Float[-200, 200].Array[2, 600], Gen.Int[0, 10_000]).Sample((values, seed) =>
        {
            var rank = 1 + seed % (values.Length - 1);
            var found = FastMedian.Select(values, rank, 1e-4f);
            Assert.Equal(values.Order().ElementAt(rank - 1), FastMedian.Previous(values, rank, found, 1e-4f), 3e-4f);
        });
        Assert.Equal(3f, FastMedian.Previous([3f, 3f, 3f, 3f], 2, 3f, 1e-5f));
    }

    [Fact]
    public void Select_AllEqual_IsThatValue() => Assert.Equal(3f, FastMedian.Select([3f, 3f, 3f, 3f], 2, 1e-5f), 1e-5f);
}
