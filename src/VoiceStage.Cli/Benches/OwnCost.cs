using VoiceStage.Acoustics.Cepstrum;
using VoiceStage.Acoustics.Egemaps;
using VoiceStage.Acoustics.Formants;
using VoiceStage.Acoustics.Harmonicity;
using VoiceStage.Acoustics.Intensity;
using VoiceStage.Acoustics.Perturbation;
using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Timing;

namespace VoiceStage.Cli.Benches;

/// <summary>CPU seconds of our measures on one recording, on one thread.</summary>
internal static class OwnCost
{
    private const int WarmUps = 3, Runs = 5;

    /// <summary>Names of the measures; <see cref="PraatCost"/> uses the same.</summary>
    public const string Voice = "voice set", Egemaps = "eGeMAPS";

    /// <summary>CPU seconds by measure: the least of five runs after three that compile and fill tables.</summary>
    public static IReadOnlyList<(string Measure, double CpuSeconds)> Of(Recording recording)
    {
        var rate = recording.SampleRateHz;
        PitchTrack Pitch() => PitchAnalysis.ByAutocorrelation(recording.Samples.Span, rate);
        double[] Pulses() => GlottalPulses.Find(recording.Samples.Span, rate, Pitch());
        (string, Action)[] measures =
        [
            ("pitch ac", () => Pitch()),
            ("pitch cc", () => PitchAnalysis.ByCrossCorrelation(recording.Samples.Span, rate)),
            ("jitter", () => Jitter.Of(Pulses())),
            ("shimmer", () => Shimmer.Of(recording.Samples.Span, rate, Pulses())),
            ("hnr cc", () => HarmonicsToNoise.ByCrossCorrelation(recording.Samples.Span, rate)),
            ("intensity", () => IntensityMeter.Measure(recording)),
            ("formants", () => FormantMeter.Measure(recording)),
            ("cpps", () => CepstralPeakMeter.Measure(recording)),
            ("syllables", () => { var pitch = Pitch(); SyllableCounter.Nuclei(recording, pitch, SpeechActivity.Find(recording, pitch)); }),
            (Voice, () => VoiceMeasurement.Measure(recording)),
            (Egemaps, () => EgemapsMeasurement.Measure(recording)),
        ];
        return [.. measures.Select(m => (m.Item1, Cost(m.Item2)))];
    }

    private static double Cost(Action measure)
    {
        for (var run = 0; run < WarmUps; run++)
        {
            measure();
        }

        var least = double.MaxValue;
        for (var run = 0; run < Runs; run++)
        {
            // Finer than the process's own ticks of 10 ms.
            var before = Environment.CpuUsage.TotalTime;
            measure();
            least = Math.Min(least, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }

        return least;
    }
}
