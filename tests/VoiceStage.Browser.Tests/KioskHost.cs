using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Cli.Interviews;
using VoiceStage.Server.Calls;
using VoiceStage.Server.Hosting;
using VoiceStage.Server.Journal;
using VoiceStage.Server.Kiosk;
using VoiceStage.Server.Security;
using VoiceStage.Speech.Recognition;
using VoiceStage.Speech.Recognition.Scripted;
using VoiceStage.V1;

namespace VoiceStage.Browser.Tests;

/// <summary>A whole host in process; its prompts are short, and unless a test brings an ear it hears no words.</summary>
internal sealed class KioskHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly DirectoryInfo directory;
    private readonly GrpcChannel channel;
    private int patients;
    private string assessmentId = "";

    private KioskHost(WebApplication app, DirectoryInfo directory)
    {
        (this.app, this.directory) = (app, directory);
        channel = GrpcChannel.ForAddress(Addresses.Grpc);
    }

    public HostAddresses Addresses => app.Services.GetRequiredService<HostAddresses>();

    public static async Task<KioskHost> StartAsync(ISpeechRecognizer? ear = null, double promptSeconds = 0.3)
    {
        var directory = Directory.CreateTempSubdirectory("voicestage-kiosk-");
        var app = VoiceStageHost.Build(new()
        {
            IsDevelopment = true,
            DataDirectory = directory.FullName,
            GrpcPort = 0,
            WebPort = 0,
            ReadsMachineSettings = false,
            WritesLogs = false,
            WarmsUp = false,
            ReplaceParts = services => services
                .AddSingleton(ear ?? new ScriptedRecognizer(new Dictionary<string, IReadOnlyList<ScriptedLine>>(), TimeProvider.System))
                .AddSingleton<IPromptSounds>(new ShortPrompts(promptSeconds)),
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, directory);
    }

    /// <summary>Refers somebody.</summary>
    /// <returns>The link that the site hands to them.</returns>
    public async Task<string> ReferAsync()
    {
        var (assessment, ticket) = await ReferForGrpcAsync();
        return KioskLink.Of(Addresses.Web, assessment, ticket).AbsoluteUri;
    }

    /// <summary>Refers somebody who calls over gRPC, and calls.</summary>
    /// <param name="folder">Recordings of the answers.</param>
    public async Task CallAsync(string folder)
    {
        var (assessment, ticket) = await ReferForGrpcAsync();
        var options = new PatientOptions { Seed = 1 };
        await new Patient(new AssessmentService.AssessmentServiceClient(channel), assessment, ticket, new AnswerFolder(folder, options.SampleRateHz), options, TimeProvider.System)
            .RunAsync(TestContext.Current.CancellationToken);
    }

    private async Task<(string Assessment, string Ticket)> ReferForGrpcAsync()
    {
        var created = await new ReferralService.ReferralServiceClient(channel).CreateReferralAsync(
            new()
            {
                Parent = $"patients/kiosk-{++patients}",
                Referral = new() { ConsentReference = "consent-1", Protocol = "brief" },
            },
            new Grpc.Core.Metadata { { "authorization", "Bearer " + Identities.Upstream } }, cancellationToken: TestContext.Current.CancellationToken);
        assessmentId = created.Referral.Assessment["assessments/".Length..];
        return (created.Referral.Assessment, created.Ticket);
    }

    /// <summary>The journal of the newest patient.</summary>
    public Task<IReadOnlyList<JournalEntry>> EntriesAsync() =>
        app.Services.GetRequiredService<ISessionJournal>().LoadAsync(assessmentId, TestContext.Current.CancellationToken);

    /// <summary>What happened to the newest patient.</summary>
    public async Task<IReadOnlyList<SessionEvent>> EventsAsync() => [.. (await EntriesAsync()).Select(entry => entry.Event)];

    /// <summary>The case of the newest patient, or null while there is none.</summary>
    public async Task<WorklistEntry?> CaseAsync()
    {
        var list = await new EscalationService.EscalationServiceClient(channel).ListWorklistAsync(
            new(), new Grpc.Core.Metadata { { "authorization", "Bearer " + Identities.Clinician } }, cancellationToken: TestContext.Current.CancellationToken);
        return list.Entries.SingleOrDefault(entry => entry.Patient == $"patients/kiosk-{patients}");
    }

    public IServiceProvider Services => app.Services;

    /// <summary>The link with which a clinician signs in, in development.</summary>
    public string ClinicLink => $"{Addresses.Web}clinic/sign-in#{Identities.Clinician}";

    private DevelopmentIdentities Identities => app.Services.GetRequiredService<DevelopmentIdentities>();

    public async ValueTask DisposeAsync()
    {
        channel.Dispose();
        await app.StopAsync(CancellationToken.None);
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<VoiceStageDb>>().CreateDbContextAsync())
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearPool((Microsoft.Data.Sqlite.SqliteConnection)db.Database.GetDbConnection());
        }

        await app.DisposeAsync();
        directory.Delete(recursive: true);
    }

    private sealed class ShortPrompts(double seconds) : IPromptSounds
    {
        public ValueTask<Recording> SoundOfAsync(string text, CancellationToken cancellation) => new(new Recording(new float[(int)(16_000 * seconds)], 16_000));
    }
}
