namespace VoiceStage.Speech.Synthesis;

/// <summary>How an offline voice speaks.</summary>
public sealed record SpokenStyle
{
    /// <summary>Length of the speech against the voice's own: 1.4 is slow, 0.8 is fast. Range 0.5 to 2.5, default 1.</summary>
    public double Stretch { get; init; } = 1;

    /// <summary>Mean pitch in hertz, 50 to 400; null keeps the voice's own. Only flite's arctic and kal voices.</summary>
    public double? PitchHz { get; init; }

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(Stretch is >= 0.5 and <= 2.5, true, nameof(Stretch));
        ArgumentOutOfRangeException.ThrowIfNotEqual(PitchHz is null or (>= 50 and <= 400), true, nameof(PitchHz));
    }
}
