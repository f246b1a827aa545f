using VoiceStage.Acoustics.Profiles;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Risk.Fusion;

/// <summary>One feature as measured in this session.</summary>
/// <param name="Norm">What it is compared with.</param>
/// <param name="Value">Mean over the answers that gave it, in the norm's unit.</param>
public sealed record VoiceFeature(VoiceNorm Norm, double Value);

/// <summary>Takes the features that the fusion weighs out of voice profiles. What was withheld or belongs to another task stays missing.</summary>
/// <remarks>
/// Timing comes from free speech only (people pause less when they read), perturbation and CPPS from the sustained vowel only (running speech reads several
/// times higher). Mean F0, HNR and glottal measures carry no agreed direction and are not weighed; whole-recording intensity variation follows the
/// recording more than the voice and is not weighed either. Norms and correlations: the documented cohort table; F0 range in running speech
/// 12.0 (2.3) semitones from 300 open recordings in telephone band.
/// </remarks>
public static class VoiceFeatures
{
    /// <summary>Free speech shorter than this says too little about timing, in seconds.</summary>
    public const double ShortestTimingSeconds = 5;

    private static readonly VoiceNorm SpeechRate = new("voice.speech_rate_syllables_per_s_speech", "timing", 3.8, .6, 3.8, .6, -.23, .65);
    private static readonly VoiceNorm PauseTotal = new("voice.pause_total_s_per_60_s_speech", "timing", 17, 5, 17, 5, .29, .71);
    private static readonly VoiceNorm PauseMean = new("voice.pause_mean_s_speech", "timing", .60, .18, .60, .18, .20, .60);
    private static readonly VoiceNorm PauseDeviation = new("voice.pause_sd_s_speech", "timing", .45, .18, .45, .18, .38, .64);
    private static readonly VoiceNorm Latency = new("voice.response_latency_s", "latency", .80, .40, .80, .40, .25, .60);
    private static readonly VoiceNorm PitchRange = new("voice.f0_range_st_speech", "pitch", 12.0, 2.3, 12.0, 2.3, -.20, .60);
    private static readonly VoiceNorm Jitter = new("voice.jitter_local_vowel", "vowel", .0045, .0025, .0045, .0025, .12, .50);
    private static readonly VoiceNorm Shimmer = new("voice.shimmer_local_vowel", "vowel", .033, .014, .029, .013, .20, .50);
    private static readonly VoiceNorm Cpps = new("voice.cpps_db_vowel", "vowel", 15.5, 2.0, 14.5, 2.0, -.10, .70);

    /// <summary>All norms, in the order in which features are listed.</summary>
    public static IReadOnlyList<VoiceNorm> Norms { get; } = [SpeechRate, PauseTotal, PauseMean, PauseDeviation, Latency, PitchRange, Jitter, Shimmer, Cpps];

    /// <summary>Features of a session.</summary>
    /// <param name="voice">Profiles of its answers.</param>
    public static IReadOnlyList<VoiceFeature> Of(IReadOnlyList<VoiceEvidence> voice)
    {
        ArgumentNullException.ThrowIfNull(voice);
        return [.. Norms
            .Select(norm => (Norm: norm, Values: voice.Select(answer => Read(norm, answer)).OfType<double>().Where(double.IsFinite).ToList()))
            .Where(feature => feature.Values.Count > 0)
            .Select(feature => new VoiceFeature(feature.Norm, feature.Values.Average()))];
    }

    private static double? Read(VoiceNorm norm, VoiceEvidence answer)
    {
        if (norm == Latency)
        {
            return answer.Task is "speech" or "closed" && answer.ResponseLatencySeconds is >= 0 ? answer.ResponseLatencySeconds : null;
        }

        var profile = answer.Profile;
        if (norm.Family == "vowel")
        {
            return answer.Task != "vowel" ? null
                : norm == Jitter ? profile["jitter_local"].OrNull
                : norm == Shimmer ? profile["shimmer_local"].OrNull
                : profile["cpps_db"].OrNull;
        }

        if (answer.Task != "speech" || profile.DurationSeconds < ShortestTimingSeconds)
        {
            return null;
        }

        return norm == SpeechRate ? profile["speech_rate_syllables_per_s"].OrNull
            : norm == PauseTotal ? profile["pause_total_s"].OrNull * 60 / profile.DurationSeconds
            : norm == PauseMean ? profile["pause_mean_s"].OrNull
            : norm == PauseDeviation ? profile["pause_sd_s"].OrNull
            : RangeSemitones(profile);
    }

    private static double? RangeSemitones(VoiceProfile profile) =>
        profile["f0_p95_hz"].OrNull is > 0 and var high && profile["f0_p05_hz"].OrNull is > 0 and var low ? 12 * Math.Log2(high / low) : null;
}
