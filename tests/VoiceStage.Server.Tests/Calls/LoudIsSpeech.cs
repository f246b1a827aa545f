using VoiceStage.Server.Turns;

namespace VoiceStage.Server.Tests.Calls;

/// <summary>Whatever is loud is speech.</summary>
internal sealed class LoudIsSpeech : ISpeechActivity
{
    public bool Accept(ReadOnlySpan<float> samples)
    {
        foreach (var sample in samples)
        {
            if (Math.Abs(sample) > 0.05f)
            {
                return true;
            }
        }

        return false;
    }

    public void Reset()
    {
    }

    public void Dispose()
    {
    }
}
