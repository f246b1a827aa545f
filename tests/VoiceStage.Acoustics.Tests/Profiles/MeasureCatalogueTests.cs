using VoiceStage.Acoustics.Egemaps;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Synthesis;

namespace VoiceStage.Acoustics.Tests.Profiles;

public sealed class MeasureCatalogueTests
{
    [Fact]
    public void All_Keys_AreThoseThatAreMeasured()
    {
        var (voice, extended, egemaps) = Measure(SyntheticVoice.Speak(new SyntheticVoiceOptions { DurationSeconds = 0.5 }).Recording);

        Assert.Equal(VoiceSetKeys.All, KeysOf("voice"));
        Assert.Equal(voice.Keys.Order(StringComparer.Ordinal), KeysOf("voice").Order(StringComparer.Ordinal));
        Assert.Equal(extended.Keys.Order(StringComparer.Ordinal), KeysOf("extended").Order(StringComparer.Ordinal));
        Assert.Equal(EgemapsKeys.All, KeysOf("egemaps"));
        Assert.Equal(egemaps.Keys.Order(StringComparer.Ordinal), EgemapsKeys.All.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void All_Descriptions_AreWhole()
    {
        Assert.All(MeasureCatalogue.All, measure =>
        {
            Assert.NotEmpty(measure.Definition);
            Assert.NotEmpty(measure.Unit);
            Assert.NotEmpty(measure.WithheldWhen);
            Assert.NotEmpty(measure.ValidFor);
            Assert.True(measure.Lowest < measure.Highest, measure.Key);
        });
    }

    [Theory]
    [InlineData(16_000, 0.02, 0.05, 15.0)]
    [InlineData(8_000, 0.005, 0.02, 25.0)]
    [InlineData(44_100, 0.05, 0.2, 5.0)]
    public void All_OfBadAndGoodVoices_LieInTheirRange(int rateHz, double jitter, double shimmer, double hnrDb)
    {
        foreach (var (f0, seed) in new (double, ulong)[] { (80, 1), (120, 2), (210, 3), (330, 4) })
        {
            var voice = SyntheticVoice.Speak(new SyntheticVoiceOptions
            {
                SampleRateHz = rateHz, DurationSeconds = 2.5, F0Hz = f0, JitterLocalRatio = jitter, ShimmerLocalRatio = shimmer, HnrDb = hnrDb, VibratoDepthRatio = 0.05, Seed = seed,
                GainContour = [new(0, 0), new(0.3, 1), new(1, 1), new(1.1, 0), new(1.6, 0), new(1.7, 1)],
            }).Recording;
            var (one, two, three) = Measure(voice);
            foreach (var (key, reading) in one.Concat(two).Concat(three))
            {
                var measure = MeasureCatalogue.All.Single(m => m.Key == key);
                Assert.True(reading.OrNull is null || (reading.Value >= measure.Lowest && reading.Value <= measure.Highest), $"{key} of {f0} Hz is {reading.OrNull}, not {measure.Lowest} to {measure.Highest}");
            }
        }
    }

    [Theory]
    [InlineData("voice")]
    [InlineData("extended")]
    [InlineData("egemaps")]
    public void Readme_Table_IsTheCatalogue(string set)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "VoiceStage.sln")))
        {
            folder = folder.Parent;
        }

        Assert.SkipWhen(folder is null, "not run in a checkout");
        var readme = File.ReadAllText(Path.Combine(folder!.FullName, "src", "VoiceStage.Acoustics", "README.md"));
        Assert.True(readme.Contains(MeasureCatalogue.ToMarkdown(set), StringComparison.Ordinal), $"the {set} table of the README is not what measure --list --set {set} --format table prints");
    }

    private static IEnumerable<string> KeysOf(string set) => MeasureCatalogue.All.Where(measure => measure.Set == set).Select(measure => measure.Key);

    private static (IReadOnlyDictionary<string, Reading> Voice, IReadOnlyDictionary<string, Reading> Extended, IReadOnlyDictionary<string, Reading> Egemaps) Measure(Recording recording)
    {
        var options = new VoiceMeasurementOptions { IgnoreQualityGates = true };
        var voice = VoiceMeasurement.Measure(recording, options);
        var egemaps = EgemapsMeasurement.Measure(recording);
        return (voice.Measures, ExtendedMeasurement.Measure(recording, voice, egemaps, options), egemaps.Functionals);
    }
}
