using VoiceStage.Acoustics.Coordination;
using VoiceStage.Acoustics.Dynamics;
using VoiceStage.Acoustics.Egemaps;
using VoiceStage.Acoustics.Formants;
using VoiceStage.Acoustics.Glottal;
using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Quality;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Spectra;

namespace VoiceStage.Acoustics.Profiles;

/// <summary>What depression and suicide research measures beyond the <c>voice</c> set: dynamics, tremor, glottal source, tilt, vowel space, coordination, timing ratios.</summary>
/// <remarks>Supportive evidence only; each measure's own page says what task and band it is valid for. Names carry the unit last.</remarks>
public static class ExtendedMeasurement
{
    /// <summary>Version of the set: a change of any value's definition changes it.</summary>
    public const string Version = "extended/3";

    private const double StepSeconds = 0.01;

    /// <summary>A line that ends here begins at 300 Hz, above the first harmonic of most voices: what is measured there is not H1.</summary>
    private const double TelephoneBandHz = 4_000;

    /// <summary>Below this the steep closure of the glottis and the upper wavelet bands are missing.</summary>
    private const double LeastGlottalBandHz = 7_000;

    private static readonly string[] Glottal = ["naq_ratio", "qoq_ratio", "peak_slope_log10_per_octave"];
    private static readonly string[] Harmonics = ["h1_h2_db", "h1_a3_db", "spectral_tilt_db_per_octave"];

    /// <summary>Measures a recording.</summary>
    /// <param name="recording">Any length and rate.</param>
    /// <param name="profile">The <c>voice</c> set of the same recording.</param>
    /// <param name="egemaps">eGeMAPS of the same recording.</param>
    /// <param name="options">Formant ceiling and whether the gates are ignored; null takes the defaults.</param>
    /// <param name="cancellation">Checked between measures.</param>
    /// <returns>Every name of the set, each a number or a reason.</returns>
    public static IReadOnlyDictionary<string, Reading> Measure(
        Recording recording, VoiceProfile profile, EgemapsProfile egemaps, VoiceMeasurementOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(egemaps);
        var pitch = PitchAnalysis.ByAutocorrelation(recording.Samples.Span, recording.SampleRateHz);
        var levels = LevelsAt(recording, pitch);
        var dynamics = ContourDynamics.Of(pitch, levels);
        var tremor = VocalTremor.Of(pitch);
        cancellation.ThrowIfCancellationRequested();
        var bandwidth = profile.Measures["bandwidth_hz"];
        var setting = FormantSetting.For(bandwidth, recording.SampleRateHz, PitchStatistics.Of(pitch).MedianHz, options?.FormantCeilingHz) with { HopSeconds = StepSeconds };
        var formants = FormantMeter.Measure(recording, setting);
        cancellation.ThrowIfCancellationRequested();
        var glottal = GlottalSource.Of(recording, pitch, formants);
        cancellation.ThrowIfCancellationRequested();
        var readings = new Dictionary<string, Reading>
        {
            ["f0_sd_semitones"] = dynamics.PitchSdSemitones,
            ["f0_range_semitones"] = dynamics.PitchRangeSemitones,
            ["f0_velocity_semitones_per_s"] = dynamics.PitchVelocitySemitonesPerSecond,
            ["level_sd_voiced_db"] = dynamics.LevelSdDb,
            ["level_velocity_db_per_s"] = dynamics.LevelVelocityDbPerSecond,
            ["tremor_frequency_hz"] = tremor.FrequencyHz,
            ["tremor_extent_ratio"] = tremor.ExtentRatio,
            ["h1_h2_db"] = egemaps.Functionals["logRelF0-H1-H2_sma3nz_amean"],
            ["h1_a3_db"] = egemaps.Functionals["logRelF0-H1-A3_sma3nz_amean"],
            ["naq_ratio"] = glottal.NormalisedAmplitudeQuotient,
            ["qoq_ratio"] = glottal.QuasiOpenQuotient,
            ["peak_slope_log10_per_octave"] = PeakSlope.Median(recording, pitch),
            ["spectral_tilt_db_per_octave"] = SpectralTilt.DecibelsPerOctave(recording, pitch, bandwidth),
            ["vowel_space_area_hz2"] = VowelSpace.AreaHz2(formants, pitch),
        };
        AddTiming(readings, profile);
        var tracks = Tracks(formants, pitch, levels);
        foreach (var spacing in ArticulatoryCoordination.Spacings)
        {
            cancellation.ThrowIfCancellationRequested();
            var (entropy, share) = ArticulatoryCoordination.At(tracks, spacing);
            readings[$"coordination_entropy_{spacing * 10}ms_ratio"] = entropy;
            readings[$"coordination_largest_share_{spacing * 10}ms_ratio"] = share;
        }

        if (options?.IgnoreQualityGates != true)
        {
            Gate(readings, profile, bandwidth);
        }

        return readings;
    }

    /// <summary>The limits of <see cref="QualityGates"/>: clipping makes harmonics, noise fills valleys and moves formants; pitch and its tremor survive both.</summary>
    private static void Gate(Dictionary<string, Reading> readings, VoiceProfile profile, Reading bandwidth)
    {
        if (bandwidth.OrNull <= TelephoneBandHz)
        {
            QualityGates.Withhold(readings, Harmonics, Unmeasured.Bandwidth);
        }

        if (bandwidth.OrNull < LeastGlottalBandHz)
        {
            QualityGates.Withhold(readings, Glottal, Unmeasured.Bandwidth);
        }

        if (profile.Measures["clipped_fraction"].OrNull > QualityGates.LargestClippedFraction)
        {
            QualityGates.Withhold(readings, [.. Harmonics, .. Glottal], Unmeasured.Clipped);
        }

        if (profile.Measures["snr_db"].OrNull < QualityGates.LowestSnrDb)
        {
            var formantsAndLevel = readings.Keys.Where(key => key.StartsWith("coordination_", StringComparison.Ordinal) || key.StartsWith("level_", StringComparison.Ordinal));
            QualityGates.Withhold(readings, [.. Harmonics, .. Glottal, "vowel_space_area_hz2", .. formantsAndLevel], Unmeasured.Noisy);
        }
    }

    /// <summary>Speech against pauses; both ways are in use in the literature.</summary>
    private static void AddTiming(Dictionary<string, Reading> readings, VoiceProfile profile)
    {
        var (spoken, paused) = (profile.Measures["phonation_time_s"], profile.Measures["pause_total_s"]);
        readings["vocalisation_pause_ratio"] = !spoken.HasValue ? spoken : !paused.HasValue ? paused
            : paused.Value > 0 ? Reading.Of(spoken.Value / paused.Value) : Reading.Withheld(Unmeasured.NoPause);
        readings["pause_share_ratio"] = !spoken.HasValue ? spoken : !paused.HasValue ? paused
            : Reading.Of(paused.Value / (spoken.Value + paused.Value));
    }

    private static double[] LevelsAt(Recording recording, PitchTrack pitch)
    {
        var levels = new double[pitch.Frames.FrameCount];
        var half = (int)(StepSeconds * recording.SampleRateHz);
        var samples = recording.Samples.Span;
        for (var k = 0; k < levels.Length; k++)
        {
            var middle = (int)(pitch.Frames.TimeOf(k) * recording.SampleRateHz);
            var part = samples[Math.Clamp(middle - half, 0, samples.Length)..Math.Clamp(middle + half, 0, samples.Length)];
            var sum = 0.0;
            foreach (var x in part)
            {
                sum += (double)x * x;
            }

            levels[k] = 10 * Math.Log10((sum / Math.Max(1, part.Length)) + 1e-12);
        }

        return levels;
    }

    private static double[][] Tracks(FormantTrack formants, PitchTrack pitch, double[] levels)
    {
        var tracks = Enumerable.Range(0, 3).Select(_ => new double[levels.Length]).Append(levels).ToArray();
        for (var k = 0; k < levels.Length; k++)
        {
            for (var f = 0; f < 3; f++)
            {
                tracks[f][k] = pitch.IsVoiced(k) && formants.FrequencyAt(f + 1, pitch.Frames.TimeOf(k)) is { } hz ? hz : double.NaN;
            }
        }

        return tracks;
    }
}
