using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Acoustics.Quality;

/// <summary>What a recording's quality does to each measure: nothing, a mark, or no value.</summary>
/// <remarks>Limits as published in open recording-quality toolkits: clipped samples above 1e-4; signal-to-noise below 10 dB very low, below 20 dB low.
/// Gates are per measure: timing and F0 survive clipping and noise, perturbation and the measures of additive noise do not.</remarks>
public static class QualityGates
{
    /// <summary>More clipped samples than this share spoil perturbation measures.</summary>
    public const double LargestClippedFraction = 1e-4;

    /// <summary>Below this ratio measures that hear the noise are withheld, in dB.</summary>
    public const double LowestSnrDb = 10;

    /// <summary>Below this ratio they are marked, in dB.</summary>
    public const double LowSnrDb = 20;

    /// <summary>Below this ratio syllables and pauses are withheld as well, in dB.</summary>
    public const double LowestSnrForTimingDb = 0;

    private static readonly string[] Perturbation =
    [
        "jitter_local", "jitter_local_absolute_s", "jitter_rap", "jitter_ppq5", "jitter_ddp",
        "shimmer_local", "shimmer_local_db", "shimmer_apq3", "shimmer_apq5", "shimmer_apq11", "shimmer_dda", "hnr_db", "cpps_db",
    ];

    private static readonly string[] Resonance = ["f1_median_hz", "f2_median_hz", "f3_median_hz"];

    private static readonly string[] Timing =
    [
        "syllable_count", "pause_count", "pause_total_s", "pause_mean_s", "pause_sd_s", "phonation_time_s",
        "speech_rate_syllables_per_s", "articulation_rate_syllables_per_s",
    ];

    /// <summary>Replaces the values that the quality spoils by the reason.</summary>
    /// <param name="measures">By key; changed in place. Must hold <c>clipped_fraction</c> and <c>snr_db</c>.</param>
    /// <returns>Marks for what is kept but doubtful.</returns>
    public static IReadOnlyList<string> Apply(IDictionary<string, Reading> measures)
    {
        ArgumentNullException.ThrowIfNull(measures);
        var marks = new List<string>();
        if (measures["clipped_fraction"].OrNull > LargestClippedFraction)
        {
            Withhold(measures, Perturbation, Unmeasured.Clipped);
            marks.Add("clipped_fraction: above 1e-4");
        }

        if (measures["snr_db"].OrNull is { } snr && snr < LowSnrDb)
        {
            marks.Add(snr < LowestSnrDb ? "snr_db: below 10 dB" : "snr_db: 10-20 dB");
            if (snr < LowestSnrDb)
            {
                Withhold(measures, Perturbation, Unmeasured.Noisy);
                Withhold(measures, Resonance, Unmeasured.Noisy);
            }

            if (snr < LowestSnrForTimingDb)
            {
                Withhold(measures, Timing, Unmeasured.Noisy);
            }
        }

        return marks;
    }

    /// <summary>Takes values away for a reason; those already withheld keep theirs.</summary>
    internal static void Withhold(IDictionary<string, Reading> measures, string[] keys, Unmeasured reason)
    {
        foreach (var key in keys)
        {
            if (measures.TryGetValue(key, out var reading) && reading.HasValue)
            {
                measures[key] = Reading.Withheld(reason);
            }
        }
    }
}
