using VoiceStage.Acoustics.Cepstrum;
using VoiceStage.Acoustics.Formants;
using VoiceStage.Acoustics.Framing;
using VoiceStage.Acoustics.Harmonicity;
using VoiceStage.Acoustics.Intensity;
using VoiceStage.Acoustics.Perturbation;
using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Quality;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Timing;

namespace VoiceStage.Acoustics.Profiles;

/// <summary>Measures the <c>voice</c> set of a whole recording, by the definitions that Praat's manual gives.</summary>
public static class VoiceMeasurement
{
    /// <summary>Version of the measure set.</summary>
    public const string Version = "voice/1";

    /// <summary>Measures everything in <see cref="VoiceSetKeys.All"/>.</summary>
    /// <param name="recording">Any length; what is too short for a measure withholds that measure.</param>
    /// <param name="options">Null takes the defaults.</param>
    /// <param name="cancellation">Checked between measures.</param>
    /// <returns>A profile with every key present.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static VoiceProfile Measure(Recording recording, VoiceMeasurementOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recording);
        options ??= new VoiceMeasurementOptions();
        var measures = new Dictionary<string, Reading>(VoiceSetKeys.All.Count);
        var samples = recording.Samples.Span;
        var rate = recording.SampleRateHz;
        if (!samples.IsEmpty && !samples.ContainsAnyExcept(0f))
        {
            return OfSilence(recording.DurationSeconds, rate) with { SourceChannelCount = recording.SourceChannelCount };
        }

        var track = PitchAnalysis.ByAutocorrelation(samples, rate);
        var pitch = PitchStatistics.Of(track);
        AddPitch(measures, pitch);
        cancellation.ThrowIfCancellationRequested();
        AddPerturbation(measures, recording, track, pitch);
        cancellation.ThrowIfCancellationRequested();
        measures["hnr_db"] = HarmonicsToNoise.ByCrossCorrelation(samples, rate).Mean;
        cancellation.ThrowIfCancellationRequested();
        measures["cpps_db"] = MeanOf(CepstralPeakMeter.Measure(recording));
        cancellation.ThrowIfCancellationRequested();
        AddIntensity(measures, recording);
        measures["clipped_fraction"] = samples.IsEmpty ? Reading.Withheld(Unmeasured.TooShort) : Reading.Of(Clipping.Fraction(samples));
        measures["bandwidth_hz"] = Bandwidth.Measure(recording);
        AddFormants(measures, recording, track, pitch, options);
        cancellation.ThrowIfCancellationRequested();
        var (speech, timing) = AddTiming(measures, recording, track);
        IReadOnlyList<string> marks = options.IgnoreQualityGates ? [] : QualityGates.Apply(measures);
        return new VoiceProfile
        {
            Version = Version,
            DurationSeconds = recording.DurationSeconds,
            SampleRateHz = rate,
            SourceChannelCount = recording.SourceChannelCount,
            Measures = VoiceSetKeys.All.ToDictionary(key => key, key => measures[key]),
            Speech = speech,
            Pauses = timing.Pauses,
            Marks = marks,
            Marked = options.IgnoreQualityGates ? null : TelephoneBand.MarksOf(measures),
        };
    }

    internal static void AddPitch(Dictionary<string, Reading> measures, PitchStatistics pitch)
    {
        measures["f0_mean_hz"] = pitch.MeanHz;
        measures["f0_median_hz"] = pitch.MedianHz;
        measures["f0_sd_hz"] = pitch.StandardDeviationHz;
        measures["f0_min_hz"] = pitch.MinimumHz;
        measures["f0_max_hz"] = pitch.MaximumHz;
        measures["f0_p05_hz"] = pitch.Percentile5Hz;
        measures["f0_p95_hz"] = pitch.Percentile95Hz;
        measures["voiced_fraction"] = pitch.VoicedFraction;
    }

    private static void AddPerturbation(Dictionary<string, Reading> measures, Recording recording, PitchTrack track, PitchStatistics pitch)
    {
        var samples = recording.Samples.Span;
        var pulses = GlottalPulses.Find(samples, recording.SampleRateHz, track);
        AddPerturbation(measures, Jitter.Of(pulses), Shimmer.Of(samples, recording.SampleRateHz, pulses), pitch);
    }

    internal static void AddPerturbation(Dictionary<string, Reading> measures, Jitter jitter, Shimmer shimmer, PitchStatistics pitch)
    {
        // Without a voiced frame there is no period to speak of: say so, not that there were too few.
        Reading Or(Reading reading) => reading.HasValue || pitch.MedianHz.HasValue ? reading : pitch.MedianHz;
        measures["jitter_local"] = Or(jitter.LocalRatio);
        measures["jitter_local_absolute_s"] = Or(jitter.LocalAbsoluteSeconds);
        measures["jitter_rap"] = Or(jitter.Rap);
        measures["jitter_ppq5"] = Or(jitter.Ppq5);
        measures["jitter_ddp"] = Or(jitter.Ddp);
        measures["shimmer_local"] = Or(shimmer.LocalRatio);
        measures["shimmer_local_db"] = Or(shimmer.LocalDb);
        measures["shimmer_apq3"] = Or(shimmer.Apq3);
        measures["shimmer_apq5"] = Or(shimmer.Apq5);
        measures["shimmer_apq11"] = Or(shimmer.Apq11);
        measures["shimmer_dda"] = Or(shimmer.Dda);
    }

    private static void AddIntensity(Dictionary<string, Reading> measures, Recording recording)
    {
        var decibels = IntensityMeter.Measure(recording).Decibels;
        measures["intensity_mean_db"] = MeanOf(decibels);
        var mean = decibels.Length > 0 ? decibels.Average() : 0;
        measures["intensity_sd_db"] = decibels.Length > 1
            ? Reading.Of(Math.Sqrt(decibels.Sum(x => (x - mean) * (x - mean)) / (decibels.Length - 1)))
            : Reading.Withheld(Unmeasured.TooShort);
    }

    private static void AddFormants(
        Dictionary<string, Reading> measures, Recording recording, PitchTrack track, PitchStatistics pitch, VoiceMeasurementOptions options)
    {
        var setting = FormantSetting.For(measures["bandwidth_hz"], recording.SampleRateHz, pitch.MedianHz, options.FormantCeilingHz);
        var medians = FormantMedians.Over(recording, track, setting);
        for (var f = 1; f <= 3; f++)
        {
            measures[$"f{f}_median_hz"] = medians[f - 1];
        }
    }

    private static (IReadOnlyList<TimeSpanSeconds> Speech, SpeechTiming Timing) AddTiming(
        Dictionary<string, Reading> measures, Recording recording, PitchTrack track) =>
        AddTiming(measures, FrameLevels.Of(recording), recording.DurationSeconds, track, speech => SyllableCounter.Nuclei(recording, track, speech).Count);

    internal static (IReadOnlyList<TimeSpanSeconds> Speech, SpeechTiming Timing) AddTiming(
        Dictionary<string, Reading> measures, FrameLevels levels, double durationSeconds, PitchTrack track,
        Func<IReadOnlyList<TimeSpanSeconds>, int> countSyllables)
    {
        var speech = SpeechActivity.Find(levels, track, durationSeconds, new SpeechActivityOptions());
        var timing = SpeechTiming.Of(speech);
        measures["snr_db"] = SignalToNoise.Measure(levels, SpeechActivity.VoicedFrames(levels.Powers.Length, track), speech);
        measures["pause_count"] = timing.PauseCount;
        measures["pause_total_s"] = timing.PauseTotalSeconds;
        measures["pause_mean_s"] = timing.PauseMeanSeconds;
        measures["pause_sd_s"] = timing.PauseSdSeconds;
        measures["phonation_time_s"] = timing.PhonationSeconds;
        var noSpeech = Reading.Withheld(Unmeasured.NoSpeech);
        var syllables = countSyllables(speech);
        measures["syllable_count"] = speech.Count > 0 ? Reading.Of(syllables) : noSpeech;
        measures["speech_rate_syllables_per_s"] = speech.Count > 0 ? Reading.Of(syllables / durationSeconds) : noSpeech;
        measures["articulation_rate_syllables_per_s"] = timing.PhonationSeconds.OrNull is { } phonation ? Reading.Of(syllables / phonation) : noSpeech;
        return (speech, timing);
    }

    // Digital silence: how loud and how wide it is are questions without an answer, and −300 dB is none.
    internal static VoiceProfile OfSilence(double durationSeconds, int sampleRateHz) => new()
    {
        Version = Version,
        DurationSeconds = durationSeconds,
        SampleRateHz = sampleRateHz,
        Measures = VoiceSetKeys.All.ToDictionary(key => key, key => key switch
        {
            "voiced_fraction" or "clipped_fraction" => Reading.Of(0),
            "hnr_db" or "cpps_db" or "intensity_mean_db" or "intensity_sd_db" or "bandwidth_hz" => Reading.Withheld(Unmeasured.Silent),
            "snr_db" => Reading.Withheld(Unmeasured.NoSpeech),
            _ when key.EndsWith("_s", StringComparison.Ordinal) && !key.StartsWith("jitter", StringComparison.Ordinal) => Reading.Withheld(Unmeasured.NoSpeech),
            "syllable_count" or "pause_count" => Reading.Withheld(Unmeasured.NoSpeech),
            _ => Reading.Withheld(Unmeasured.NoVoice),
        }),
    };

    private static Reading MeanOf(double[] values) => values.Length > 0 ? Reading.Of(values.Average()) : Reading.Withheld(Unmeasured.TooShort);
}
