using System.Globalization;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Quality;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Tests.Agreement;

/// <summary>What a telephone line does to every measure: the table of the room's README, over the reference's wide-band speech.</summary>
public class TelephoneBandTests(ITestOutputHelper output)
{
    [Fact]
    public void VoiceSet_OfSpeechThroughATelephone_BiasIsWhatTheMarksSay()
    {
        var pairs = new List<(VoiceProfile Wide, VoiceProfile Narrow, VoiceProfile Upsampled)>();
        var options = new VoiceMeasurementOptions { IgnoreQualityGates = true };
        foreach (var (row, recording) in PraatReference.Recordings())
        {
            if (recording.SampleRateHz < 16_000 || recording.DurationSeconds < 1 || !(row.Group == "real_libri" || row.Group.StartsWith("tts", StringComparison.Ordinal)))
            {
                continue;
            }

            var wide = Resampler.Resample(recording, 16_000);
            var line = Telephone(wide);
            var cancellation = TestContext.Current.CancellationToken;
            pairs.Add((
                VoiceMeasurement.Measure(wide, options, cancellation),
                VoiceMeasurement.Measure(line, options, cancellation),
                VoiceMeasurement.Measure(Resampler.Resample(line, 16_000), options, cancellation)));
        }

        output.WriteLine($"{pairs.Count} recordings; bias / spread (half the 16-84 % range) / correlation / bias over the SD between recordings");
        foreach (var key in VoiceSetKeys.All)
        {
            Report(key, "8 kHz ", [.. pairs.Select(p => (p.Wide[key], p.Narrow[key]))]);
            Report(key, "16 kHz", [.. pairs.Select(p => (p.Wide[key], p.Upsampled[key]))]);
        }

        // The line is seen whatever the file's rate says.
        Assert.All(pairs, p => Assert.True(p.Upsampled["bandwidth_hz"].OrNull is null or <= TelephoneBand.WidestHz, $"{p.Upsampled["bandwidth_hz"].OrNull}"));
        // What moves by more than a quarter of the deviation between recordings is marked; level is set by the line, bandwidth is the witness itself.
        foreach (var key in VoiceSetKeys.All.Except(["intensity_mean_db", "bandwidth_hz", "clipped_fraction"]).Except(TelephoneBand.MarkedKeys))
        {
            Assert.InRange(Math.Abs(BiasOverDeviation([.. pairs.Select(p => (p.Wide[key], p.Narrow[key]))])), 0, 0.25);
        }
    }

    private void Report(string key, string line, (Reading Wide, Reading Narrow)[] readings)
    {
        var both = readings.Where(r => r.Wide.HasValue && r.Narrow.HasValue).Select(r => (X: r.Wide.Value, Y: r.Narrow.Value)).ToArray();
        if (both.Length < 10)
        {
            return;
        }

        var differences = both.Select(b => b.Y - b.X).Order().ToArray();
        var spread = (differences[(int)(0.84 * differences.Length)] - differences[(int)(0.16 * differences.Length)]) / 2;
        var (mx, my) = (both.Average(b => b.X), both.Average(b => b.Y));
        var (sx, sy) = (Math.Sqrt(both.Sum(b => (b.X - mx) * (b.X - mx))), Math.Sqrt(both.Sum(b => (b.Y - my) * (b.Y - my))));
        var r = both.Sum(b => (b.X - mx) * (b.Y - my)) / (sx * sy);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{key,-34} {line} n {both.Length,4}  wide {mx,9:G4}  bias {differences[differences.Length / 2],10:G3}  spread {spread,9:G3}  r {r,6:F2}  bias/SD {BiasOverDeviation(readings),6:F2}"));
    }

    private static double BiasOverDeviation((Reading Wide, Reading Narrow)[] readings)
    {
        var both = readings.Where(r => r.Wide.HasValue && r.Narrow.HasValue).Select(r => (X: r.Wide.Value, Y: r.Narrow.Value)).ToArray();
        var mean = both.Average(b => b.X);
        var deviation = Math.Sqrt(both.Sum(b => (b.X - mean) * (b.X - mean)) / (both.Length - 1));
        return both.Select(b => b.Y - b.X).Order().ElementAt(both.Length / 2) / deviation;
    }

    // 300 to 3 400 Hz by a long windowed sinc, 8 kHz, mu-law.
    private static Recording Telephone(Recording wide)
    {
        const int Half = 200;
        var input = Resampler.Resample(wide, 8_000).Samples.ToArray();
        var peak = input.Max(Math.Abs);
        var taps = new double[2 * Half + 1];
        for (var k = -Half; k <= Half; k++)
        {
            taps[k + Half] = (Sinc(3_400 / 4_000.0, k) - Sinc(300 / 4_000.0, k)) * (0.54 + 0.46 * Math.Cos(Math.PI * k / Half));
        }

        var output = new float[input.Length];
        for (var i = 0; i < output.Length; i++)
        {
            var sum = 0.0;
            for (var k = Math.Max(0, i - input.Length + 1 + Half); k <= Math.Min(2 * Half, i + Half); k++)
            {
                sum += taps[k] * input[i + Half - k];
            }

            // Spoken at a usual level: the loudest sample 6 dB under full scale.
            output[i] = (float)(0.5 * sum / Math.Max(peak, 1e-6));
        }

        var codes = new byte[output.Length];
        G711.EncodeMuLaw(output, codes);
        G711.DecodeMuLaw(codes, output);
        return new Recording(output, 8_000);
    }

    private static double Sinc(double fraction, int k) => k == 0 ? fraction : Math.Sin(Math.PI * fraction * k) / (Math.PI * k);
}
