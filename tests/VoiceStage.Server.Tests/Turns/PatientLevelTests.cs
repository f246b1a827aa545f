using VoiceStage.Server.Turns;

namespace VoiceStage.Server.Tests.Turns;

public class PatientLevelTests
{
    [Theory]
    [InlineData(0.8f, 1f)]
    [InlineData(0.4f, 1f)]
    [InlineData(0.05f, 8f)]
    [InlineData(-0.05f, 8f)]
    [InlineData(0.001f, 10f)]
    public void Gain_AfterAnAnswer_BringsASoftVoiceUpAndNoVoiceDown(float peak, float gain)
    {
        var level = new PatientLevel();
        level.Learn([0.01f * peak, peak, 0]);
        Assert.Equal(gain, level.Gain, 3);
    }

    [Fact]
    public void Gain_WithoutSpeech_StaysAsItWas()
    {
        var level = new PatientLevel();
        level.Learn([]);
        Assert.Equal(1, level.Gain);
        level.Learn([0.1f]);
        level.Learn([0, 0]);
        Assert.Equal(4, level.Gain, 3);
    }
}
