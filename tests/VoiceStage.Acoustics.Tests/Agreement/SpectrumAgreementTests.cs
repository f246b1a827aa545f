using VoiceStage.Acoustics.Cepstrum;
using VoiceStage.Acoustics.Formants;
using VoiceStage.Acoustics.Intensity;
using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Acoustics.Tests.Agreement;

public class SpectrumAgreementTests(ITestOutputHelper output)
{
    // Which of the reference's three searches a recording's sex and rate stand for: telephone recordings four below 4 kHz, else male or female.
    private static readonly (string Suffix, double CeilingHz, int Count)[] Searches = [("4000x4", 4_000, 4), ("5000", 5_000, 5), ("5500", 5_500, 5)];

    [Fact]
    public void IntensityCppsFormants_OfReferenceRecordings_AgreeWithinTolerance()
    {
        var table = new AgreementTable();
        foreach (var (row, recording) in PraatReference.Recordings())
        {
            double? Reference(string name) => row.Values.TryGetValue(name, out var v) ? v : null;
            var level = IntensityMeter.Measure(recording).Decibels;
            var cepstrum = CepstralPeakMeter.Measure(recording);
            // The reference refuses recordings a few samples longer than one window; one frame of ours is no disagreement.
            if (Reference("int_mean_db") is not null)
            {
                table.Add("intensity_mean_db", false, 0.05, row.File, Reference("int_mean_db"), MeanOf(level));
                table.Add("intensity_sd_db", false, 0.05, row.File, Reference("int_sd"), DeviationOf(level));
                table.Add("cpps_db", false, 0.05, row.File, Reference("cpps"), MeanOf(cepstrum));
            }

            var pitch = PitchAnalysis.ByAutocorrelation(recording.Samples.Span, recording.SampleRateHz);
            foreach (var (suffix, ceiling, count) in Searches.Where(s => recording.SampleRateHz > 8_000 == s.CeilingHz > 4_000))
            {
                var medians = FormantMedians.Over(recording, pitch, new FormantOptions { CeilingHz = ceiling, Count = count });
                for (var f = 1; f <= 3; f++)
                {
                    table.Add($"f{f}_median_hz {suffix}", true, 0.5, row.File, Reference($"f{f}_{suffix}"), medians[f - 1]);
                }
            }
        }

        output.WriteLine(table.Report());
        table.AssertWithinTolerance();
    }

    private static Reading MeanOf(double[] values) => values.Length > 0 ? Reading.Of(values.Average()) : Reading.Withheld(Unmeasured.TooShort);

    private static Reading DeviationOf(double[] values)
    {
        var mean = values.Length > 1 ? values.Average() : 0;
        return values.Length > 1
            ? Reading.Of(Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1)))
            : Reading.Withheld(Unmeasured.TooShort);
    }
}
