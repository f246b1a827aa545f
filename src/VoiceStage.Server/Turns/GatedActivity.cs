using VoiceStage.Speech.Vad;

namespace VoiceStage.Server.Turns;

/// <summary>Speech activity by energy alone, where the neural detector's weights are not installed: noise counts as speech more often, which waits longer and loses nothing.</summary>
internal sealed class GatedActivity : ISpeechActivity
{
    private const int FrameSampleCount = 320;
    private readonly EnergyGate gate = new(FrameSampleCount / 16_000.0, new EnergyGateOptions { OpenAboveFloorDb = 9, HoldSeconds = 0.1 });
    private readonly float[] frame = new float[FrameSampleCount];
    private int filled;
    private bool isSpeech;

    public bool Accept(ReadOnlySpan<float> samples)
    {
        foreach (var sample in samples)
        {
            frame[filled++] = sample;
            if (filled == frame.Length)
            {
                isSpeech = gate.IsOpen(frame);
                filled = 0;
            }
        }

        return isSpeech;
    }

    public void Reset()
    {
        filled = 0;
        isSpeech = false;
        gate.Reset();
    }

    public void Dispose()
    {
    }
}
