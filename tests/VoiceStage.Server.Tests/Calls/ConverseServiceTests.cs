using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Calls;
using VoiceStage.Server.Errors;
using VoiceStage.Server.Hosting;
using VoiceStage.Server.Tests.Errors;
using VoiceStage.Server.Tests.Hosting;
using VoiceStage.Server.Turns;
using VoiceStage.Speech.Recognition;
using VoiceStage.Speech.Recognition.Scripted;
using VoiceStage.V1;

namespace VoiceStage.Server.Tests.Calls;

public sealed class ConverseServiceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Converse_WrongFirstMessage_IsRefusedAndTheServerStaysUp()
    {
        await using var host = await StartAsync();
        var (assessment, ticket) = await ReferAsync(host);

        await Refused.WithAsync(ErrorCodes.OpenFirst, async () =>
        {
            using var call = Client(host).Converse(Ticket(ticket), cancellationToken: Cancellation);
            await call.RequestStream.WriteAsync(new ConverseRequest { Keypress = new Keypress { Key = "1" } }, Cancellation);
            await call.ResponseStream.MoveNext(Cancellation);
        });

        var patient = new GrpcPatient(Client(host), assessment, ticket);
        await patient.TalkAsync(Cancellation);
        Assert.True(patient.IsCompleted);
    }

    [Fact]
    public async Task Converse_UnknownAssessment_SaysNothingAboutWhetherItExists()
    {
        await using var host = await StartAsync();
        var (_, ticket) = await ReferAsync(host);

        await Refused.WithAsync(ErrorCodes.PermissionDenied, () => new GrpcPatient(Client(host), "assessments/nobody", ticket).TalkAsync(Cancellation));
    }

    [Fact]
    public async Task Converse_AudioWithoutRegardForCredit_IsRefusedAndTheCallCanBeResumed()
    {
        await using var host = await StartAsync();
        var (assessment, ticket) = await ReferAsync(host);

        await Refused.WithAsync(ErrorCodes.AudioBeyondCredit, async () =>
        {
            using var call = Client(host).Converse(Ticket(ticket), cancellationToken: Cancellation);
            await call.RequestStream.WriteAsync(Open(assessment), Cancellation);
            await call.RequestStream.WriteAsync(new ConverseRequest { Audio = new Audio { Payload = ByteString.CopyFrom(new byte[800]), SampleOffset = 8_000 * 3_600 } }, Cancellation);
            while (await call.ResponseStream.MoveNext(Cancellation))
            {
            }
        });

        var patient = new GrpcPatient(Client(host), assessment, ticket);
        await patient.TalkAsync(Cancellation, resumes: true);
        Assert.True(patient.IsCompleted);
    }

    [Fact]
    public async Task Converse_LineBreaksAndAnotherHostResumes_NothingAnsweredIsAskedAgain()
    {
        await using var first = await StartAsync();
        var (assessment, ticket) = await ReferAsync(first);
        var patient = new GrpcPatient(Client(first), assessment, ticket);
        await patient.TalkAsync(Cancellation, breakAfterQuestions: 4);
        var answered = patient.Received.Select(r => r.QuestionState).OfType<QuestionState>().Select(state => state.Item).ToHashSet();
        var heard = patient.Received.Count;

        var directory = first.App.Services.GetRequiredService<Settings.VoiceStageSettings>().DataDirectory;
        await using var second = await StartAsync(directory);
        await patient.TalkAsync(Cancellation, resumes: true);

        Assert.True(patient.IsCompleted);
        Assert.NotEmpty(answered);
        Assert.DoesNotContain(patient.Received.Skip(heard).Select(r => r.Prompt).OfType<Prompt>(), prompt => answered.Contains(prompt.Item));
        Assert.All(patient.Received.Zip(patient.Received.Skip(1)), pair => Assert.True(pair.First.Seq < pair.Second.Seq));
        await AssertReplaysAsync(second, assessment);
    }

    [Fact]
    public async Task Converse_SecondStream_OlderOneIsAborted()
    {
        await using var host = await StartAsync();
        var (assessment, ticket) = await ReferAsync(host);
        using var older = Client(host).Converse(Ticket(ticket), cancellationToken: Cancellation);
        await older.RequestStream.WriteAsync(Open(assessment), Cancellation);
        Assert.True(await older.ResponseStream.MoveNext(Cancellation));

        var patient = new GrpcPatient(Client(host), assessment, ticket);
        await patient.TalkAsync(Cancellation);

        await Refused.WithAsync(ErrorCodes.AttachedElsewhere, async () =>
        {
            while (await older.ResponseStream.MoveNext(Cancellation))
            {
            }
        });
        Assert.True(patient.IsCompleted);
    }

    [Fact]
    public async Task Converse_TwentyAtOnce_AllCompleteAndReplayEqual()
    {
        await using var host = await StartAsync();
        var referred = new List<(string Assessment, string Ticket)>();
        for (var i = 0; i < 20; i++)
        {
            referred.Add(await ReferAsync(host, $"p{i}"));
        }

        var client = Client(host);
        var patients = referred.ConvertAll(r => new GrpcPatient(client, r.Assessment, r.Ticket));
        await Task.WhenAll(patients.Select(patient => Task.Run(() => patient.TalkAsync(Cancellation))));

        Assert.All(patients, patient => Assert.True(patient.IsCompleted));
        foreach (var (assessment, _) in referred)
        {
            await AssertReplaysAsync(host, assessment);
        }

        Assert.NotEmpty(host.App.Services.GetRequiredService<CallMetrics>().TurnToPromptSeconds);
    }

    private static Task<RunningHost> StartAsync(string? directory = null)
    {
        var stage = new CallStage().Well();
        return RunningHost.StartAsync(options => options with
        {
            DataDirectory = directory ?? options.DataDirectory,
            ReplaceParts = services =>
            {
                services.AddSingleton<ISpeechRecognizer>(new ScriptedRecognizer(stage.Script, TimeProvider.System));
                services.AddSingleton<IPromptSounds>(new OneSecondPrompts());
                services.AddSingleton<Func<ISpeechActivity>>(() => new LoudIsSpeech());
            },
        });
    }

    private static async Task AssertReplaysAsync(RunningHost host, string assessment)
    {
        var entries = await host.App.Services.GetRequiredService<ISessionJournal>().LoadAsync(assessment["assessments/".Length..], Cancellation);
        Assert.Null(host.App.Services.GetRequiredService<RulesForProtocol>()("brief").Replay(entries));
        var session = Session.Fold(entries);
        Assert.Equal(SessionOutcome.Completed, session.Closed?.Outcome);
        Assert.All(new[] { "asq.1", "asq.2", "asq.3", "asq.4" }, item => Assert.Equal("no", session.Answers[item].Code));
    }

    private static Task<(string Assessment, string Ticket)> ReferAsync(RunningHost host, string patient = "p1") =>
        GrpcPatient.ReferAsync(new ReferralService.ReferralServiceClient(host.Channel(host.UpstreamToken)), patient);

    private static AssessmentService.AssessmentServiceClient Client(RunningHost host) => new(host.Channel());

    private static Metadata Ticket(string ticket) => new() { { "authorization", "Ticket " + ticket } };

    private static ConverseRequest Open(string assessment) => new()
    {
        Open = new Open
        {
            Assessment = assessment,
            Format = new AudioFormat { Encoding = AudioEncoding.Mulaw, SampleRateHz = 8_000 },
            Capabilities = new Capabilities { HasMicrophone = true },
        },
    };
}
