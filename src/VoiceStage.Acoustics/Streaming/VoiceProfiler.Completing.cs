using VoiceStage.Acoustics.Formants;
using VoiceStage.Acoustics.Perturbation;
using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Quality;
using VoiceStage.Acoustics.Timing;

namespace VoiceStage.Acoustics.Streaming;

public sealed partial class VoiceProfiler
{
    /// <summary>Ends the answer and gives its profile.</summary>
    /// <param name="questionEndSeconds">When the question ended, on the clock of the answer's audio (0 = with its first sample, negative = before it);
    /// null when it is not known, and then there is no response latency.</param>
    /// <returns>Every key of <see cref="VoiceSetKeys.All"/>, measured or withheld, by the gates of <see cref="QualityGates"/>.</returns>
    /// <exception cref="InvalidOperationException">It was completed before.</exception>
    public VoiceProfile Complete(double? questionEndSeconds = null)
    {
        if (isCompleted)
        {
            throw new InvalidOperationException("The answer was completed.");
        }

        Flush();
        isCompleted = true;
        if (kept.Count > 0 && lowest == 0 && highest == 0)
        {
            return Finish(VoiceMeasurement.OfSilence(CapturedSeconds, SampleRateHz), questionEndSeconds);
        }

        var magnitude = MagnitudeSoFar;
        var hertz = new float[pitch.Kept.FrameCount];
        new StreamPath(pitch.Kept, pitch.Options, pitch.Frames.StepSeconds).Choose(0, magnitude, hertz);
        var track = new PitchTrack(pitch.Frames.Grid(hertz.Length), Array.ConvertAll(hertz, f => (double)f), [], [], CapturedSeconds);
        var statistics = PitchStatistics.Of(track);
        var measures = new Dictionary<string, Reading>(VoiceSetKeys.All.Count);
        VoiceMeasurement.AddPitch(measures, statistics);
        var times = pulses.Complete(hertz, magnitude);
        VoiceMeasurement.AddPerturbation(measures, Jitter.Of(times), Shimmer.Of(pulses.Amplitudes(times), PerturbationOptions.Default), statistics);
        measures["hnr_db"] = harmonicity.Mean(magnitude);
        measures["cpps_db"] = cepstrum.Mean;
        measures["intensity_mean_db"] = intensity.Mean;
        measures["intensity_sd_db"] = intensity.StandardDeviation;
        measures["clipped_fraction"] = kept.Count == 0 ? Reading.Withheld(Unmeasured.TooShort) : Reading.Of(ClippedFraction());
        measures["bandwidth_hz"] = spectrumFrames == 0
            ? Reading.Withheld(Unmeasured.TooShort)
            : Bandwidth.Of(spectrum.BandPowers(), 0.5 * Math.Min(rateHz, SampleRateHz));
        AddFormants(measures, hertz, statistics);
        var (speech, timing) = VoiceMeasurement.AddTiming(
            measures, levels.Complete(), CapturedSeconds, track, stretches => SyllableCounter.Nuclei(bands.Powers(), track, stretches, new SyllableOptions()).Count);
        IReadOnlyList<string> marks = options.IgnoreQualityGates ? [] : QualityGates.Apply(measures);
        return Finish(new VoiceProfile
        {
            Version = Version,
            DurationSeconds = CapturedSeconds,
            SampleRateHz = SampleRateHz,
            Measures = VoiceSetKeys.All.ToDictionary(key => key, key => measures[key]),
            Speech = speech,
            Pauses = timing.Pauses,
            Marks = marks,
            Marked = options.IgnoreQualityGates ? null : TelephoneBand.MarksOf(measures),
        }, questionEndSeconds);
    }

    private void Flush()
    {
        if (resampler is not null)
        {
            var rest = new float[resampler.LargestOutputCount(0)];
            TakeSamples(rest.AsSpan(0, resampler.Complete(rest)));
        }

        if (filled > 0)
        {
            TakeBlock(block.AsSpan(0, filled));
        }

        var count = kept.Count;
        lowPass.Complete(count);
        foreach (var stream in streams)
        {
            stream.Complete(count);
        }

        pitch.Take(window, pitch.Frames.CountIn(count));
        harmonicity.Take(window, harmonicity.Frames.CountIn(count), LeastMagnitude);
        intensity.Take(window, intensity.Frames.CountIn(count));
        bands.Take(window, count);
        cepstrum.Complete(StreamOf(cepstrum.AnalysisRateHz).Samples, count);
        foreach (var setting in formants)
        {
            setting.Complete(StreamOf(setting).Samples, pitch, LeastMagnitude, count);
        }
    }

    private VoiceProfile Finish(VoiceProfile profile, double? questionEndSeconds) => profile with
    {
        Version = Version,
        ResponseLatencySeconds = questionEndSeconds is { } end ? ResponseLatency.Of(profile.Speech, end) : null,
        Marks = IsCutShort
            ? [.. profile.Marks, FormattableString.Invariant($"duration_s: only the first {options.LongestAnswerSeconds:0} s were measured")]
            : profile.Marks,
    };

    private void AddFormants(Dictionary<string, Reading> measures, float[] hertz, PitchStatistics statistics)
    {
        var wanted = FormantSetting.For(measures["bandwidth_hz"], rateHz, statistics.MedianHz, options.FormantCeilingHz);
        var medians = formants.First(f => f.Options.CeilingHz == wanted.CeilingHz).Medians(hertz, pitch.Frames);
        for (var f = 1; f <= medians.Length; f++)
        {
            measures[$"f{f}_median_hz"] = medians[f - 1];
        }
    }

    // Flat tops lie at the answer's own highest and lowest value: only blocks that come near are unpacked, with one sample more on either side.
    private double ClippedFraction()
    {
        const int Most = 64;
        const float Near = 0.999f;
        var scratch = new float[Most * KeptSamples.BlockLength];
        long clipped = 0;
        for (var b = 0; b < kept.BlockCount;)
        {
            if (!kept.Reaches(b, Math.Max(highest, 0) * Near, Math.Min(lowest, 0) * Near))
            {
                b++;
                continue;
            }

            var first = b;
            while (b < kept.BlockCount && b - first < Most - 2 && kept.Reaches(b, Math.Max(highest, 0) * Near, Math.Min(lowest, 0) * Near))
            {
                b++;
            }

            var from = Math.Max(0, first * KeptSamples.BlockLength - 1);
            var to = Math.Min(kept.Count, b * KeptSamples.BlockLength + 1);
            var part = scratch.AsSpan(0, to - from);
            kept.CopyTo(from, part);
            clipped += Clipping.CountFlatTops(part, Math.Max(highest, 0), 1) + Clipping.CountFlatTops(part, -Math.Min(lowest, 0), -1);
        }

        return Math.Min(1, (double)clipped / kept.Count);
    }
}
