namespace VoiceStage.Acoustics.Profiles;

/// <summary>The stable keys of the <c>voice</c> set in the order in which they are printed.</summary>
public static class VoiceSetKeys
{
    /// <summary>Measured keys, without the file's own facts (<c>file, duration_s, sample_rate_hz, channels</c>), <c>withheld</c> and <c>version</c>.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "f0_mean_hz", "f0_median_hz", "f0_sd_hz", "f0_min_hz", "f0_max_hz", "f0_p05_hz", "f0_p95_hz", "voiced_fraction",
        "jitter_local", "jitter_local_absolute_s", "jitter_rap", "jitter_ppq5", "jitter_ddp",
        "shimmer_local", "shimmer_local_db", "shimmer_apq3", "shimmer_apq5", "shimmer_apq11", "shimmer_dda",
        "hnr_db", "cpps_db", "intensity_mean_db", "intensity_sd_db", "f1_median_hz", "f2_median_hz", "f3_median_hz",
        "syllable_count", "pause_count", "pause_total_s", "pause_mean_s", "pause_sd_s", "phonation_time_s",
        "speech_rate_syllables_per_s", "articulation_rate_syllables_per_s",
        "snr_db", "clipped_fraction", "bandwidth_hz",
    ];
}
