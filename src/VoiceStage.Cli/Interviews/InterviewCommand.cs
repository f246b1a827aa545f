using System.CommandLine;
using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using VoiceStage.Cli.Serving;
using VoiceStage.V1;

namespace VoiceStage.Cli.Interviews;

/// <summary><c>voicestage interview</c>: a simulated patient against a running service.</summary>
internal static class InterviewCommand
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    /// <summary>What to do.</summary>
    private sealed record Job(
        string Protocol, string Answers, string? Url, string? Token, string? Data, double? TextScore, string? Patient, PatientOptions Options);

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var protocol = new Option<string>("--protocol") { Description = "Protocol to ask, for example brief or default", DefaultValueFactory = _ => "brief" };
        var answers = new Option<string>("--answers") { Description = "Folder of ITEM[.N].wav, .key, .txt or .hangup files; no file is silence", Required = true };
        var url = new Option<string?>("--url") { Description = "gRPC address of the service; without it the development service of the data directory, else one of its own" };
        var token = new Option<string?>("--token") { Description = "Upstream token (default VOICESTAGE_TOKEN, else the development identity)" };
        var data = new Option<string?>("--data") { Description = "Data directory of the development service" };
        var score = new Option<double?>("--text-score") { Description = "Stage-1 score of the referral, 0 to 1" };
        var patient = new Option<string?>("--patient") { Description = "Patient id of the referral" };
        var realTime = new Option<bool>("--real-time") { Description = "Speak at the speed of life; otherwise as fast as the service grants credit" };
        var encoding = new Option<string>("--encoding") { Description = "linear16, mulaw or alaw", DefaultValueFactory = _ => "linear16" };
        encoding.AcceptOnlyFromAmong("linear16", "mulaw", "alaw");
        var rate = new Option<int?>("--rate") { Description = "Sample rate of the call in hertz (default 16000; 8000 for mulaw and alaw)" };
        var latency = new Option<double>("--latency") { Description = "Seconds from the end of a prompt to the answer", DefaultValueFactory = _ => 0.7 };
        var command = new Command("interview", "A simulated patient against a running service")
        {
            protocol, answers, url, token, data, score, patient, realTime, encoding, rate, latency,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var coding = Enum.Parse<AudioEncoding>(parsed.GetRequiredValue(encoding), ignoreCase: true);
            var options = new PatientOptions
            {
                Encoding = coding,
                SampleRateHz = parsed.GetValue(rate) ?? (coding == AudioEncoding.Linear16 ? 16_000 : 8_000),
                RealTime = parsed.GetValue(realTime),
                ResponseLatencySeconds = parsed.GetValue(latency),
            };
            return RunAsync(
                new Job(
                    parsed.GetRequiredValue(protocol), parsed.GetRequiredValue(answers), parsed.GetValue(url),
                    parsed.GetValue(token) ?? Environment.GetEnvironmentVariable("VOICESTAGE_TOKEN"), parsed.GetValue(data), parsed.GetValue(score),
                    parsed.GetValue(patient), options),
                cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(Job job, CancellationToken cancellation)
    {
        var folder = new AnswerFolder(job.Answers, job.Options.SampleRateHz);
        var referral = ReadReferral(job);
        var service = await ChooseAsync(job, cancellation);
        if (service is not null)
        {
            return await InterviewAsync(service, job, folder, referral, cancellation);
        }

        var temporary = Directory.CreateTempSubdirectory("voicestage-interview-");
        try
        {
            await using var own = await OwnService.StartAsync(temporary.FullName, new Dictionary<string, string?>(), cancellation);
            return await InterviewAsync(own.Service, job, folder, referral, cancellation);
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private static async Task<RunningService?> ChooseAsync(Job job, CancellationToken cancellation)
    {
        var development = await RunningService.FindAsync(DataDirectory.Resolve(job.Data), cancellation);
        if (job.Url is null)
        {
            return development is null || job.Token is null ? development : development with { UpstreamToken = job.Token };
        }

        var token = job.Token ?? development?.UpstreamToken
            ?? throw new UsageException("no token for that service: give --token, or --data with the data directory of its development identities");
        return new RunningService(job.Url, token, "");
    }

    private static async Task<int> InterviewAsync(
        RunningService service, Job job, AnswerFolder folder, Referral referral, CancellationToken cancellation)
    {
        using var channel = Upstream.Connect(service.GrpcUrl);
        try
        {
            var upstream = new Upstream(channel, service.UpstreamToken, TimeProvider.System);
            var (assessment, ticket) = await upstream.ReferAsync(job.Patient ?? PatientName(job.Answers), referral, cancellation);
            var patient = new Patient(new AssessmentService.AssessmentServiceClient(channel), assessment, ticket, folder, job.Options, TimeProvider.System);
            await patient.RunAsync(cancellation);
            var outcome = await upstream.OutcomeAsync(assessment, cancellation);
            Console.Out.WriteLine(SpokenOutcome.ToJson(outcome).ToJsonString(Layout));
            return 0;
        }
        catch (RpcException e)
        {
            Console.Error.WriteLine($"voicestage: the service at {service.GrpcUrl} refused or broke: {e.StatusCode} {e.Status.Detail}");
            return e.StatusCode is StatusCode.InvalidArgument or StatusCode.NotFound or StatusCode.PermissionDenied or StatusCode.Unauthenticated ? 2 : 1;
        }
    }

    private static Referral ReadReferral(Job job)
    {
        var path = Path.Combine(job.Answers, "referral.json");
        Referral referral;
        try
        {
            referral = File.Exists(path) ? JsonParser.Default.Parse<Referral>(File.ReadAllText(path)) : new Referral();
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new UsageException($"{path} is not a referral in JSON: {e.Message}");
        }

        referral.Protocol = job.Protocol;
        referral.ConsentReference = referral.ConsentReference.Length > 0 ? referral.ConsentReference : "simulated";
        if (job.TextScore is { } score)
        {
            referral.TextScore = new TextScore { Value = score, Scale = "probability" };
        }

        return referral;
    }

    /// <summary>The folder's name as a patient id, so that a worklist tells simulated patients apart.</summary>
    private static string PatientName(string folder)
    {
        var name = string.Concat(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))).Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'));
        return name.Length is 0 or > 64 ? "simulated" : name;
    }
}
