using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceStage.Cli.Evaluations.Turns;
using VoiceStage.Cli.Serving;
using VoiceStage.Server.Turns.Curve;
using VoiceStage.Speech;
using VoiceStage.Speech.Recognition.Vosk;
using VoiceStage.Speech.Synthesis;
using VoiceStage.Speech.Vad;

namespace VoiceStage.Cli.Evaluations;

/// <summary><c>voicestage evaluate turns</c>: how often each policy cuts a patient off, against how long it makes everybody wait.</summary>
internal static class EvaluateTurnsCommand
{
    private const int RealAnswersPerKind = 12;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var seed = new Option<int>("--seed") { Description = "Draws fresh speakers, words and pauses", DefaultValueFactory = _ => 1 };
        var speakers = new Option<int>("--speakers") { Description = "Speakers of each kind, 1 to 100", DefaultValueFactory = _ => 6 };
        var recordings = new Option<DirectoryInfo?>("--recordings") { Description = "Folder of real recordings (WAV): their stretches of speech become open answers" };
        var format = new Option<string>("--format") { Description = "table or json", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        speakers.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 100)
            {
                result.AddError("--speakers is from 1 to 100");
            }
        });
        var command = new Command("turns", "False cut-offs against waiting time: fixed 0.8 s, fixed 2.5 s and ours") { seed, speakers, recordings, format };
        command.SetAction(async (parsed, cancellation) =>
        {
            var found = await JudgeAsync(parsed.GetValue(seed), parsed.GetValue(speakers), parsed.GetValue(recordings)?.FullName, cancellation);
            Print(found, parsed.GetValue(format) == "json");
            return 0;
        });
        return command;
    }

    private static async Task<List<Judged>> JudgeAsync(int seed, int speakerCount, string? recordings, CancellationToken cancellation)
    {
        SpeechParts.Require();
        var models = SpeechModelFolder.Locate()!;
        using var vad = new SileroVad(models.SileroWeights);
        using var recognizer = new VoskSpeechRecognizer(VoskOptions.From(models));
        var files = recordings is null ? [] : RealStretches.Files(recordings);
        var judged = new List<Judged>();
        var done = 0;
        foreach (var kind in SpeakerKind.All)
        {
            for (var i = 0; i < speakerCount; i++)
            {
                Progress.Show(done++, speakerCount * SpeakerKind.All.Count, $"{kind.Name} {i + 1}");
                var random = new Random(HashCode(seed, kind.Name, i));
                var patient = new SpeakingPatient(kind, Voice(kind, i, random), random);
                using var listener = new AnswerListener(vad, recognizer, kind.IsTelephone);
                var answers = new List<SpokenAnswer>();
                foreach (var words in AnswerWords.Interview(kind, random))
                {
                    var (samples, end) = await patient.SpeakAsync(words, cancellation);
                    answers.Add(listener.Hear(words.Question, samples, end, words.Grammar));
                }

                judged.AddRange(await PoliciesAsync(kind.Name, answers));
            }

            if (files.Count > 0)
            {
                judged.AddRange(await RealAsync(kind, files, vad, new Random(HashCode(seed, kind.Name, -1)), cancellation));
            }
        }

        Progress.Clear();
        return judged;
    }

    private static async Task<IEnumerable<Judged>> RealAsync(SpeakerKind kind, IReadOnlyList<string> files, SileroVad vad, Random random, CancellationToken cancellation)
    {
        var patient = new SpeakingPatient(kind, new PhraseVoice(new EspeakSynthesizer(), "en-us"), random);
        using var listener = new AnswerListener(vad, null, kind.IsTelephone);
        var answers = new List<SpokenAnswer>();
        for (var i = 0; i < RealAnswersPerKind; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (await RealStretches.OfAsync(files[random.Next(files.Count)], cancellation) is { Count: > 0 } stretches)
            {
                var (samples, end) = patient.Join(stretches);
                answers.Add(listener.Hear(TurnQuestion.Open, samples, end, null));
            }
        }

        return await PoliciesAsync($"{kind.Name}_recorded", answers);
    }

    private static async Task<List<Judged>> PoliciesAsync(string kind, List<SpokenAnswer> answers)
    {
        var judged = new List<Judged>();
        foreach (var policy in TurnPolicy.All)
        {
            judged.AddRange((await TurnCurve.JudgeAsync(policy, answers)).Select(outcome => new Judged(kind, policy.Name, outcome)));
        }

        return judged;
    }

    private static PhraseVoice Voice(SpeakerKind kind, int index, Random random)
    {
        var style = new SpokenStyle { Stretch = kind.Stretch * (0.9 + (0.2 * random.NextDouble())) };
        return FliteSynthesizer.IsInstalled && index % 3 < 2
            ? new PhraseVoice(new FliteSynthesizer(style), FliteSynthesizer.Voices[random.Next(3)])
            : new PhraseVoice(new EspeakSynthesizer(style), "en-us");
    }

    /// <summary>The same on every machine and in every run, unlike a string's own hash.</summary>
    private static int HashCode(int seed, string kind, int index) => kind.Aggregate(seed, (h, c) => unchecked((h * 31) + c)) ^ (index * 7_919);

    private static void Print(List<Judged> judged, bool asJson)
    {
        if (asJson)
        {
            Console.WriteLine(new JsonObject
            {
                ["policies"] = Policies(judged),
                ["by_speaker"] = Split(judged, j => j.Kind),
                ["by_question"] = Split(judged, j => j.Outcome.Question.ToString().ToLowerInvariant()),
                ["by_speaker_and_question"] = Split(judged, j => $"{j.Kind}/{j.Outcome.Question.ToString().ToLowerInvariant()}"),
            }.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
            return;
        }

        Console.WriteLine($"{"speaker / question",-26} {"policy",-12} {"answers",8} {"cut off",9} {"median wait",12} {"p95 wait",10}");
        foreach (var group in judged.GroupBy(j => (j.Kind, j.Outcome.Question)).Append(null))
        {
            foreach (var policy in TurnPolicy.All)
            {
                var of = TurnFigures.Of([.. (group ?? (IEnumerable<Judged>)judged).Where(j => j.Policy == policy.Name).Select(j => j.Outcome)]);
                var label = group is null ? "all" : $"{group.Key.Kind} / {group.Key.Question.ToString().ToLowerInvariant()}";
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{label,-26} {policy.Name,-12} {of.AnswerCount,8} {of.FalseCutoffShare,9:P1} {of.MedianWaitSeconds,10:0.00} s {of.P95WaitSeconds,8:0.00} s"));
            }
        }

        Console.WriteLine($"{judged.Count(j => j.Outcome.WasMissed && j.Policy == TurnPolicy.VoiceStage.Name)} answers were not found by the speech detector and are left out: the question is asked again.");
    }

    private static JsonObject Split(List<Judged> judged, Func<Judged, string> by) =>
        new(judged.GroupBy(by).Select(g => KeyValuePair.Create<string, JsonNode?>(g.Key, new JsonObject { ["policies"] = Policies(g) })));

    private static JsonObject Policies(IEnumerable<Judged> judged) =>
        new(TurnPolicy.All.Select(policy => KeyValuePair.Create<string, JsonNode?>(policy.Name, Figures(judged, policy))));

    private static JsonObject Figures(IEnumerable<Judged> judged, TurnPolicy policy)
    {
        var of = TurnFigures.Of([.. judged.Where(j => j.Policy == policy.Name).Select(j => j.Outcome)]);
        return new()
        {
            ["false_cutoff_share"] = of.FalseCutoffShare,
            ["median_wait_s"] = of.MedianWaitSeconds,
            ["p95_wait_s"] = of.P95WaitSeconds,
            ["answers"] = of.AnswerCount,
            ["missed"] = of.MissedCount,
        };
    }

    private sealed record Judged(string Kind, string Policy, TurnOutcome Outcome);
}
