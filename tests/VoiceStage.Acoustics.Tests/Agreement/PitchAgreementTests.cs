using VoiceStage.Acoustics.Harmonicity;
using VoiceStage.Acoustics.Perturbation;
using VoiceStage.Acoustics.Pitch;

namespace VoiceStage.Acoustics.Tests.Agreement;

public class PitchAgreementTests(ITestOutputHelper output)
{
    [Fact]
    public void PitchJitterShimmerHarmonicity_OfReferenceRecordings_AgreeWithinTolerance()
    {
        var table = new AgreementTable();
        foreach (var (row, recording) in PraatReference.Recordings())
        {
            double? Reference(string name) => row.Values.TryGetValue(name, out var v) ? v : null;
            var samples = recording.Samples.Span;
            var rate = recording.SampleRateHz;
            var track = PitchAnalysis.ByAutocorrelation(samples, rate);
            var pitch = PitchStatistics.Of(track);
            table.Add("f0_mean_hz", true, 0.05, row.File, Reference("f0_mean"), pitch.MeanHz);
            table.Add("f0_median_hz", true, 0.05, row.File, Reference("f0_median"), pitch.MedianHz);
            table.Add("f0_sd_hz", true, 0.5, row.File, Reference("f0_sd"), pitch.StandardDeviationHz);
            table.Add("f0_min_hz", true, 0.05, row.File, Reference("f0_min"), pitch.MinimumHz);
            table.Add("f0_max_hz", true, 0.05, row.File, Reference("f0_max"), pitch.MaximumHz);
            table.Add("f0_p05_hz", true, 0.05, row.File, Reference("f0_p05"), pitch.Percentile5Hz);
            table.Add("f0_p95_hz", true, 0.05, row.File, Reference("f0_p95"), pitch.Percentile95Hz);
            table.Add("voiced_fraction", false, 0.005, row.File, Reference("voiced_fraction"), pitch.VoicedFraction);
            var pulses = GlottalPulses.Find(samples, rate, track);
            var jitter = Jitter.Of(pulses);
            table.Add("jitter_local", true, 0.5, row.File, Reference("jit_local"), jitter.LocalRatio);
            table.Add("jitter_local_absolute_s", true, 0.5, row.File, Reference("jit_abs"), jitter.LocalAbsoluteSeconds);
            table.Add("jitter_rap", true, 0.5, row.File, Reference("jit_rap"), jitter.Rap);
            table.Add("jitter_ppq5", true, 0.5, row.File, Reference("jit_ppq5"), jitter.Ppq5);
            table.Add("jitter_ddp", true, 0.5, row.File, Reference("jit_ddp"), jitter.Ddp);
            var shimmer = Shimmer.Of(samples, rate, pulses);
            table.Add("shimmer_local", true, 0.5, row.File, Reference("shim_local"), shimmer.LocalRatio);
            table.Add("shimmer_local_db", true, 0.5, row.File, Reference("shim_db"), shimmer.LocalDb);
            table.Add("shimmer_apq3", true, 0.5, row.File, Reference("shim_apq3"), shimmer.Apq3);
            table.Add("shimmer_apq5", true, 0.5, row.File, Reference("shim_apq5"), shimmer.Apq5);
            table.Add("shimmer_apq11", true, 0.5, row.File, Reference("shim_apq11"), shimmer.Apq11);
            table.Add("shimmer_dda", true, 0.5, row.File, Reference("shim_dda"), shimmer.Dda);
            table.Add("hnr_db", false, 0.05, row.File, Reference("hnr_cc_mean"), HarmonicsToNoise.ByCrossCorrelation(samples, rate).Mean);
        }
        output.WriteLine(table.Report());
        table.AssertWithinTolerance();
    }
}
