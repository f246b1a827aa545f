using System.Text.Json;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Cli.Tests.Measuring;

public sealed class MeasureCommandTests : IDisposable
{
    private const string DocumentedKeys =
        "file, duration_s, sample_rate_hz, channels, f0_mean_hz, f0_median_hz, f0_sd_hz, f0_min_hz, f0_max_hz, f0_p05_hz, f0_p95_hz, voiced_fraction, " +
        "jitter_local, jitter_local_absolute_s, jitter_rap, jitter_ppq5, jitter_ddp, shimmer_local, shimmer_local_db, shimmer_apq3, shimmer_apq5, " +
        "shimmer_apq11, shimmer_dda, hnr_db, cpps_db, intensity_mean_db, intensity_sd_db, f1_median_hz, f2_median_hz, f3_median_hz, syllable_count, " +
        "pause_count, pause_total_s, pause_mean_s, pause_sd_s, phonation_time_s, speech_rate_syllables_per_s, articulation_rate_syllables_per_s, snr_db, " +
        "clipped_fraction, bandwidth_hz, withheld, version";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("voicestage-measure-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Measure_OfATone_PrintsExactlyTheDocumentedKeys()
    {
        var (exit, output, _) = await CapturedRun.OfAsync("measure", Tone(2), "--format", "json");

        Assert.Equal(0, exit);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(DocumentedKeys.Split(", "), json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(150, json.RootElement.GetProperty("f0_median_hz").GetDouble(), 0.5);
    }

    [Fact]
    public async Task Measure_OfSilence_WithholdsEachNullWithAReason()
    {
        var path = Write("silence.wav", WavWriter.ToBytes(new Recording(new float[48_000], 16_000)));

        var (exit, output, _) = await CapturedRun.OfAsync("measure", path);

        Assert.Equal(0, exit);
        using var json = JsonDocument.Parse(output);
        var withheld = json.RootElement.GetProperty("withheld");
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("f0_mean_hz").ValueKind);
        foreach (var property in json.RootElement.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Null))
        {
            Assert.True(withheld.TryGetProperty(property.Name, out _), property.Name);
        }
    }

    [Theory]
    [InlineData("empty.wav", "", "AUDIO_EMPTY")]
    [InlineData("text.wav", "this is not sound at all, it is a shopping list", "AUDIO_NOT_WAV")]
    public async Task Measure_OfABadFile_ExitsTwoWithItsCodeAndGoesOn(string name, string content, string code)
    {
        var bad = Write(name, System.Text.Encoding.ASCII.GetBytes(content));

        var (exit, output, error) = await CapturedRun.OfAsync("measure", bad, Tone(1));

        Assert.Equal(2, exit);
        Assert.Contains(code, error, StringComparison.Ordinal);
        Assert.Single(output.Trim().Split('\n'));
    }

    [Fact]
    public async Task Measure_SetAll_PrintsTheExtendedSetThatTheCatalogueNames()
    {
        var (exit, output, _) = await CapturedRun.OfAsync("measure", Tone(4), "--set", "all");

        Assert.Equal(0, exit);
        using var json = JsonDocument.Parse(output);
        var extended = json.RootElement.GetProperty("extended");
        Assert.Equal(0, extended.GetProperty("f0_sd_semitones").GetDouble(), 0.05);
        var withheld = extended.GetProperty("withheld");
        var catalogue = File.ReadAllText(Path.Combine(Checkout.Folder, "src", "VoiceStage.Acoustics", "README.md"));
        foreach (var measure in extended.EnumerateObject().Where(p => p.Name is not ("withheld" or "version")))
        {
            Assert.True(measure.Value.ValueKind == JsonValueKind.Number || withheld.TryGetProperty(measure.Name, out _), measure.Name);
            Assert.Contains($"`{measure.Name}`", catalogue, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("table")]
    public async Task Measure_SetAll_HasAPlaceForEveryMeasureInRowsToo(string format)
    {
        var (exit, output, _) = await CapturedRun.OfAsync("measure", Tone(4), "--set", "all", "--format", format);

        Assert.Equal(0, exit);
        Assert.Contains("extended.f0_sd_semitones", output, StringComparison.Ordinal);
        Assert.Contains("egemaps.F0semitoneFrom27.5Hz_sma3nz_percentile20.0", output, StringComparison.Ordinal);
        Assert.DoesNotContain("{", output, StringComparison.Ordinal);
        if (format == "csv")
        {
            // No value of this row holds a comma inside its quotes, so both lines have as many cells.
            var lines = output.Trim().Split('\n');
            Assert.Equal(lines[0].Split(',').Length, lines[1].Split(',').Length);
            Assert.All(lines[1].Split(','), cell => Assert.True(!cell.Contains('"', StringComparison.Ordinal) || (cell[0] == '"' && cell.TrimEnd()[^1] == '"'), cell));
        }
    }

    [Fact]
    public async Task Measure_Tracks_WritesTheDescriptorsOfEachFile()
    {
        var tracks = Path.Combine(folder.FullName, "tracks");

        var (exit, _, _) = await CapturedRun.OfAsync("measure", Tone(2), "--set", "egemaps", "--tracks", tracks);

        Assert.Equal(0, exit);
        var lines = File.ReadAllLines(Assert.Single(Directory.GetFiles(tracks, "*.csv")));
        Assert.Equal(26, lines[0].Split(',').Length);
        Assert.StartsWith("time_s,", lines[0], StringComparison.Ordinal);
        Assert.InRange(lines.Length, 190, 201);
        Assert.All(lines, line => Assert.Equal(26, line.Split(',').Length));
    }

    [Fact]
    public async Task Measure_OfATruncatedFile_SaysSo()
    {
        var whole = File.ReadAllBytes(Tone(1));

        var (exit, _, error) = await CapturedRun.OfAsync("measure", Write("cut.wav", whole[..(whole.Length / 2)]));

        Assert.Equal(2, exit);
        Assert.Contains("AUDIO_TRUNCATED", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Measure_OfAMissingFile_SaysSo()
    {
        var (exit, _, error) = await CapturedRun.OfAsync("measure", Path.Combine(folder.FullName, "nowhere.wav"));

        Assert.Equal(2, exit);
        Assert.Contains("AUDIO_NOT_FOUND", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("measure")]
    [InlineData("measure", "x.wav", "--format", "xml")]
    [InlineData("juggle")]
    public async Task Program_UsedWrongly_ExitsTwoWithOneLine(params string[] args)
    {
        var (exit, _, error) = await CapturedRun.OfAsync(args);

        Assert.Equal(2, exit);
        Assert.Single(error.Trim().Split('\n'));
    }

    private string Tone(double seconds)
    {
        var samples = new float[(int)(seconds * 16_000)];
        for (var i = 0; i < samples.Length; i++)
        {
            // A few harmonics, so that the autocorrelation has one clear peak.
            for (var harmonic = 1; harmonic <= 5; harmonic++)
            {
                samples[i] += (float)(0.1 / harmonic * Math.Sin(2 * Math.PI * 150 * harmonic * i / 16_000));
            }
        }

        return Write($"tone-{seconds}.wav", WavWriter.ToBytes(new Recording(samples, 16_000)));
    }

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
