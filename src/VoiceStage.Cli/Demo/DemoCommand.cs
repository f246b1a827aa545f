using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grpc.Core;
using Grpc.Net.Client;
using VoiceStage.Cli.Interviews;
using VoiceStage.Cli.Serving;
using VoiceStage.V1;

namespace VoiceStage.Cli.Demo;

/// <summary><c>voicestage demo</c>: six simulated patients through the real service, then the worklist, the top summary and a report.</summary>
internal static class DemoCommand
{
    private const string Protocol = "brief";
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var output = new Option<string?>("--out") { Description = "Where the worklist and the report are written (default out/demo)" };
        var command = new Command("demo", "Six simulated patients through the real service") { output };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(output) ?? Path.Combine(DataDirectory.Home, "out", "demo"), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string folder, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var stories = Story.All();
        var data = Path.Combine(folder, "data");
        if (Directory.Exists(data))
        {
            Directory.Delete(data, recursive: true);
        }

        Console.Out.WriteLine("VoiceStage demo. Research software, not a medical device; synthetic voices, invented stories.");
        await using var pager = await WebhookReceiver.StartAsync(cancellation);
        await using var own = await OwnService.StartAsync(data, PagerSettings(pager), cancellation);
        Console.Out.WriteLine($"service on {own.Service.GrpcUrl}, pages go to {pager.Url}");
        using var channel = Upstream.Connect(own.Service.GrpcUrl);
        var outcomes = await CallAllAsync(stories, own, channel, cancellation);
        var worklist = await WorklistAsync(channel, own.Service.ClinicianToken, cancellation);
        Lost(stories, worklist);

        var json = new JsonArray();
        var calls = new List<CallRecord>();
        foreach (var entry in worklist)
        {
            var story = stories.Single(s => entry.Patient == "patients/" + s.Name);
            var summary = await SummaryAsync(channel, own.Service.ClinicianToken, entry.Escalation, cancellation);
            json.Add(Row(entry));
            calls.Add(await CallStore.ReadAsync(own.Parts, story, outcomes[story.Name], entry.Assessment, summary, cancellation));
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "worklist.json"), json.ToJsonString(Layout) + "\n", cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "report.html"), DemoReport.Html(calls), cancellation);
        Print(worklist, calls[0], pager.Pages.Count);
        Console.Out.WriteLine($"\nwrote {Path.Combine(folder, "worklist.json")} and {Path.Combine(folder, "report.html")} in {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s");
        return Complain(Wrong(stories, worklist));
    }

    private static int Complain(List<string> wrong)
    {
        foreach (var line in wrong)
        {
            Console.Error.WriteLine("voicestage: " + line);
        }

        return wrong.Count == 0 ? 0 : 1;
    }

    /// <summary>What did not come out as its story tells. The demo is also the proof that a set-up works, so it does not keep this to itself.</summary>
    private static List<string> Wrong(IReadOnlyList<Story> stories, IReadOnlyList<WorklistEntry> worklist)
    {
        var wrong = new List<string>();
        foreach (var story in stories)
        {
            var entry = worklist.Single(e => e.Patient == "patients/" + story.Name);
            if (SpokenOutcome.LevelName(entry.Level) != story.Level)
            {
                wrong.Add($"{story.Name} came out {SpokenOutcome.LevelName(entry.Level)} instead of {story.Level}: {string.Join(", ", entry.Reasons)}");
            }

            if (story.Level == "imminent" && !(entry.HasEscalatedAtS && entry.HasCallEndedAtS && entry.EscalatedAtS < entry.CallEndedAtS))
            {
                wrong.Add($"{story.Name} was not paged before the call ended");
            }
        }

        return wrong;
    }

    private static Dictionary<string, string?> PagerSettings(WebhookReceiver pager) => new()
    {
        ["VoiceStage:Pager:WebhookUrl"] = pager.Url,
        ["VoiceStage:Pager:WebhookSecret"] = Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)),
    };

    private static async Task<IReadOnlyDictionary<string, JsonObject>> CallAllAsync(
        IReadOnlyList<Story> stories, OwnService own, GrpcChannel channel, CancellationToken cancellation)
    {
        var upstream = new Upstream(channel, own.Service.UpstreamToken, TimeProvider.System);
        var calls = stories.Select(async story =>
        {
            var options = new PatientOptions { Seed = 1 + story.Name.Length };
            var (assessment, ticket) = await upstream.ReferAsync(story.Name, story.Referral(Protocol), cancellation);
            var patient = new Patient(
                new AssessmentService.AssessmentServiceClient(channel), assessment, ticket, new AnswerFolder(story.Folder, options.SampleRateHz), options,
                TimeProvider.System);
            Console.Out.WriteLine($"  {story.Name,-15} calls");
            var call = await patient.RunAsync(cancellation);
            var outcome = SpokenOutcome.ToJson(await upstream.OutcomeAsync(assessment, cancellation));
            Console.Out.WriteLine($"  {story.Name,-15} {outcome["level"]}, {outcome["outcome"]} after {call.DurationSeconds:F0} s of audio, {call.PromptCount} prompts");
            return (story.Name, outcome);
        });
        return (await Task.WhenAll(calls)).ToDictionary(c => c.Name, c => c.outcome);
    }

    private static Metadata Clinician(string token) => new() { { "authorization", "Bearer " + token } };

    private static async Task<IReadOnlyList<WorklistEntry>> WorklistAsync(GrpcChannel channel, string token, CancellationToken cancellation)
    {
        var answer = await new EscalationService.EscalationServiceClient(channel).ListWorklistAsync(
            new ListWorklistRequest { PageSize = 200 }, Clinician(token), cancellationToken: cancellation);
        return answer.Entries;
    }

    private static async Task<EscalationSummary?> SummaryAsync(GrpcChannel channel, string token, string escalation, CancellationToken cancellation)
    {
        var answer = await new EscalationService.EscalationServiceClient(channel).GetEscalationAsync(
            new GetEscalationRequest { Name = escalation }, Clinician(token), cancellationToken: cancellation);
        return answer.Summary;
    }

    /// <summary>Nobody may be lost: a patient without a case is a fault of the service, and the demo says so.</summary>
    private static void Lost(IReadOnlyList<Story> stories, IReadOnlyList<WorklistEntry> worklist)
    {
        var lost = stories.Select(s => s.Name).Except(worklist.Select(e => e.Patient["patients/".Length..])).ToArray();
        if (lost.Length > 0)
        {
            throw new InvalidOperationException("no case on the worklist for " + string.Join(", ", lost));
        }
    }

    private static JsonObject Row(WorklistEntry entry) => new()
    {
        ["assessment"] = entry.Assessment,
        ["patient"] = entry.Patient["patients/".Length..],
        ["level"] = SpokenOutcome.LevelName(entry.Level),
        ["outcome"] = SpokenOutcome.OutcomeName(entry.Outcome),
        ["reasons"] = new JsonArray([.. entry.Reasons.Select(r => JsonValue.Create(r))]),
        ["escalated_at_s"] = entry.HasEscalatedAtS ? JsonValue.Create(entry.EscalatedAtS) : null,
        ["call_ended_at_s"] = entry.HasCallEndedAtS ? JsonValue.Create(entry.CallEndedAtS) : null,
    };

    private static void Print(IReadOnlyList<WorklistEntry> worklist, CallRecord top, int pageCount)
    {
        Console.Out.WriteLine($"\nWorklist, most urgent first ({pageCount} pages delivered):");
        for (var i = 0; i < worklist.Count; i++)
        {
            var entry = worklist[i];
            Console.Out.WriteLine($"  {i + 1}. {SpokenOutcome.LevelName(entry.Level),-9} {entry.Patient["patients/".Length..],-15} {SpokenOutcome.OutcomeName(entry.Outcome),-10} {string.Join(", ", entry.Reasons.Take(3))}");
        }

        Console.Out.WriteLine($"\nSummary of the first, {top.Story}:\n");
        Console.Out.WriteLine(top.Summary?.Text ?? "(none)");
    }
}
