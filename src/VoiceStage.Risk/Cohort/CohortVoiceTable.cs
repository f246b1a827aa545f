using VoiceStage.Risk.Fusion;

namespace VoiceStage.Risk.Cohort;

/// <summary>One voice feature of the cohort, with the norm of each band.</summary>
/// <param name="Column">Name in files; the ending names the task it holds for.</param>
/// <param name="Task"><c>speech</c> (free speech), <c>closed</c> (latency, any question) or <c>vowel</c>.</param>
/// <param name="Narrow">Norm in telephone band (up to 4 kHz).</param>
/// <param name="Wide">Norm in wide band.</param>
/// <param name="Lowest">Smallest value the measure can take: draws below it are set to it.</param>
public sealed record CohortVoiceFeature(string Column, string Task, VoiceNorm Narrow, VoiceNorm Wide, double Lowest)
{
    /// <summary>The norm of a band.</summary>
    /// <param name="band"><c>narrow</c> or <c>wide</c>.</param>
    public VoiceNorm Norm(string band) => band == "wide" ? Wide : Narrow;
}

/// <summary>The documented feature table: mean, deviation, correlation r with severity, reliability α of one session.</summary>
/// <remarks>
/// <para>r of the timing and F0 rows comes from a telephone study (n = 35); the other r follow vote counts of depression studies; vowel norms are of textbook
/// order. Perturbation in a sustained vowel and in running speech are different measures with different names.</para>
/// <para>Running-speech rows (F0 SD and range, jitter, shimmer, HNR, CPPS): means from Praat's readings of open recordings, narrow band 109 prompts of one woman at
/// 8 kHz, wide band three recordings of one man; the wide female means and all deviations from 156 readers at 16 kHz, because one speaker says nothing about how
/// people differ. Jitter, shimmer, HNR and CPPS in running speech have no published direction for this task: r = 0.</para>
/// </remarks>
public static class CohortVoiceTable
{
    /// <summary>All rows, in file order.</summary>
    public static IReadOnlyList<CohortVoiceFeature> Features { get; } =
    [
        Weighed("speech_rate_syllables_per_s_speech", "speech", .3),
        Same("articulation_rate_syllables_per_s_speech", "speech", 1, 4.7, .6, 4.7, .6, -.12, .65),
        Weighed("pause_total_s_per_60_s_speech", "speech", 0),
        Weighed("pause_mean_s_speech", "speech", .25),
        Weighed("pause_sd_s_speech", "speech", .01),
        Same("vocalisation_pause_ratio_speech", "speech", .2, 2.6, .9, 2.6, .9, -.22, .48),
        Weighed("response_latency_s", "closed", .05),
        Same("f0_mean_hz_speech", "speech", 60, 115, 18, 200, 22, -.03, .9),
        Same("f0_sd_st_speech", "speech", .3, 3.7, 1.2, 3.7, 1.2, -.10, .61),
        Weighed("f0_range_st_speech", "speech", 1),
        Same("intensity_sd_inside_speech_db_speech", "speech", 1, 7, 1.5, 7, 1.5, -.20, .6),
        Weighed("jitter_local_vowel", "vowel", .0005),
        Weighed("shimmer_local_vowel", "vowel", .003),
        Same("hnr_db_vowel", "vowel", 3, 20.5, 3.5, 22.5, 3.5, 0, .6),
        Weighed("cpps_db_vowel", "vowel", 4),
        Bands("jitter_local_speech", .003, (.0193, .0193, .0055), (.0268, .0211, .006), .5),
        Bands("shimmer_local_speech", .02, (.0712, .0712, .02), (.1145, .0893, .027), .5),
        Bands("hnr_db_speech", 2, (17.2, 17.2, 2.8), (9.4, 12.7, 3.1), .6),
        Bands("cpps_db_speech", 3, (11.2, 11.2, 1.3), (6.9, 8.0, 1.2), .7),
    ];

    /// <summary>The row of a column, or null.</summary>
    /// <param name="column">Column name.</param>
    public static CohortVoiceFeature? Find(string column) => Features.FirstOrDefault(feature => feature.Column == column);

    /// <summary>A feature that the fusion weighs has the fusion's own norm: two tables would drift apart.</summary>
    private static CohortVoiceFeature Weighed(string column, string task, double lowest)
    {
        var norm = VoiceFeatures.Norms.Single(norm => norm.Code == $"voice.{column}");
        return new(column, task, norm, norm, lowest);
    }

    private static CohortVoiceFeature Same(
        string column, string task, double lowest, double male, double maleDeviation, double female, double femaleDeviation, double r, double reliability)
    {
        var norm = new VoiceNorm($"voice.{column}", task, male, maleDeviation, female, femaleDeviation, r, reliability);
        return new(column, task, norm, norm, lowest);
    }

    private static CohortVoiceFeature Bands(
        string column, double lowest, (double Male, double Female, double Deviation) narrow, (double Male, double Female, double Deviation) wide, double reliability) => new(
        column, "speech",
        new($"voice.{column}", "running", narrow.Male, narrow.Deviation, narrow.Female, narrow.Deviation, 0, reliability),
        new($"voice.{column}", "running", wide.Male, wide.Deviation, wide.Female, wide.Deviation, 0, reliability),
        lowest);
}
