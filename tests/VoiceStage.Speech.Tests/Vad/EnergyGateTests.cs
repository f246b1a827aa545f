using VoiceStage.Speech.Vad;

namespace VoiceStage.Speech.Tests.Vad;

public class EnergyGateTests
{
    private const double FrameSeconds = 0.032;

    private static float[] Frame(double levelDb) => [.. Enumerable.Repeat((float)Math.Pow(10, levelDb / 20), 512)];

    private static int OpenCount(EnergyGate gate, double levelDb, double seconds) =>
        Enumerable.Range(0, (int)(seconds / FrameSeconds)).Count(_ => gate.IsOpen(Frame(levelDb)));

    [Fact]
    public void IsOpen_DigitalSilence_IsShut() => Assert.Equal(0, OpenCount(new EnergyGate(FrameSeconds), -120, 10));

    [Fact]
    public void IsOpen_SpeechAtTheVeryStart_IsOpen() => Assert.True(new EnergyGate(FrameSeconds).IsOpen(Frame(-20)));

    [Fact]
    public void IsOpen_SteadyNoise_ShutsOnceTheFloorIsFoundAndOpensForSpeech()
    {
        var gate = new EnergyGate(FrameSeconds);
        OpenCount(gate, -50, 20);
        Assert.Equal(0, OpenCount(gate, -50, 5));
        Assert.Equal(-50, gate.NoiseFloorDb, 1);
        Assert.True(gate.IsOpen(Frame(-44)));
    }

    [Fact]
    public void IsOpen_AfterALoudFrame_HoldsForHalfASecond()
    {
        var gate = new EnergyGate(FrameSeconds);
        OpenCount(gate, -50, 20);
        gate.IsOpen(Frame(-20));
        Assert.InRange(OpenCount(gate, -50, 2) * FrameSeconds, 0.45, 0.55);
    }

    [Fact]
    public void IsOpen_LongVowelOverNoise_StaysOpen()
    {
        var gate = new EnergyGate(FrameSeconds);
        OpenCount(gate, -60, 20);
        Assert.Equal((int)(8 / FrameSeconds), OpenCount(gate, -25, 8));
    }

    [Fact]
    public void IsOpen_NoiseThatGoesAway_FloorFollowsAtOnce()
    {
        var gate = new EnergyGate(FrameSeconds);
        OpenCount(gate, -40, 30);
        gate.IsOpen(Frame(-65));
        Assert.Equal(-65, gate.NoiseFloorDb, 1);
    }
}
