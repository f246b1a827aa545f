namespace VoiceStage.Acoustics.Pitch;

/// <summary>How F0 is searched. The defaults are those of the <c>voice</c> set: Praat's "To Pitch (ac): 0, 75, 15, no, 0.03, 0.45, 0.01, 0.35, 0.14, 600".</summary>
public sealed record PitchOptions
{
    /// <summary>The defaults.</summary>
    public static PitchOptions Default { get; } = new();

    /// <summary>Voicing at a syllable's peak, after de Jong and Wempe (2009): low floor, coarse steps, four candidates.</summary>
    public static PitchOptions SyllableVoicing { get; } = new()
    {
        TimeStepSeconds = 0.02, FloorHz = 30, LargestCandidateCount = 4, VoicingThreshold = 0.25, VoicedUnvoicedCost = 0.25, CeilingHz = 450,
    };

    /// <summary>Distance between frames in seconds; 0 takes 0.75/floor (autocorrelation) or 0.25/floor (cross-correlation). Default 0.</summary>
    public double TimeStepSeconds { get; init; }

    /// <summary>Lowest F0 looked for in hertz; also sets the window, three periods of it. A voice below it is not found and may read as nonsense. Default 75.</summary>
    public double FloorHz { get; init; } = 75;

    /// <summary>Highest F0 that counts as voice, in hertz; at most half the sample rate is used. Default 600.</summary>
    public double CeilingHz { get; init; } = 600;

    /// <summary>Candidates a frame, the unvoiced one included; raised to ceiling/floor when that is more. Default 15.</summary>
    public int LargestCandidateCount { get; init; } = 15;

    /// <summary>Frames whose peak is below this share of the recording's peak lean to unvoiced. Default 0.03.</summary>
    public double SilenceThreshold { get; init; } = 0.03;

    /// <summary>Strength of the unvoiced candidate. Default 0.45.</summary>
    public double VoicingThreshold { get; init; } = 0.45;

    /// <summary>What a candidate gains per octave of height: settles ties among multiples of a period. Default 0.01.</summary>
    public double OctaveCost { get; init; } = 0.01;

    /// <summary>Cost of a jump per octave and 10 ms. Default 0.35.</summary>
    public double OctaveJumpCost { get; init; } = 0.35;

    /// <summary>Cost of starting or ending voice per 10 ms. Default 0.14.</summary>
    public double VoicedUnvoicedCost { get; init; } = 0.14;

    /// <summary>Whether every candidate is refined at the greatest interpolation depth (700 samples each side instead of 70). Default false.</summary>
    public bool DeepInterpolation { get; init; }

    internal void RequireValid()
    {
        RequireAbove(FloorHz, nameof(FloorHz));
        RequireAbove(CeilingHz, nameof(CeilingHz));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(CeilingHz, FloorHz);
        ArgumentOutOfRangeException.ThrowIfLessThan(LargestCandidateCount, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(TimeStepSeconds);
        ArgumentOutOfRangeException.ThrowIfNegative(SilenceThreshold);
        ArgumentOutOfRangeException.ThrowIfNegative(VoicingThreshold);
    }

    private static void RequireAbove(double value, string name)
    {
        if (!(value > 0) || !double.IsFinite(value)) throw new ArgumentOutOfRangeException(name, value, "above 0 and finite");
    }
}
