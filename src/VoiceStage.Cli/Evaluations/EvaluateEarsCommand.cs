using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceStage.Cli.Evaluations.Hearing;
using VoiceStage.Cli.Evaluations.Turns;
using VoiceStage.Cli.Serving;
using VoiceStage.Speech;
using VoiceStage.Speech.Recognition.Sphinx;
using VoiceStage.Speech.Recognition.Vosk;
using VoiceStage.Speech.Synthesis;

namespace VoiceStage.Cli.Evaluations;

/// <summary><c>voicestage evaluate ears</c>: risk phrases heard and false alarms, of the free ear, of the keyphrase ear and of either, over voices, lines and noise.</summary>
internal static class EvaluateEarsCommand
{
    private static readonly string[] Ears = ["free", "keyphrases", "either"];
    private static readonly string[] Kinds = ["acute", "ideation", "harmless", "answers"];

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var format = new Option<string>("--format") { Description = "table or json", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        var details = new Option<bool>("--details") { Description = "Prints what was heard of each sentence (spoken by machines, no patient's words)" };
        var recordings = new Option<DirectoryInfo?>("--recordings") { Description = "Folder of harmless recordings (WAV): prints alarms per hour of them instead" };
        var engine = new Option<string>("--engine") { Description = "vosk: both embedded ears; pocketsphinx: its keyphrase ear alone, without anybody's objection", DefaultValueFactory = _ => "vosk" };
        engine.AcceptOnlyFromAmong("vosk", "pocketsphinx");
        var threshold = new Option<double>("--threshold-exponent") { Description = "pocketsphinx: for each sound of a phrase; higher finds more, rightly and wrongly", DefaultValueFactory = _ => new SphinxOptions().ThresholdExponentPerPhone };
        var command = new Command("ears", "Risk phrases heard and false alarms of each ear") { format, details, recordings, engine, threshold };
        command.SetAction(async (parsed, cancellation) =>
        {
            SpeechParts.Require();
            if (parsed.GetValue(engine) == "pocketsphinx")
            {
                using var sphinx = new SphinxKeyphraseRecognizer(new SphinxOptions { ThresholdExponentPerPhone = parsed.GetValue(threshold) });
                if (parsed.GetValue(recordings) is { } harmless)
                {
                    await RecordedAlarms.PrintSpottedAsync(sphinx, harmless.FullName, parsed.GetValue(details), cancellation);
                }
                else
                {
                    Print(await HearAsync((samples, _, token) => EarTrial.SpotAsync(sphinx, samples, token), cancellation), ["keyphrases"], parsed.GetValue(format) == "json", parsed.GetValue(details));
                }

                return 0;
            }

            using var recognizer = new VoskSpeechRecognizer(VoskOptions.From(SpeechModelFolder.Locate()!));
            if (parsed.GetValue(recordings) is { } folder)
            {
                await RecordedAlarms.PrintAsync(recognizer, folder.FullName, parsed.GetValue(details), cancellation);
                return 0;
            }

            var trials = await HearAsync((samples, isNarrowBand, token) => EarTrial.HearAsync(recognizer, samples, isNarrowBand, token), cancellation);
            Print(trials, Ears, parsed.GetValue(format) == "json", parsed.GetValue(details));
            return 0;
        });
        return command;
    }

    private static async Task<List<Trial>> HearAsync(Func<float[], bool, CancellationToken, Task<EarsHeard>> hear, CancellationToken cancellation)
    {
        var voices = Voices().ToList();
        var sentences = Kinds.Zip([EarSentences.Acute, EarSentences.Ideation, EarSentences.Harmless, EarSentences.Answers]).SelectMany(k => k.Second.Select(text => (Kind: k.First, Text: text))).ToList();
        var work = (from voice in voices from sentence in sentences from line in Line.All select (voice, sentence, line)).ToList();
        var trials = new Trial[work.Count];
        var done = 0;
        await Parallel.ForAsync(0, work.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation }, async (i, token) =>
        {
            var (voice, sentence, line) = work[i];
            var spoken = await voice.Voice.SayAsync(sentence.Text, token);
            var heard = await hear(line.Carry(spoken, new Random(i)), line.IsTelephone, token);
            trials[i] = new(voice.Name, sentence.Kind, sentence.Text, line.Name, heard);
            Progress.Show(Interlocked.Increment(ref done) - 1, work.Count, line.Name);
        });
        Progress.Clear();
        return [.. trials];
    }

    private static IEnumerable<(string Name, PhraseVoice Voice)> Voices()
    {
        foreach (var voice in FliteSynthesizer.IsInstalled ? FliteSynthesizer.Voices : [])
        {
            yield return (voice, new PhraseVoice(new FliteSynthesizer(), voice));
        }

        if (FliteSynthesizer.IsInstalled)
        {
            yield return ("slt slow", new PhraseVoice(new FliteSynthesizer(new SpokenStyle { Stretch = 1.4 }), "slt"));
            yield return ("rms fast", new PhraseVoice(new FliteSynthesizer(new SpokenStyle { Stretch = 0.8 }), "rms"));
        }

        if (EspeakSynthesizer.IsInstalled)
        {
            yield return ("espeak", new PhraseVoice(new EspeakSynthesizer(), "en-us"));
        }
    }

    private static void Print(List<Trial> trials, string[] ears, bool asJson, bool details)
    {
        if (details)
        {
            foreach (var t in trials.OrderBy(t => t.Kind, StringComparer.Ordinal))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{t.Kind}\t{t.Line}\t{t.Voice}\t{t.Heard.FreeFamily ?? "-"}\t{t.Heard.SpotFamily ?? "-"}\t{t.Heard.SpotConfidence:0.00}\t{t.Text}\t{t.Heard.FreeText}\t{t.Heard.SpotText}\t{t.Heard.GrammarText}"));
            }

            return;
        }

        var lines = new JsonObject();
        foreach (var line in trials.GroupBy(t => t.Line))
        {
            lines[line.Key] = new JsonObject(ears.Select(ear => KeyValuePair.Create<string, JsonNode?>(ear, new JsonObject(Kinds.Select(kind =>
            {
                var of = line.Where(t => t.Kind == kind).ToList();
                return KeyValuePair.Create<string, JsonNode?>(kind, new JsonObject
                {
                    ["sentences"] = of.Count,
                    ["any_family"] = of.Count(t => t.Family(ear) is not null),
                    ["acute_family"] = of.Count(t => t.Family(ear) == "acute"),
                });
            })))));
        }

        if (asJson)
        {
            Console.WriteLine(new JsonObject { ["lines"] = lines }.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
            return;
        }

        Console.WriteLine($"{"line",-12} {"ear",-12} {"acute heard",16} {"as acute",10} {"ideation heard",16} {"false alarms",16} {"false acute",12} {"answers false",14} {"as acute",10}");
        foreach (var (line, of) in lines)
        {
            foreach (var (ear, kinds) in of!.AsObject())
            {
                string Of(string kind, string what) => $"{kinds![kind]![what]}/{kinds[kind]!["sentences"]}";
                Console.WriteLine($"{line,-12} {ear,-12} {Of("acute", "any_family"),16} {Of("acute", "acute_family"),10} {Of("ideation", "any_family"),16} {Of("harmless", "any_family"),16} {Of("harmless", "acute_family"),12} {Of("answers", "any_family"),14} {Of("answers", "acute_family"),10}");
            }
        }
    }

    private sealed record Trial(string Voice, string Kind, string Text, string Line, EarsHeard Heard)
    {
        /// <summary>Gravest family that an ear heard; a keyphrase alone is asked about first and pages only when it is sure (<see cref="Assessment.RiskPhrases.SpottedPhrases"/>).</summary>
        public string? Family(string ear) => ear switch
        {
            "free" => Heard.FreeFamily,
            "keyphrases" => Heard.SpotFamily,
            _ => Heard.FreeFamily == "acute" || Heard.SpotFamily == "acute" ? "acute" : Heard.FreeFamily ?? Heard.SpotFamily,
        };
    }
}
