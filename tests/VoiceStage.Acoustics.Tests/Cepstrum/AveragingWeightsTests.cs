using VoiceStage.Acoustics.Cepstrum;

namespace VoiceStage.Acoustics.Tests.Cepstrum;

public class AveragingWeightsTests
{
    [Fact]
    public void Fill_IntervalThatEndsBetweenPoints_SplitsTheOutermostWeights()
    {
        var weights = new float[7];
        AveragingWeights.Fill(10, 100, 2.5, weights);
        // ∫ over ±2.5 steps of the straight-line curve: 0.125, 0.875, 1, 1, 1, 0.875, 0.125 steps of 5
        Assert.Equal([0.025f, 0.175f, 0.2f, 0.2f, 0.2f, 0.175f, 0.025f], weights.Select(w => MathF.Round(w, 6)));
    }

    [Theory]
    [InlineData(0, 50)]
    [InlineData(1, 50)]
    [InlineData(49, 50)]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public void Fill_AtTheEdges_StillSumsToOneAndLooksAtNothingOutside(int index, int count)
    {
        var weights = new float[7];
        AveragingWeights.Fill(index, count, 2.5, weights);
        Assert.Equal(1f, weights.Sum(), 1e-6f);
        for (var i = 0; i < 7; i++)
        {
            var point = index - 3 + i;
            Assert.True((point >= 0 && point < count) || weights[i] == 0);
        }
    }
}
