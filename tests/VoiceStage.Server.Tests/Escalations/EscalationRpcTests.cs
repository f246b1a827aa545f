using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Errors;
using VoiceStage.Server.Security;
using VoiceStage.Server.Tests.Errors;
using VoiceStage.Server.Tests.Hosting;
using VoiceStage.Server.Tests.Journal;
using VoiceStage.V1;
using Level = VoiceStage.Risk.Estimates.CareLevel;

namespace VoiceStage.Server.Tests.Escalations;

public sealed class EscalationRpcTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(TestStore.Start);
    private RunningHost host = null!;
    private EscalationService.EscalationServiceClient clinician = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        host = await RunningHost.StartAsync(options => options with { Clock = clock });
        clinician = new(host.Channel(host.ClinicianToken));
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private async Task OpenAsync(string session, Level level, params string[] reasons) => await host.App.Services.GetRequiredService<ISessionJournal>().AppendAsync(
        session, 0, clock.GetUtcNow(), 0, [TestStore.Opened(session), new EscalationOpened($"e-{session}", level, Pending: false, reasons)], Cancellation);

    private async Task<IReadOnlyList<WorklistEntry>> ListAsync(bool showResolved = false) =>
        [.. (await clinician.ListWorklistAsync(new() { ShowResolved = showResolved }, cancellationToken: Cancellation)).Entries];

    [Fact]
    public async Task List_CasesOfAllLevels_AreInOrderOfUrgency()
    {
        await OpenAsync("moderate", Level.Moderate, "phq.9");
        await OpenAsync("imminent", Level.Imminent, "asq.5");
        await OpenAsync("unknown", Level.Unknown, "hung_up");
        await OpenAsync("high", Level.High, "asq.3");

        var entries = await ListAsync();

        Assert.Equal(["escalations/e-imminent", "escalations/e-high", "escalations/e-moderate", "escalations/e-unknown"], entries.Select(entry => entry.Escalation));
        Assert.Equal([CareLevel.Imminent, CareLevel.High, CareLevel.Moderate, CareLevel.Unknown], entries.Select(entry => entry.Level));
        Assert.Equal("patients/patient-1", entries[0].Patient);
        Assert.Equal(clock.GetUtcNow() + TimeSpan.FromMinutes(5), entries[0].AcknowledgeDeadline.ToDateTimeOffset());
        Assert.All(entries, entry => Assert.NotEqual("", entry.PositionReason));
    }

    [Fact]
    public async Task Reassign_ToNobody_IsATakeOverAndNeedsTheVersionThatWasSeen()
    {
        await OpenAsync("s1", Level.High, "asq.3");
        var seen = (await ListAsync())[0].Etag;
        var second = new EscalationService.EscalationServiceClient(host.Channel("Bearer " + host.Identities.TokenFor("dr-b", Roles.Clinician)));
        await clinician.AcknowledgeEscalationAsync(new() { Name = "escalations/e-s1" }, cancellationToken: Cancellation);

        var stale = await Assert.ThrowsAsync<RpcException>(async () => await second.ReassignEscalationAsync(new() { Name = "escalations/e-s1", Etag = seen }, cancellationToken: Cancellation));
        var taken = await second.ReassignEscalationAsync(new() { Name = "escalations/e-s1", Etag = (await ListAsync())[0].Etag }, cancellationToken: Cancellation);

        Assert.Equal(StatusCode.Aborted, stale.StatusCode);
        Assert.Equal("dr-b", taken.Entry.AcknowledgedBy);
    }

    [Fact]
    public async Task Raise_WithoutAReason_IsRefused()
    {
        await OpenAsync("s1", Level.High, "asq.3");
        var etag = (await ListAsync())[0].Etag;

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await clinician.RaiseEscalationAsync(new() { Name = "escalations/e-s1", Etag = etag }, cancellationToken: Cancellation));
        var raised = await clinician.RaiseEscalationAsync(new() { Name = "escalations/e-s1", Etag = etag, Note = "two people" }, cancellationToken: Cancellation);

        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Equal(EscalationState.Open, raised.Entry.State);
    }

    [Fact]
    public async Task List_Pages_GiveEveryCaseOnce()
    {
        for (var i = 0; i < 5; i++)
        {
            await OpenAsync($"s{i}", Level.High, "asq.3");
        }

        var found = new List<string>();
        var token = "";
        do
        {
            var page = await clinician.ListWorklistAsync(new() { PageSize = 2, PageToken = token }, cancellationToken: Cancellation);
            found.AddRange(page.Entries.Select(entry => entry.Escalation));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal((await ListAsync()).Select(entry => entry.Escalation), found);
        Assert.Equal(5, found.Distinct().Count());
    }

    [Fact]
    public async Task Get_OpenCase_HasTheHandOver()
    {
        await OpenAsync("s1", Level.Imminent, "asq.5.yes");

        var answer = await clinician.GetEscalationAsync(new() { Name = "escalations/e-s1" }, cancellationToken: Cancellation);

        Assert.Equal("escalations/e-s1", answer.Entry.Escalation);
        Assert.NotEqual("", answer.Summary.Situation);
        Assert.NotEqual("", answer.Summary.Recommendation);
        Assert.InRange(answer.Summary.Text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Length, 10, 200);
        await Refused.WithAsync(ErrorCodes.EscalationNotFound, clinician.GetEscalationAsync(new() { Name = "escalations/none" }, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Acknowledge_First_HasItAndTheSecondIsTold()
    {
        await OpenAsync("s1", Level.High, "asq.3");
        var id = Guid.CreateVersion7().ToString();
        var second = new EscalationService.EscalationServiceClient(host.Channel("Bearer " + host.Identities.TokenFor("dr-b", Roles.Clinician)));

        var mine = (await clinician.AcknowledgeEscalationAsync(new() { Name = "escalations/e-s1", RequestId = id }, cancellationToken: Cancellation)).Entry;
        var again = (await clinician.AcknowledgeEscalationAsync(new() { Name = "escalations/e-s1", RequestId = id }, cancellationToken: Cancellation)).Entry;

        Assert.Equal((EscalationState.Acknowledged, "clinician"), (mine.State, mine.AcknowledgedBy));
        // The etag may move on meanwhile: the page's receipt changes the case too.
        Assert.Equal((mine.State, mine.AcknowledgedBy), (again.State, again.AcknowledgedBy));
        await Refused.WithAsync(ErrorCodes.AlreadyAcknowledged, second.AcknowledgeEscalationAsync(new() { Name = "escalations/e-s1" }, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Acknowledge_OldEtag_IsAborted()
    {
        await OpenAsync("s1", Level.High, "asq.3");

        await Refused.WithAsync(
            ErrorCodes.EtagMismatch, clinician.AcknowledgeEscalationAsync(new() { Name = "escalations/e-s1", Etag = "77" }, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Resolve_Done_LeavesTheWorklistButNotTheRecord()
    {
        await OpenAsync("s1", Level.High, "asq.3");

        var entry = (await clinician.ResolveEscalationAsync(
            new() { Name = "escalations/e-s1", Resolution = Resolution.CareArranged, Note = "admitted" }, cancellationToken: Cancellation)).Entry;

        Assert.Equal(EscalationState.Resolved, entry.State);
        Assert.Empty(await ListAsync());
        Assert.Single(await ListAsync(showResolved: true));
        await Refused.WithAsync(ErrorCodes.AlreadyResolved, clinician.AcknowledgeEscalationAsync(new() { Name = "escalations/e-s1" }, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Resolve_WithoutWhatWasDoneOrFalseAlarmWithoutWhy_IsRefused()
    {
        await OpenAsync("s1", Level.High, "asq.3");

        var nothing = await Refused.WithAsync(ErrorCodes.InvalidField, clinician.ResolveEscalationAsync(new() { Name = "escalations/e-s1" }, cancellationToken: Cancellation));
        var noWhy = await Refused.WithAsync(
            ErrorCodes.InvalidField,
            clinician.ResolveEscalationAsync(new() { Name = "escalations/e-s1", Resolution = Resolution.FalseAlarm, Note = " " }, cancellationToken: Cancellation));

        Assert.Equal(["resolution"], Refused.Fields(nothing));
        Assert.Equal(["note"], Refused.Fields(noWhy));
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task Cases_UnknownOrByOthers_AreRefused()
    {
        await OpenAsync("s1", Level.High, "asq.3");

        await Refused.WithAsync(ErrorCodes.EscalationNotFound, clinician.AcknowledgeEscalationAsync(new() { Name = "escalations/none" }, cancellationToken: Cancellation));
        await Refused.WithAsync(ErrorCodes.InvalidField, clinician.AcknowledgeEscalationAsync(new() { Name = "cases/e-s1" }, cancellationToken: Cancellation));
        foreach (var token in new[] { host.UpstreamToken, host.OperatorToken })
        {
            var client = new EscalationService.EscalationServiceClient(host.Channel(token));
            await Refused.WithAsync(ErrorCodes.PermissionDenied, client.ListWorklistAsync(new(), cancellationToken: Cancellation));
            await Refused.WithAsync(ErrorCodes.PermissionDenied, client.AcknowledgeEscalationAsync(new() { Name = "escalations/none" }, cancellationToken: Cancellation));
        }
    }

    [Fact]
    public async Task Watch_CaseIsOpenedAndAcknowledged_BothAreSeen()
    {
        await OpenAsync("s1", Level.Moderate, "phq.9");
        using var watch = clinician.WatchWorklist(new(), cancellationToken: Cancellation);

        Assert.True(await watch.ResponseStream.MoveNext(Cancellation));
        Assert.Equal("escalations/e-s1", watch.ResponseStream.Current.Entry.Escalation);
        await OpenAsync("s2", Level.Imminent, "asq.5");
        var seen = await NextAsync(watch, entry => entry.Escalation == "escalations/e-s2");
        Assert.Equal(CareLevel.Imminent, seen.Level);
        await clinician.AcknowledgeEscalationAsync(new() { Name = "escalations/e-s2" }, cancellationToken: Cancellation);
        Assert.Equal(EscalationState.Acknowledged, (await NextAsync(watch, entry => entry.AcknowledgedBy.Length > 0)).State);
    }

    [Fact]
    public async Task Watch_TokenRunsOut_TheStreamEnds()
    {
        var token = host.Identities.TokenFor("dr-b", Roles.Clinician, TimeSpan.FromMinutes(10));
        var client = new EscalationService.EscalationServiceClient(host.Channel("Bearer " + token));
        using var watch = client.WatchWorklist(new(), cancellationToken: Cancellation);
        await watch.ResponseHeadersAsync;

        var next = watch.ResponseStream.MoveNext(Cancellation);
        clock.Advance(TimeSpan.FromMinutes(11));

        await Refused.WithAsync(ErrorCodes.CredentialExpired, () => next);
    }

    private static async Task<WorklistEntry> NextAsync(AsyncServerStreamingCall<WatchWorklistResponse> watch, Func<WorklistEntry, bool> isIt)
    {
        while (await watch.ResponseStream.MoveNext(Cancellation))
        {
            if (isIt(watch.ResponseStream.Current.Entry))
            {
                return watch.ResponseStream.Current.Entry;
            }
        }

        throw new InvalidOperationException("the stream ended");
    }
}
