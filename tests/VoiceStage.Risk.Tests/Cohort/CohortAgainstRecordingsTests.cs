using System.Globalization;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Risk.Cohort;

namespace VoiceStage.Risk.Tests.Cohort;

/// <summary>The cohort's running-speech norms against open recordings of real speakers, measured by our own meters. Skips where the recordings are not there.</summary>
public class CohortAgainstRecordingsTests
{
    // The folder that VOICESTAGE_REFERENCE names, as for the agreement tests.
    private static string? Folder => Environment.GetEnvironmentVariable("VOICESTAGE_REFERENCE") is { Length: > 0 } reference ? Path.Combine(reference, "audio") : null;

    [Fact]
    public void Norms_OfRunningSpeech_FitTheOpenRecordings()
    {
        Assert.SkipUnless(Directory.Exists(Folder), "VOICESTAGE_REFERENCE does not name a folder with the open recordings");
        // One woman at 8 kHz, one man at 16 kHz. Of the many short prompts every fourth that has at least 3 s to be measured in.
        var files = Directory.GetFiles(Path.Combine(Folder, "real_en"), "*.wav").Order(StringComparer.Ordinal).Where(file => new FileInfo(file).Length > 3 * 16_000)
            .Where((_, index) => index % 4 == 0).Select(file => (file, "female"))
            .Concat(Directory.GetFiles(Path.Combine(Folder, "real_libri"), "*.wav").Select(file => (file, "male"))).ToList();
        var scores = files.SelectMany(pair => Scores(pair.Item1, pair.Item2)).ToList();
        var far = scores.Where(score => Math.Abs(score.Z) >= 3).ToList();

        Assert.True(scores.Count >= 100, $"only {scores.Count} readings");
        Assert.True(far.Count <= .05 * scores.Count, string.Create(CultureInfo.InvariantCulture, $"{far.Count} of {scores.Count}: {string.Join(", ", far.Take(12))}"));
    }

    // Read prompts, so pauses (a matter of free speech) have no counterpart here; nor have latency and the vowel task.
    private static IEnumerable<(string Column, double Z)> Scores(string file, string sex)
    {
        using var stream = File.OpenRead(file);
        var recording = WavReader.Read(stream);
        var profile = VoiceMeasurement.Measure(recording, new VoiceMeasurementOptions { IgnoreQualityGates = true });
        var band = recording.SampleRateHz > 8000 ? "wide" : "narrow";
        foreach (var feature in CohortVoiceTable.Features.Where(feature => feature.Task == "speech"))
        {
            if (Value(feature.Column, profile) is { } value)
            {
                var norm = feature.Norm(band);
                var (mean, deviation) = sex == "female" ? (norm.FemaleMean, norm.FemaleDeviation) : (norm.MaleMean, norm.MaleDeviation);
                yield return (feature.Column, (value - mean) / deviation);
            }
        }
    }

    private static double? Value(string column, VoiceProfile profile) => column switch
    {
        "f0_mean_hz_speech" => profile["f0_mean_hz"].OrNull,
        "f0_sd_st_speech" => profile["f0_mean_hz"].OrNull is { } mean && profile["f0_sd_hz"].OrNull is { } deviation ? 12 * Math.Log2(1 + (deviation / mean)) : null,
        "f0_range_st_speech" => profile["f0_p95_hz"].OrNull is { } high && profile["f0_p05_hz"].OrNull is { } low ? 12 * Math.Log2(high / low) : null,
        "speech_rate_syllables_per_s_speech" or "articulation_rate_syllables_per_s_speech" or "jitter_local_speech" or "shimmer_local_speech"
            or "hnr_db_speech" or "cpps_db_speech" => profile[column[..^"_speech".Length]].OrNull,
        _ => null,
    };
}
