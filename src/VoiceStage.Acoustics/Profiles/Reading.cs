namespace VoiceStage.Acoustics.Profiles;

/// <summary>Why a measure has no value. Names are stable: they are printed as <c>withheld</c> reasons.</summary>
public enum Unmeasured
{
    /// <summary>The recording is shorter than the measure's window needs.</summary>
    TooShort,
    /// <summary>No voiced frame was found.</summary>
    NoVoice,
    /// <summary>Fewer consecutive periods than the measure compares.</summary>
    TooFewPeriods,
    /// <summary>No speech was found.</summary>
    NoSpeech,
    /// <summary>No pause of at least 0.25 s lies between two stretches of speech.</summary>
    NoPause,
    /// <summary>More than 1e-4 of the samples are clipped, which spoils this measure.</summary>
    Clipped,
    /// <summary>The signal-to-noise ratio is below 10 dB, which spoils this measure.</summary>
    Noisy,
    /// <summary>The measured bandwidth is too narrow for this measure.</summary>
    Bandwidth,
    /// <summary>The recording holds digital silence only.</summary>
    Silent,
    /// <summary>The measure is defined for another task than the one recorded (for example a sustained vowel).</summary>
    WrongTask,
    /// <summary>The value came out undefined (a zero denominator or an empty set).</summary>
    Undefined,
    /// <summary>Part of the audio is missing (a gap in the stream).</summary>
    Gap,
}

/// <summary>A number, or the reason why there is none. Never 0, NaN or -1 in place of "no value".</summary>
public readonly record struct Reading
{
    private readonly double value;
    private readonly Unmeasured reason;

    private Reading(double value, bool hasValue, Unmeasured reason) => (this.value, HasValue, this.reason) = (value, hasValue, reason);

    /// <summary>Whether there is a number.</summary>
    public bool HasValue { get; }

    /// <summary>The number, always finite.</summary>
    /// <exception cref="InvalidOperationException">The measure was withheld.</exception>
    public double Value => HasValue ? value : throw new InvalidOperationException($"withheld: {reason}");

    /// <summary>Why there is no number.</summary>
    /// <exception cref="InvalidOperationException">There is a number.</exception>
    public Unmeasured Reason => HasValue ? throw new InvalidOperationException("there is a value") : reason;

    /// <summary>The number, or null when withheld.</summary>
    public double? OrNull => HasValue ? value : null;

    /// <summary>A measured value; a value that is not finite becomes withheld as <see cref="Unmeasured.Undefined"/>.</summary>
    public static Reading Of(double value) => double.IsFinite(value) ? new(value, true, default) : Withheld(Unmeasured.Undefined);

    /// <summary>A withheld value with its reason.</summary>
    public static Reading Withheld(Unmeasured reason) => new(0, false, reason);
}
