using VoiceStage.Server.Simulation;

namespace VoiceStage.Server.Tests.Simulation;

public sealed class SymbolicSoundTests
{
    [Theory]
    [InlineData(1, 1f)]
    [InlineData(7, 3f)]
    [InlineData(320, 1f)]
    [InlineData(997, 0.2f)]
    public void Take_SentenceCutAnywhereAtAnyLevel_ReadsItsWords(int chunk, float gain)
    {
        var sound = Sound("not at all at all", 133);
        var reader = new SymbolicSound.Reader();
        for (var i = 0; i < sound.Length; i += chunk)
        {
            reader.Take(sound.AsSpan(i, Math.Min(chunk, sound.Length - i)).ToArray().Select(sample => sample * gain).ToArray());
        }

        Assert.Equal(["not", "at", "all", "at", "all"], reader.Words().Select(word => word.Word));
    }

    [Fact]
    public void Take_HalfOfAWordIsMissing_HearsTheOthersOnly()
    {
        var sound = Sound("yes i agree", 0);
        var cut = SymbolicSound.WordFrames * SymbolicSound.FrameSamples;
        var reader = new SymbolicSound.Reader();
        reader.Take(sound.AsSpan(cut * 2 / 3));

        Assert.Equal(["i", "agree"], reader.Words().Select(word => word.Word));
    }

    private static float[] Sound(string text, int silence)
    {
        var frame = new byte[SymbolicSound.FrameSamples * 2];
        var samples = new List<float>(new float[silence]);
        foreach (var code in SymbolicSound.FramesOf(text))
        {
            SymbolicSound.Write(code, frame);
            samples.AddRange(Enumerable.Range(0, SymbolicSound.FrameSamples).Select(i => BitConverter.ToInt16(frame, 2 * i) / 32768f));
        }

        return [.. samples];
    }
}
