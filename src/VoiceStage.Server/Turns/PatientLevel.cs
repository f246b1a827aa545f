namespace VoiceStage.Server.Turns;

/// <summary>How loud this patient speaks, learned from the answer before, and how much louder the engines should hear the next one.</summary>
/// <remarks>
/// The engines keep to a fixed level: of a voice that peaks at -26 dB of full scale a "yeah, okay" was lost that they hear once it is brought up.
/// Only ever up, by at most <see cref="MostGain"/>, and constant within an answer. Measures and recordings take the sound as it came.
/// </remarks>
internal sealed class PatientLevel
{
    /// <summary>Peak that a soft voice is brought to: 8 dB are left for a louder word.</summary>
    internal const float TargetPeak = 0.4f;

    /// <summary>20 dB: a whisper, not the hiss of an empty line.</summary>
    internal const float MostGain = 10;

    /// <summary>Factor for the next answer, 1 or more.</summary>
    public float Gain { get; private set; } = 1;

    /// <summary>Takes the speech of an answer.</summary>
    public void Learn(ReadOnlySpan<float> speech)
    {
        var peak = 0f;
        foreach (var sample in speech)
        {
            peak = Math.Max(peak, Math.Abs(sample));
        }

        if (peak > 0 && float.IsFinite(peak))
        {
            Gain = Math.Clamp(TargetPeak / peak, 1, MostGain);
        }
    }
}
