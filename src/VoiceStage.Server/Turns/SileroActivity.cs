using VoiceStage.Speech.Vad;

namespace VoiceStage.Server.Turns;

/// <summary>Speech activity by the neural detector behind its energy gate.</summary>
/// <remarks>On at 0.5 and off below 0.35: the hysteresis that the detector's authors use, so that one weak frame inside a word does not end it.</remarks>
internal sealed class SileroActivity(SileroVad vad) : ISpeechActivity
{
    private const float On = 0.5f;
    private const float Off = 0.35f;
    private readonly SpeechActivityDetector detector = new(vad);
    private bool isSpeech;

    public bool Accept(ReadOnlySpan<float> samples)
    {
        foreach (var frame in detector.Accept(samples))
        {
            isSpeech = frame.Probability >= (isSpeech ? Off : On);
        }

        return isSpeech;
    }

    public void Reset()
    {
        isSpeech = false;
        detector.Reset();
    }

    public void Dispose() => detector.Dispose();
}
