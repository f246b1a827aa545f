using VoiceStage.Acoustics.Recordings;
using VoiceStage.Speech.Synthesis;
using VoiceStage.Speech.Synthesis.Stories;

namespace VoiceStage.Speech.Tests.Synthesis.Stories;

public sealed class StorySynthesisTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("voicestage-test-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static StoryBook Book(double? noiseBelowDb) => new()
    {
        Patients =
        [
            new Story
            {
                Id = "one", About = "A test.", Voice = "kal16", SampleRateHz = 8_000, MuLaw = true, SpeechDb = -25, NoiseBelowDb = noiseBelowDb,
                ThinksSeconds = 1,
                Answers = [new StoryAnswer { Item = "asq.1", Say = "Yes. [0.7] I have.", Means = "yes" }, new StoryAnswer { Item = "asq.2", HangUp = true }],
            },
        ],
    };

    private async Task<Recording> MakeAsync(double? noiseBelowDb, string into)
    {
        Assert.SkipUnless(FliteSynthesizer.IsInstalled, "flite is not installed");
        await StorySynthesis.MakeAsync(Book(noiseBelowDb), Path.Combine(folder.FullName, into), null, Cancellation);
        using var file = File.OpenRead(Path.Combine(folder.FullName, into, "one", "asq.1.wav"));
        return WavReader.Read(file);
    }

    [Fact]
    public async Task Make_SameBookTwice_GivesTheSameFilesAndManifest()
    {
        await MakeAsync(20, "a");
        await MakeAsync(20, "b");
        foreach (var name in (string[])["manifest.tsv", "one/asq.1.wav", "one/asq.2.hangup"])
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(folder.FullName, "a", name)), File.ReadAllBytes(Path.Combine(folder.FullName, "b", name)));
        }
    }

    [Fact]
    public async Task Make_Answer_BeginsAfterTheThoughtAndHasItsPause()
    {
        var speech = await MakeAsync(null, "a");
        Assert.Equal(8_000, speech.SampleRateHz);
        var loud = speech.Samples.ToArray().Chunk(80).Select((c, i) => (Seconds: i * 0.01, Loud: c.Max(Math.Abs) > 0.01f)).ToList();
        Assert.InRange(loud.First(c => c.Loud).Seconds, 1.0, 1.4);
        var inside = loud.SkipWhile(c => !c.Loud).Reverse().SkipWhile(c => !c.Loud).ToList();
        var longest = 0;
        var run = 0;
        foreach (var c in inside)
        {
            run = c.Loud ? 0 : run + 1;
            longest = Math.Max(longest, run);
        }

        Assert.InRange(longest * 0.01, 0.7, 1.3);
    }

    [Fact]
    public async Task Make_NoiseBelowSpeech_HasTheLevelAsked()
    {
        var noisy = await MakeAsync(20, "a");
        var thought = noisy.Samples.Span[..7_000].ToArray();
        var db = 10 * Math.Log10(thought.Average(x => (double)x * x));
        Assert.InRange(db, -45 - 3, -45 + 3);
    }

    [Theory]
    [InlineData("""{ "patients": [ { "id": "A b", "about": "x", "answers": [] } ] }""")]
    [InlineData("""{ "patients": [ { "id": "a", "about": "x", "answers": [ { "item": "asq.1" } ] } ] }""")]
    [InlineData("""{ "patients": [ { "id": "a", "about": "x", "colour": "red", "answers": [] } ] }""")]
    [InlineData("""{ "patients": [ { "id": "a", "about": "x", "answers": [ { "item": "../x", "say": "no" } ] } ] }""")]
    [InlineData("nonsense")]
    public void Read_BadBook_IsRefused(string json)
    {
        var path = Path.Combine(folder.FullName, "stories.json");
        File.WriteAllText(path, json);
        Assert.Throws<InvalidDataException>(() => StoryBook.Read(path));
    }

    public void Dispose() => folder.Delete(recursive: true);
}
