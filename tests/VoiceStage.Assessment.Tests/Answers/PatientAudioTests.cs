using VoiceStage.Acoustics.Recordings;
using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.RiskPhrases;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Speech;
using VoiceStage.Speech.Recognition;
using VoiceStage.Speech.Recognition.Vosk;

namespace VoiceStage.Assessment.Tests.Answers;

/// <summary>The recorded answers of the demo's patients, heard by the real recogniser, mean what a person would take them to mean.</summary>
public sealed class PatientAudioTests
{
    private static readonly Lazy<VoskSpeechRecognizer?> Loaded = new(() =>
        SpeechModelFolder.Locate() is { HasVosk: true } folder ? new VoskSpeechRecognizer(VoskOptions.From(folder)) : null);

    private static readonly string Folder = Find();

    public static TheoryData<string> ClosedAnswers => [.. Lines().Where(l => l.Means != "-").Select(l => l.Path)];

    [Theory]
    [MemberData(nameof(ClosedAnswers))]
    public async Task ClosedAnswer_HeardByBothEars_MeansWhatTheManifestSays(string path)
    {
        var recognizer = Loaded.Value;
        Assert.SkipWhen(recognizer is null, "the recogniser's model is not here: ./voicestage setup fetches it");
        var line = Lines().Single(l => l.Path == path);
        var item = Protocol.Load("brief").ItemOf(Path.GetFileNameWithoutExtension(path))!;
        var recording = Read(path);
        Transcript[] heard = [await HearAsync(recognizer!, recording, AnswerGrammar.For(item)), await HearAsync(recognizer!, recording, null)];
        var answer = AnswerInterpreter.Interpret(item, new AnswerHeard
        {
            PromptId = "p", ItemId = item.Id, End = TurnEnd.Silence, SpeechSeconds = 1, Transcripts = heard,
        });
        var said = string.Join(" | ", heard.Select(t => $"{t.Engine}: {t.Text} ({t.Confidence:0.00})"));
        Assert.True(answer.Is(line.Means), $"{path} was meant as {line.Means}, taken as {answer.Kind} {answer.Value} {answer.Why}; {said}");
    }

    [Theory]
    [InlineData("acute/asq.3.wav", "acute")]
    [InlineData("well/mood.wav", null)]
    [InlineData("denier/mood.wav", null)]
    [InlineData("depressed_slow/mood.wav", null)]
    [InlineData("hangs_up/mood.wav", null)]
    public async Task SpokenWords_ReadForRiskPhrases_FindThoseThatAreThereOnly(string path, string? family)
    {
        var recognizer = Loaded.Value;
        Assert.SkipWhen(recognizer is null, "the recogniser's model is not here: ./voicestage setup fetches it");
        var heard = await HearAsync(recognizer!, Read(path), null);
        var families = RiskLexicon.Default.Match(heard).Select(m => m.Family).ToList();
        if (family is null)
        {
            Assert.True(families.Count == 0, heard.Text);
        }
        else
        {
            Assert.True(families.Contains(family), heard.Text);
        }
    }

    [Fact]
    public void Manifest_EveryFile_IsListedWithItsHash()
    {
        // referral.json is written by hand; everything else is synthesised.
        var files = Directory.GetDirectories(Folder).SelectMany(Directory.GetFiles).Where(f => Path.GetFileName(f) != "referral.json").Select(f => Path.GetRelativePath(Folder, f).Replace('\\', '/')).Order();
        Assert.Equal(Lines().Select(l => l.Path).Order(), files);
        foreach (var line in Lines())
        {
            var hash = System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(Folder, line.Path)));
            Assert.Equal(line.Sha256, Convert.ToHexStringLower(hash));
        }
    }

    private static async Task<Transcript> HearAsync(VoskSpeechRecognizer recognizer, Recording recording, IReadOnlyList<string>? grammar)
    {
        using var utterance = recognizer.Start(new RecognitionRequest { SampleRateHz = recording.SampleRateHz, Grammar = grammar });
        utterance.Accept(recording.Samples.Span);
        return await utterance.FinishAsync(TestContext.Current.CancellationToken);
    }

    private static Recording Read(string path)
    {
        using var file = File.OpenRead(Path.Combine(Folder, path));
        return WavReader.Read(file);
    }

    private static IEnumerable<(string Path, string Sha256, string Means)> Lines() =>
        File.ReadLines(Path.Combine(Folder, "manifest.tsv")).Skip(1).Select(l => l.Split('\t')).Select(l => (l[0], l[1], l[3]));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var patients = Path.Combine(folder.FullName, "audio-samples", "patients");
            if (Directory.Exists(patients))
            {
                return patients;
            }
        }

        throw new DirectoryNotFoundException("audio-samples/patients is not in or above the test's folder");
    }
}
