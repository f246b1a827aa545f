namespace VoiceStage.Acoustics.Profiles;

/// <summary>A stretch of time inside a recording, in seconds from its start.</summary>
/// <param name="StartSeconds">Where it begins, ≥ 0.</param>
/// <param name="EndSeconds">Where it ends, above <paramref name="StartSeconds"/>.</param>
public readonly record struct TimeSpanSeconds(double StartSeconds, double EndSeconds)
{
    /// <summary>Length in seconds.</summary>
    public double DurationSeconds => EndSeconds - StartSeconds;
}

/// <summary>How one utterance or file was spoken: every measure by its stable name, or why it is withheld.</summary>
/// <remarks>Keys are the JSON keys of <see cref="VoiceSetKeys.All"/>, so that files, journal, FHIR and console speak of the same thing.</remarks>
public sealed record VoiceProfile
{
    /// <summary>Version of the measure set, for example <c>voice/1</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Length of what was measured, in seconds.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>Rate of the audio that was measured, in hertz.</summary>
    public required int SampleRateHz { get; init; }

    /// <summary>Channels the source had.</summary>
    public int SourceChannelCount { get; init; } = 1;

    /// <summary>Every measure of the set, by key; a missing key was not asked for.</summary>
    public required IReadOnlyDictionary<string, Reading> Measures { get; init; }

    /// <summary>Stretches of speech, in time order, not overlapping.</summary>
    public IReadOnlyList<TimeSpanSeconds> Speech { get; init; } = [];

    /// <summary>Pauses of at least 0.25 s between two stretches of speech, in time order.</summary>
    public IReadOnlyList<TimeSpanSeconds> Pauses { get; init; } = [];

    /// <summary>Marks that do not withhold but warn, for example <c>snr_db: 10-20 dB</c>.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>Measures that are given although the recording spoils them, by key: what it does to them, in words, with the bias where it is known.</summary>
    public IReadOnlyDictionary<string, string>? Marked { get; init; }

    /// <summary>Seconds from the end of the question to the first speech; null when it is not known when the question ended.</summary>
    public Reading? ResponseLatencySeconds { get; init; }

    /// <summary>The reading of one measure; withheld as <see cref="Unmeasured.Undefined"/> when the set does not hold it.</summary>
    public Reading this[string key] => Measures.TryGetValue(key, out var reading) ? reading : Reading.Withheld(Unmeasured.Undefined);
}
