using System.Numerics.Tensors;
using VoiceStage.Acoustics.Formants;
using VoiceStage.Acoustics.Perturbation;
using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Quality;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Egemaps;

/// <summary>The 88 functionals of eGeMAPS v02, computed from the definitions of the paper.</summary>
/// <remarks>
/// <para>Everything is computed at 16 kHz, hop 10 ms, so the rate of the file does not matter; nothing is compared with a fixed level. Tracks are smoothed
/// over three frames inside voiced stretches. V and UV are voiced and unvoiced frames of the F0 track (55–1 000 Hz); digital silence takes part in loudness
/// and segment lengths only.</para>
/// <para>Agreement with other implementations is no goal where they depart from the paper; see the measure catalogue. Source: Eyben et al. (2016), "The Geneva
/// Minimalistic Acoustic Parameter Set (GeMAPS) for Voice Research and Affective Computing".</para>
/// </remarks>
public static class EgemapsMeasurement
{
    /// <summary>Version of the set and of our choices in it.</summary>
    public const string Version = "eGeMAPSv02/voicestage-1";

    internal const int AnalysisRateHz = 16_000;

    private const double SemitoneThreshold = 0.3; // smallest pitch movement that is heard as one ('t Hart 1981: 1.5–3; ours only removes jitter of the track)
    private const double LoudnessThreshold = 0.1; // of the range between the 5 and 95 % points
    private const double FloorHz = 55;

    private static readonly string[] Spectral = ["loudness", "alphaRatio", "hammarbergIndex", "slope0-500", "slope500-1500", "spectralFlux", "mfcc1", "mfcc2", "mfcc3", "mfcc4"];

    private static readonly string[] Voiced =
    [
        "F0semitoneFrom27.5Hz", "jitterLocal", "shimmerLocaldB", "HNRdBACF", "logRelF0-H1-H2", "logRelF0-H1-A3",
        "F1frequency", "F1bandwidth", "F1amplitudeLogRelF0", "F2frequency", "F2bandwidth", "F2amplitudeLogRelF0",
        "F3frequency", "F3bandwidth", "F3amplitudeLogRelF0",
    ];

    /// <summary>Measures a recording.</summary>
    /// <param name="recording">Any length and rate; shorter than 55 ms withholds everything as <see cref="Unmeasured.TooShort"/>.</param>
    /// <param name="cancellation">Checked between descriptors.</param>
    /// <returns>All 88 names, each a number or a reason, and the tracks.</returns>
    public static EgemapsProfile Measure(Recording recording, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recording);
        var resampled = Resampler.Resample(recording, AnalysisRateHz);
        var peak = resampled.SampleCount > 0 ? Math.Abs(TensorPrimitives.MaxMagnitude(resampled.Samples.Span)) : 0;
        var sound = Normalised(resampled, peak);
        var samples = sound.Samples.Span;
        var pitch = PitchAnalysis.ByAutocorrelation(samples, AnalysisRateHz, new PitchOptions { FloorHz = FloorHz, CeilingHz = 1_000, TimeStepSeconds = 0.01 });
        if (pitch.Frames.FrameCount == 0 || peak == 0)
        {
            var none = Reading.Withheld(peak == 0 && pitch.Frames.FrameCount > 0 ? Unmeasured.Silent : Unmeasured.TooShort);
            return new EgemapsProfile { Functionals = EgemapsKeys.All.ToDictionary(key => key, _ => none), Tracks = [] };
        }

        var table = new DescriptorTable(pitch.Frames.FrameCount);
        new SpectralDescriptors(peak).Fill(table, pitch.Frames, samples);
        cancellation.ThrowIfCancellationRequested();
        new HarmonicDescriptors().Fill(table, pitch, Formants(recording, sound, pitch), samples);
        cancellation.ThrowIfCancellationRequested();
        PeriodDescriptors.Fill(table, pitch, samples, GlottalPulses.Find(samples, AnalysisRateHz, pitch));
        table.Smooth();
        return new EgemapsProfile { Functionals = Sum(table, pitch, sound, peak), Tracks = Tracks(table, pitch) };
    }

    // Powers of very quiet or absurdly loud float recordings would leave the vector precision; only loudness and level know the gain.
    private static Recording Normalised(Recording recording, float peak)
    {
        if (peak == 0)
        {
            return recording;
        }

        var samples = new float[recording.SampleCount];
        TensorPrimitives.Divide(recording.Samples.Span, peak, samples);
        return new Recording(samples, recording.SampleRateHz);
    }

    private static FormantTrack Formants(Recording recording, Recording sound, PitchTrack pitch)
    {
        var options = FormantSetting.For(Bandwidth.Measure(recording), recording.SampleRateHz, PitchStatistics.Of(pitch).MedianHz) with { HopSeconds = pitch.Frames.TimeStepSeconds };
        return FormantMeter.Measure(sound, options, time => Enumerable.Range(-1, 3).Any(i => IsVoicedNear(pitch, time, i)));
    }

    private static bool IsVoicedNear(PitchTrack pitch, double time, int offset)
    {
        var k = (int)Math.Round((time - pitch.Frames.FirstTimeSeconds) / pitch.Frames.TimeStepSeconds) + offset;
        return k >= 0 && k < pitch.Frames.FrameCount && pitch.IsVoiced(k);
    }

    private static Dictionary<string, Reading> Sum(DescriptorTable table, PitchTrack pitch, Recording sound, double peak)
    {
        var readings = new Dictionary<string, Reading>();
        var step = pitch.Frames.TimeStepSeconds;
        double[] Where(string name, Func<int, bool> isWanted) => [.. table[name].Where((v, k) => !double.IsNaN(v) && isWanted(k))];
        double[] All(string name) => Where(name, _ => true);

        var any = new Functionals(readings, Unmeasured.Undefined);
        var voiced = new Functionals(readings, Unmeasured.NoVoice);
        var contour = table["F0semitoneFrom27.5Hz"];
        voiced.MeanAndVariation("F0semitoneFrom27.5Hz_sma3nz", All("F0semitoneFrom27.5Hz"));
        voiced.PercentilesAndSlopes("F0semitoneFrom27.5Hz_sma3nz", All("F0semitoneFrom27.5Hz"), contour, step, SemitoneThreshold);
        var loudness = table["loudness"];
        var threshold = LoudnessThreshold * Range(loudness);
        any.MeanAndVariation("loudness_sma3", loudness);
        any.PercentilesAndSlopes("loudness_sma3", loudness, loudness, step, threshold);
        foreach (var name in new[] { "spectralFlux", "mfcc1", "mfcc2", "mfcc3", "mfcc4" })
        {
            any.MeanAndVariation(name + "_sma3", All(name));
            voiced.MeanAndVariation(name + "V_sma3nz", Where(name, pitch.IsVoiced));
        }

        foreach (var name in Voiced.Skip(1))
        {
            new Functionals(readings, pitch.FrequencyHz.Any(f => f > 0) ? Unmeasured.TooFewPeriods : Unmeasured.NoVoice).MeanAndVariation(name + "_sma3nz", All(name));
        }

        foreach (var (name, voicedName, unvoicedName) in new[]
        {
            ("alphaRatio", "alphaRatioV", "alphaRatioUV"), ("hammarbergIndex", "hammarbergIndexV", "hammarbergIndexUV"),
            ("slope0-500", "slopeV0-500", "slopeUV0-500"), ("slope500-1500", "slopeV500-1500", "slopeUV500-1500"),
        })
        {
            voiced.MeanAndVariation(voicedName + "_sma3nz", Where(name, pitch.IsVoiced));
            any.Mean(unvoicedName + "_sma3nz_amean", Where(name, k => !pitch.IsVoiced(k)));
        }

        any.Mean("spectralFluxUV_sma3nz_amean", Where("spectralFlux", k => !pitch.IsVoiced(k)));
        AddSegments(readings, pitch, sound.DurationSeconds);
        readings["loudnessPeaksPerSec"] = Reading.Of(Peaks(loudness, threshold) / sound.DurationSeconds);
        readings["equivalentSoundLevel_dBp"] = Reading.Of(10 * Math.Log10(MeanSquare(sound.Samples.Span)) + 20 * Math.Log10(peak));
        return EgemapsKeys.All.ToDictionary(key => key, key => readings[key]);
    }

    private static void AddSegments(Dictionary<string, Reading> readings, PitchTrack pitch, double durationSeconds)
    {
        var (voiced, unvoiced) = (new List<double>(), new List<double>());
        for (var k = 0; k < pitch.Frames.FrameCount;)
        {
            var (first, isVoiced) = (k, pitch.IsVoiced(k));
            while (k < pitch.Frames.FrameCount && pitch.IsVoiced(k) == isVoiced)
            {
                k++;
            }

            (isVoiced ? voiced : unvoiced).Add((k - first) * pitch.Frames.TimeStepSeconds);
        }

        readings["VoicedSegmentsPerSec"] = Reading.Of(voiced.Count / durationSeconds);
        new Functionals(readings, Unmeasured.NoVoice).MeanAndDeviation("MeanVoicedSegmentLengthSec", "StddevVoicedSegmentLengthSec", voiced);
        new Functionals(readings, Unmeasured.Undefined).MeanAndDeviation("MeanUnvoicedSegmentLength", "StddevUnvoicedSegmentLength", unvoiced);
    }

    private static int Peaks(double[] contour, double threshold)
    {
        var (count, isRising, low, high) = (0, true, contour[0], contour[0]);
        foreach (var value in contour)
        {
            if (isRising)
            {
                high = Math.Max(high, value);
                if (high - value > threshold)
                {
                    // The first values may fall without ever having risen: that is no peak.
                    count += high - low > threshold ? 1 : 0;
                    (isRising, low) = (false, value);
                }
            }
            else
            {
                low = Math.Min(low, value);
                if (value - low > threshold)
                {
                    (isRising, high) = (true, value);
                }
            }
        }

        return count + (isRising && high - low > threshold ? 1 : 0);
    }

    private static double Range(double[] values)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)(0.95 * (sorted.Length - 1))] - sorted[(int)(0.05 * (sorted.Length - 1))];
    }

    private static double MeanSquare(ReadOnlySpan<float> samples)
    {
        var mean = TensorPrimitives.Average(samples);
        var sum = 0.0;
        foreach (var x in samples)
        {
            sum += (double)(x - mean) * (x - mean);
        }

        return sum / samples.Length;
    }

    private static List<EgemapsTrack> Tracks(DescriptorTable table, PitchTrack pitch) =>
    [
        .. Spectral.Select(name => (Name: name, Suffix: "_sma3")).Concat(Voiced.Select(name => (Name: name, Suffix: "_sma3nz")))
            .Select(d => new EgemapsTrack(
                d.Name + d.Suffix, pitch.Frames.FirstTimeSeconds, pitch.Frames.TimeStepSeconds, [.. table[d.Name].Select(v => double.IsNaN(v) ? (double?)null : v)])),
    ];
}
