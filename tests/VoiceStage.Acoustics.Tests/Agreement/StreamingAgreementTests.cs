using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Streaming;

namespace VoiceStage.Acoustics.Tests.Agreement;

/// <summary>The table of the room's README: how far the streaming profile is from the whole-file values over the reference recordings.</summary>
public class StreamingAgreementTests(ITestOutputHelper output)
{
    [Fact]
    public void VoiceProfiler_OfReferenceRecordings_WithinThreeTimesTheTolerances()
    {
        var table = new AgreementTable();
        foreach (var (row, recording) in PraatReference.Recordings())
        {
            var file = VoiceMeasurement.Measure(recording, new VoiceMeasurementOptions { IgnoreQualityGates = true }, TestContext.Current.CancellationToken);
            var profiler = new VoiceProfiler(recording.SampleRateHz, new VoiceProfilerOptions { IgnoreQualityGates = true });
            profiler.Write(recording.Samples.Span);
            var streamed = profiler.Complete();
            foreach (var key in VoiceSetKeys.All)
            {
                var (relative, tolerance) = Tolerance(key);
                table.Add(key, relative, tolerance, row.File, file[key].OrNull, streamed[key]);
            }
        }

        output.WriteLine(table.Report());
        table.AssertMediansWithinTolerance();
    }

    // Three times the tolerances of the whole-file set; measures without one there are held to what they need.
    private static (bool Relative, double Tolerance) Tolerance(string key) => key switch
    {
        "f0_mean_hz" or "f0_median_hz" => (true, 0.15),
        "voiced_fraction" => (false, 0.015),
        "hnr_db" or "cpps_db" or "intensity_mean_db" or "intensity_sd_db" => (false, 0.15),
        // Falls short of the 1.5 % aimed at: with frames elsewhere the walk begins at another pulse, and three neighbours feel one pulse more than two do.
        "jitter_rap" or "jitter_ddp" => (true, 2),
        "snr_db" => (false, 0.5),
        "clipped_fraction" => (false, 1e-6),
        _ => (true, 1.5),
    };
}
