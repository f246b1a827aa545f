using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Assessment.Answers;
using VoiceStage.Cli.Evaluations.Hearing;
using VoiceStage.Cli.Evaluations.Turns;
using VoiceStage.Cli.Serving;
using VoiceStage.Speech;
using VoiceStage.Speech.Recognition;
using VoiceStage.Speech.Recognition.Vosk;
using VoiceStage.Speech.Synthesis;

namespace VoiceStage.Cli.Evaluations;

/// <summary><c>voicestage evaluate words</c>: word error of the embedded engine's variants, on recordings with their texts and on typical answers spoken by offline voices.</summary>
internal static class EvaluateWordsCommand
{
    private const int Rate = 16_000;
    private const double Level = 0.08;

    /// <summary>What people say to open questions; none of it stands in the phrase list as a whole.</summary>
    private static readonly string[] Answers =
    [
        "I have been feeling really down for the last few weeks", "I do not sleep much and I lie awake at night", "work has been stressful but I am managing", "I stopped seeing my friends and I stay at home",
        "I am tired all the time and I have no energy", "my appetite is gone and I lost some weight", "it has been up and down mostly down", "I worry about money and about my children",
        "I cry a lot and I do not know why", "things are going quite well thank you", "I had a fight with my husband last night", "I started a new medicine two weeks ago and it helps a little",
        "I feel like a burden to my family", "nothing is fun anymore not even music", "I went for a walk with my dog this morning",
    ];

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var recordings = new Option<DirectoryInfo?>("--recordings") { Description = "Folder with syllables.csv (file, speaker, text) and WAV files; their sub-sets are told by the first letters of their names" };
        var format = new Option<string>("--format") { Description = "table or json", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        var command = new Command("words", "Word error of the embedded engine's variants") { recordings, format };
        command.SetAction(async (parsed, cancellation) =>
        {
            SpeechParts.Require();
            var sounds = await SoundsAsync(parsed.GetValue(recordings)?.FullName, cancellation);
            var rows = new List<(string Variant, string Line, string Set, int Words, int Errors, double Cost)>();
            foreach (var variant in Variants())
            {
                using var engine = new VoskSpeechRecognizer(variant.Options(VoskOptions.From(SpeechModelFolder.Locate()!)));
                ISpeechRecognizer ear = variant.Margin is { } margin ? new PhraseListRecognizer(engine, DomainPhrases.All, margin) : engine;
                foreach (var isTelephone in variant.Lines)
                {
                    rows.AddRange(await HearAsync(ear, variant.Name, isTelephone, sounds, cancellation));
                }
            }

            Progress.Clear();
            Print(rows, parsed.GetValue(format) == "json");
            return 0;
        });
        return command;
    }

    private static IEnumerable<(string Name, Func<VoskOptions, VoskOptions> Options, double? Margin, bool[] Lines)> Variants()
    {
        bool[] both = [false, true];
        yield return ("as shipped", options => options, null, both);
        yield return ("wide search", options => options with { Beam = 13, LatticeBeam = 6, MaxActive = 7_000 }, null, both);
        yield return ("phrase list, surer by 0.05", options => options, 0.05, both);
        yield return ("phrase list, surer by 0.15", options => options, 0.15, both);
    }

    private static async Task<List<(string Set, string Text, float[] Sound)>> SoundsAsync(string? folder, CancellationToken cancellation)
    {
        var sounds = new List<(string, string, float[])>();
        foreach (var (voice, synthesizer) in Voices())
        {
            var speaker = new PhraseVoice(synthesizer, voice);
            foreach (var answer in Answers)
            {
                sounds.Add(("typical answers", answer, await speaker.SayAsync(answer, cancellation)));
            }
        }

        if (folder is not null)
        {
            foreach (var cells in File.ReadLines(Path.Combine(folder, "syllables.csv")).Skip(1).Select(line => line.Split(',', 3)).Where(cells => cells.Length == 3 && cells[2].Trim('"', ' ').Length > 0 && !cells[0].Contains("_0.", StringComparison.Ordinal) && !cells[0].Contains("_1.3", StringComparison.Ordinal) && !cells[0].Contains("_1.6", StringComparison.Ordinal)))
            {
                var recording = Resampler.Resample(await RealStretches.ReadAsync(Path.Combine(folder, cells[0]), cancellation), Rate);
                sounds.Add((Path.GetFileName(cells[0]).Contains('-', StringComparison.Ordinal) ? "first-language readers" : "second-language readers", cells[2].Trim('"'), recording.Samples.ToArray()));
            }
        }

        return sounds;
    }

    private static IEnumerable<(string Voice, ISpeechSynthesizer Synthesizer)> Voices()
    {
        foreach (var voice in FliteSynthesizer.IsInstalled ? FliteSynthesizer.Voices : [])
        {
            yield return (voice, new FliteSynthesizer());
        }
    }

    private static async Task<IEnumerable<(string, string, string, int, int, double)>> HearAsync(
        ISpeechRecognizer ear, string variant, bool isTelephone, List<(string Set, string Text, float[] Sound)> sounds, CancellationToken cancellation)
    {
        var found = new (string Set, int Words, int Errors, double Seconds, double Cpu)[sounds.Count];
        var done = 0;
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        await Parallel.ForAsync(0, sounds.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation }, async (i, token) =>
        {
            var (set, text, sound) = sounds[i];
            var samples = new float[sound.Length + Rate];
            sound.CopyTo(samples, Rate / 2);
            LineSound.AddNoise(samples, Level / Math.Max(1e-6, LineSound.LoudRms(sound)), isTelephone ? Level * 0.01 : 0, new Random(i));
            using var utterance = ear.Start(new RecognitionRequest { SampleRateHz = Rate, IsNarrowBand = isTelephone, Priority = RecognitionPriority.Open });
            utterance.Accept(isTelephone ? LineSound.ThroughTelephone(samples) : samples);
            var heard = await utterance.FinishAsync(token);
            var said = WordErrors.Of(text);
            found[i] = (set, said.Count, WordErrors.Count(said, WordErrors.Of(heard.Text)), (double)samples.Length / Rate, 0);
            Progress.Show(Interlocked.Increment(ref done) - 1, sounds.Count, $"{variant}, {(isTelephone ? "telephone" : "wide")}");
        });
        var cost = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds / found.Sum(f => f.Seconds);
        return found.GroupBy(f => f.Set).Select(set => (variant, isTelephone ? "telephone" : "wide", set.Key, set.Sum(f => f.Words), set.Sum(f => f.Errors), cost));
    }

    private static void Print(List<(string Variant, string Line, string Set, int Words, int Errors, double Cost)> rows, bool asJson)
    {
        if (asJson)
        {
            Console.Out.WriteLine(new JsonArray([.. rows.Select(row => new JsonObject
            {
                ["variant"] = row.Variant, ["line"] = row.Line, ["set"] = row.Set, ["words"] = row.Words, ["word_error"] = Math.Round((double)row.Errors / row.Words, 4), ["cpu_s_per_s"] = Math.Round(row.Cost, 3),
            })]).ToJsonString());
            return;
        }

        foreach (var row in rows.OrderBy(row => row.Line, StringComparer.Ordinal).ThenBy(row => row.Set, StringComparer.Ordinal))
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Line,-10} {row.Set,-24} {row.Variant,-28} {row.Words,6} words {100.0 * row.Errors / row.Words,6:F1} % wrong {row.Cost,6:F3} CPU s/s"));
        }
    }
}
