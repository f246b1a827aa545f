namespace VoiceStage.Server.Turns;

/// <summary>Says of each slice of audio whether it holds speech. One per stream.</summary>
public interface ISpeechActivity : IDisposable
{
    /// <summary>Takes the next samples at 16 kHz.</summary>
    /// <returns>The decision as it stands after them.</returns>
    bool Accept(ReadOnlySpan<float> samples);

    /// <summary>Begins again after missing audio.</summary>
    void Reset();
}
