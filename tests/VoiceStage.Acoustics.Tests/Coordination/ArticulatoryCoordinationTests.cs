using VoiceStage.Acoustics.Coordination;
using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Acoustics.Tests.Coordination;

public sealed class ArticulatoryCoordinationTests
{
    [Fact]
    public void At_IndependentNoise_HasEntropyNearOne_AndOneSharedMovementFarLess()
    {
        var random = new Random(3);
        double[] Noise() => [.. Enumerable.Range(0, 2_000).Select(_ => random.NextDouble())];
        var sine = Enumerable.Range(0, 2_000).Select(k => Math.Sin(k * 0.05)).ToArray();

        var free = ArticulatoryCoordination.At([Noise(), Noise(), Noise(), Noise()], 1);
        var bound = ArticulatoryCoordination.At([sine, [.. sine.Select(x => 3 * x)], [.. sine.Select(x => -x)]], 1);

        Assert.InRange(free.Entropy.Value, 0.98, 1);
        // A sine and its delays span two dimensions: entropy at most ln 2 / ln 45.
        Assert.InRange(bound.Entropy.Value, 0, Math.Log(2) / Math.Log(45) + 0.01);
        Assert.True(bound.LargestShare.Value > 0.5 && free.LargestShare.Value < 0.1);
    }

    [Fact]
    public void At_UnitsAndOffsets_ChangeNothing()
    {
        var random = new Random(4);
        var tracks = Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 800).Select(_ => random.NextDouble()).ToArray()).ToList();
        var other = tracks.Select((t, i) => t.Select(x => (x * (i + 2) * 100) + 500).ToArray()).ToList();

        Assert.Equal(ArticulatoryCoordination.At(tracks, 3).Entropy.Value, ArticulatoryCoordination.At(other, 3).Entropy.Value, 9);
    }

    [Fact]
    public void At_TooShortOrUnmoved_GivesReasons()
    {
        Assert.Equal(Unmeasured.TooShort, ArticulatoryCoordination.At([new double[100]], 1).Entropy.Reason);
        Assert.Equal(Unmeasured.NoVoice, ArticulatoryCoordination.At([new double[1_000]], 1).Entropy.Reason);
        Assert.Equal(Unmeasured.TooShort, ArticulatoryCoordination.At([], 1).Entropy.Reason);
    }
}
