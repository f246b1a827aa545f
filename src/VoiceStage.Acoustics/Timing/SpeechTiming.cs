using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Acoustics.Timing;

/// <summary>Pauses and phonation of a recording, from its stretches of speech.</summary>
/// <remarks>A pause is the silence between two stretches of speech; what comes before the first and after the last is none.
/// Everything is withheld as <see cref="Unmeasured.NoSpeech"/> when no speech was found.</remarks>
public sealed record SpeechTiming
{
    /// <summary>The pauses, in time order.</summary>
    public required IReadOnlyList<TimeSpanSeconds> Pauses { get; init; }

    /// <summary>How many pauses; 0 is a value.</summary>
    public required Reading PauseCount { get; init; }

    /// <summary>Their total length in seconds; 0 is a value.</summary>
    public required Reading PauseTotalSeconds { get; init; }

    /// <summary>Mean length in seconds; withheld as <see cref="Unmeasured.NoPause"/> without a pause.</summary>
    public required Reading PauseMeanSeconds { get; init; }

    /// <summary>Standard deviation of the lengths in seconds, with n − 1; withheld as <see cref="Unmeasured.NoPause"/> below two pauses.</summary>
    public required Reading PauseSdSeconds { get; init; }

    /// <summary>Time spent speaking in seconds: the stretches of speech, gaps shorter than a pause included.</summary>
    public required Reading PhonationSeconds { get; init; }

    /// <summary>Time spent speaking over time spent in pauses; withheld as <see cref="Unmeasured.NoPause"/> without a pause.</summary>
    public required Reading VocalisationPauseRatio { get; init; }

    /// <summary>Sums up stretches of speech.</summary>
    /// <param name="speech">In time order, not overlapping.</param>
    public static SpeechTiming Of(IReadOnlyList<TimeSpanSeconds> speech)
    {
        ArgumentNullException.ThrowIfNull(speech);
        if (speech.Count == 0)
        {
            var none = Reading.Withheld(Unmeasured.NoSpeech);
            return new SpeechTiming
            {
                Pauses = [], PauseCount = none, PauseTotalSeconds = none, PauseMeanSeconds = none, PauseSdSeconds = none,
                PhonationSeconds = none, VocalisationPauseRatio = none,
            };
        }

        var pauses = speech.Zip(speech.Skip(1), (a, b) => new TimeSpanSeconds(a.EndSeconds, b.StartSeconds)).ToArray();
        var total = pauses.Sum(p => p.DurationSeconds);
        var phonation = speech.Sum(s => s.DurationSeconds);
        var mean = total / pauses.Length;
        var noPause = Reading.Withheld(Unmeasured.NoPause);
        return new SpeechTiming
        {
            Pauses = pauses,
            PauseCount = Reading.Of(pauses.Length),
            PauseTotalSeconds = Reading.Of(total),
            PauseMeanSeconds = pauses.Length > 0 ? Reading.Of(mean) : noPause,
            PauseSdSeconds = pauses.Length > 1
                ? Reading.Of(Math.Sqrt(pauses.Sum(p => (p.DurationSeconds - mean) * (p.DurationSeconds - mean)) / (pauses.Length - 1)))
                : noPause,
            PhonationSeconds = Reading.Of(phonation),
            VocalisationPauseRatio = pauses.Length > 0 ? Reading.Of(phonation / total) : noPause,
        };
    }
}
