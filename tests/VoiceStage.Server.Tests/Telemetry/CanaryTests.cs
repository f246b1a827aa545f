using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Serilog.Core;
using Serilog.Events;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Errors;
using VoiceStage.Server.Tests.Hosting;
using VoiceStage.Server.Tests.Journal;
using VoiceStage.V1;

namespace VoiceStage.Server.Tests.Telemetry;

/// <summary>Words that only a patient or upstream could have brought are planted everywhere; none may come out in a log, a span, a metric or a status.</summary>
public sealed class CanaryTests
{
    private static readonly string[] Canaries =
        ["Canarysson", "canary-patient", "canarypost", "canarytown", "canary-consent", "canaryquote", "canarynote", "+14155550177", "canary-query"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReferralCaseAndMeasure_WithCanaries_NoneIsLoggedTracedMeasuredOrReturned()
    {
        var logs = new LogCollector();
        var spans = new SpanCollector();
        var statuses = new List<string>();
        await using var host = await RunningHost.StartAsync(options => options with
        {
            ExtraSettings = new Dictionary<string, string?> { ["VoiceStage:Telemetry:LogLevel"] = "Debug" },
            ReplaceParts = services =>
            {
                services.AddSingleton<ILogEventSink>(logs);
                services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(spans));
            },
        });
        var upstream = new ReferralService.ReferralServiceClient(host.Channel(host.UpstreamToken));
        var clinician = new EscalationService.EscalationServiceClient(host.Channel(host.ClinicianToken));
        var analysis = new AnalysisService.AnalysisServiceClient(host.Channel(host.UpstreamToken));

        var created = await upstream.CreateReferralAsync(Request(), cancellationToken: Cancellation);
        var session = created.Referral.Assessment.Split('/')[1];
        var opened = TestStore.Opened(session) with
        {
            Referral = TestStore.Opened(session).Referral with { PatientId = "canary-patient", GreetingName = "Canarysson", Posts = [new("canarypost", null, null)] },
        };
        await host.App.Services.GetRequiredService<ISessionJournal>().AppendAsync(
            session, 0, TestStore.Start, 0, [opened, new EscalationOpened("e1", Risk.Estimates.CareLevel.High, false, ["asq.3.yes"])], Cancellation);
        await clinician.GetEscalationAsync(new() { Name = "escalations/e1" }, cancellationToken: Cancellation);
        await clinician.ResolveEscalationAsync(
            new() { Name = "escalations/e1", Resolution = Resolution.FalseAlarm, Note = "canarynote" }, cancellationToken: Cancellation);
        await RefusedAsync(() => analysis.MeasureRecordingAsync(new() { Wav = Google.Protobuf.ByteString.CopyFromUtf8("canaryquote canaryquote canaryquote canaryquote") }).ResponseAsync);
        await RefusedAsync(() => upstream.CreateReferralAsync(new() { Parent = "patients/canary-patient Canarysson" }).ResponseAsync);
        var wrong = Request();
        (wrong.Referral.BirthDate, wrong.Referral.Sex, wrong.RequestId) = ("Canarysson", "canarytown", "");
        await RefusedAsync(() => upstream.CreateReferralAsync(wrong).ResponseAsync);
        await RefusedAsync(() => upstream.GetReferralAsync(new() { Name = "patients/canary-patient/referrals/canaryquote" }).ResponseAsync);
        foreach (var path in new[] { "/v1/patients/canary-patient/referrals?x=canary-query", "/nothing/canary-patient", "/v1/patients/canary-patient/referrals?page_token=canary-query" })
        {
            statuses.Add(await (await host.Web(host.UpstreamToken).GetAsync(path, Cancellation)).Content.ReadAsStringAsync(Cancellation));
        }

        // A library that throws with a patient's words in its message.
        LogThrown(host.App.Services.GetRequiredService<ILogger<CanaryTests>>());
        var metrics = await host.Web().GetStringAsync("/metrics", Cancellation);

        Assert.NotEmpty(logs.Lines);
        Assert.Contains(logs.Lines, line => line.Contains("System.InvalidOperationException", StringComparison.Ordinal));
        Assert.NotEmpty(spans.Texts);
        Assert.Contains("http_server_request_duration", metrics, StringComparison.Ordinal);
        Clean("log", logs.Lines);
        Clean("span", spans.Texts);
        Clean("metric", [metrics]);
        // The first answer of the web is the referral itself, for the one who sent it; the rest are statuses.
        Clean("status", statuses.Where(status => !status.Contains("\"referrals\"", StringComparison.Ordinal)));

        async Task RefusedAsync(Func<Task> call)
        {
            var exception = await Assert.ThrowsAsync<RpcException>(call);
            statuses.Add($"{exception.Status} {RichStatus.Read(exception)}");
        }
    }

    private static void Clean(string what, IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            foreach (var canary in Canaries)
            {
                Assert.False(text.Contains(canary, StringComparison.OrdinalIgnoreCase), $"{what} holds {canary}: {Regex.Replace(text, @"\s+", " ")}");
            }
        }
    }

    private static CreateReferralRequest Request() => new()
    {
        Parent = "patients/canary-patient",
        Referral = new()
        {
            GreetingName = "Canarysson",
            CurrentLocation = "canarytown",
            ConsentReference = "canary-consent",
            CallbackNumber = "+14155550177",
            Protocol = "brief",
            Posts = { new V1.Post { Text = "canarypost" } },
        },
    };

#pragma warning disable CA1848, CA2254 // One line of a test, logged as a careless library would.
    private static void LogThrown(Microsoft.Extensions.Logging.ILogger logger)
    {
        try
        {
            throw new InvalidOperationException("cannot read canaryquote");
        }
        catch (InvalidOperationException exception)
        {
            logger.LogError(exception, "a part failed");
        }
    }
#pragma warning restore CA1848, CA2254

    private sealed class SpanCollector : BaseProcessor<Activity>
    {
        private readonly ConcurrentQueue<string> texts = new();

        public IReadOnlyCollection<string> Texts => texts;

        public override void OnEnd(Activity data) => texts.Enqueue(
            $"{data.DisplayName} {data.OperationName} {data.StatusDescription} {string.Join(' ', data.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))} {string.Join(' ', data.Events.SelectMany(one => one.Tags).Select(tag => $"{tag.Key}={tag.Value}"))}");
    }
}
