using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VoiceStage.Cli.Demo;
using VoiceStage.Cli.Interviews;
using VoiceStage.Cli.Serving;
using VoiceStage.Speech.Recognition;
using VoiceStage.Speech.Recognition.Scripted;
using VoiceStage.V1;

namespace VoiceStage.Cli.Benches;

/// <summary>Many interviews at once: are the outcomes right, how long does a patient wait for the next prompt, how many calls does one core carry.</summary>
/// <remarks>Service and simulated patients share the process, so the CPU figures include both sides; the service alone is cheaper than what is printed.</remarks>
internal static class CallsBench
{
    /// <summary>What one run gave.</summary>
    internal sealed record Run(string Name, int Calls, int Right, double AudioSeconds, double WallSeconds, double CpuSeconds, double[] WaitMilliseconds);

    /// <summary>Runs both and prints them; exit 1 when an outcome is wrong.</summary>
    public static async Task<int> RunAsync(int count, CancellationToken cancellation)
    {
        var stories = Story.All();
        var heard = await MeasureAsync("with recognition", [.. Enumerable.Range(0, count).Select(i => stories[i % stories.Count])], null, cancellation);
        Print(heard);
        var scripted = await ScriptedAsync(count, cancellation);
        Print(scripted);
        return heard.Right == heard.Calls && scripted.Right == scripted.Calls ? 0 : 1;
    }

    /// <summary>Calls of the well patient whose words come from a script: everything but recognition is real.</summary>
    internal static Task<Run> ScriptedAsync(int count, CancellationToken cancellation) =>
        MeasureAsync("without recognition", [.. Enumerable.Repeat(Story.All().Single(s => s.Name == "well"), count)], Script, cancellation);

    private static void Script(IServiceCollection services)
    {
        static IReadOnlyList<ScriptedLine> Say(string text) => [new ScriptedLine(text)];
        var script = new Dictionary<string, IReadOnlyList<ScriptedLine>> { ["consent"] = Say("yes"), ["mood"] = Say("fine thanks"), ["closing"] = Say("no thank you") };
        for (var i = 1; i <= 9; i++)
        {
            script["phq." + i.ToString(CultureInfo.InvariantCulture)] = Say("not at all");
        }

        for (var i = 1; i <= 5; i++)
        {
            script["asq." + i.ToString(CultureInfo.InvariantCulture)] = Say("no");
        }

        services.Replace(ServiceDescriptor.Singleton<ISpeechRecognizer>(provider => new ScriptedRecognizer(script, provider.GetRequiredService<TimeProvider>())));
    }

    private static async Task<Run> MeasureAsync(string name, Story[] stories, Action<IServiceCollection>? replaceParts, CancellationToken cancellation)
    {
        var data = Directory.CreateTempSubdirectory("voicestage-bench-");
        try
        {
            await using var own = await OwnService.StartAsync(data.FullName, new Dictionary<string, string?>(), cancellation, replaceParts);
            using var channel = Upstream.Connect(own.Service.GrpcUrl);
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var began = Stopwatch.GetTimestamp();
            var calls = await Task.WhenAll(stories.Select((story, i) => CallAsync(channel, own.Service, story, i, cancellation)));
            using var process = Process.GetCurrentProcess();
            return new Run(
                name, stories.Length, calls.Count(c => c.IsRight), calls.Sum(c => c.Call.DurationSeconds), Stopwatch.GetElapsedTime(began).TotalSeconds,
                (process.TotalProcessorTime - cpu).TotalSeconds, [.. calls.SelectMany(c => c.Call.TurnToPromptMilliseconds).Order()]);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task<(PatientCall Call, bool IsRight)> CallAsync(
        Grpc.Core.ChannelBase channel, RunningService service, Story story, int number, CancellationToken cancellation)
    {
        var upstream = new Upstream(channel, service.UpstreamToken, TimeProvider.System);
        var options = new PatientOptions { Seed = number };
        var patientId = string.Create(CultureInfo.InvariantCulture, $"{story.Name}-{number}");
        var (assessment, ticket) = await upstream.ReferAsync(patientId, story.Referral("brief"), cancellation);
        var patient = new Patient(
            new AssessmentService.AssessmentServiceClient(channel), assessment, ticket, new AnswerFolder(story.Folder, options.SampleRateHz), options,
            TimeProvider.System);
        var call = await patient.RunAsync(cancellation);
        var outcome = await upstream.OutcomeAsync(assessment, cancellation);
        var level = SpokenOutcome.LevelName(outcome.Level);
        if (level != story.Level)
        {
            Console.Error.WriteLine($"voicestage: {patientId} came out {level} instead of {story.Level}");
        }

        return (call, level == story.Level);
    }

    private static void Print(Run run)
    {
        var waits = run.WaitMilliseconds;
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Name}: {run.Right} of {run.Calls} calls came out right; {run.AudioSeconds:F0} s of call audio in {run.WallSeconds:F1} s, {run.CpuSeconds:F1} CPU-s " +
            $"(client and service); calls per core at the speed of life {run.AudioSeconds / run.CpuSeconds:F0}; end of turn to prompt p50 {At(waits, 0.5):F0} ms, p95 {At(waits, 0.95):F0} ms, {waits.Length} turns"));
    }

    private static double At(double[] sorted, double quantile) => sorted.Length == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Length - 1, quantile * sorted.Length)];
}
