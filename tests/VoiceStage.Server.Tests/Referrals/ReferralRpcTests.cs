using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using VoiceStage.Server.Errors;
using VoiceStage.Server.Referrals;
using VoiceStage.Server.Security;
using VoiceStage.Server.Tests.Errors;
using VoiceStage.Server.Tests.Hosting;
using VoiceStage.V1;

namespace VoiceStage.Server.Tests.Referrals;

public sealed class ReferralRpcTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private RunningHost host = null!;
    private ReferralService.ReferralServiceClient upstream = null!;
    private ReferralService.ReferralServiceClient other = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        host = await RunningHost.StartAsync(options => options with { Clock = clock });
        upstream = new(host.Channel(host.UpstreamToken));
        other = new(host.Channel("Bearer " + host.Identities.TokenFor("another-service", Roles.Upstream)));
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private static CreateReferralRequest Request(string patient = "p1", Action<Referral>? change = null, string requestId = "")
    {
        var referral = new Referral
        {
            GreetingName = "Ada",
            BirthDate = "1980-02-29",
            LanguageCode = "en-US",
            TimeZone = "America/New_York",
            CallbackNumber = "+14155550100",
            SafeToLeaveMessage = false,
            CurrentLocation = "12 Main St",
            PermissionToSendHelp = true,
            EmergencyContact = "sister",
            TreatingClinician = "Dr. Who",
            ConsentReference = "c-1",
            Protocol = "brief",
            Sex = "female",
            TextScore = new() { Value = 0.8, Scale = "probability", EarlierValues = { 0.2, 0.4 } },
            Posts = { new Post { Text = "a post", Score = 0.5 }, new Post { Text = "another" } },
        };
        change?.Invoke(referral);
        return new() { Parent = $"patients/{patient}", Referral = referral, RequestId = requestId };
    }

    private Task<CreateReferralResponse> CreateAsync(string patient = "p1", Action<Referral>? change = null, string requestId = "") =>
        upstream.CreateReferralAsync(Request(patient, change, requestId), cancellationToken: Cancellation).ResponseAsync;

    [Fact]
    public async Task Create_Whole_ComesBackAsItWasSent()
    {
        var created = await CreateAsync();
        var read = (await upstream.GetReferralAsync(new() { Name = created.Referral.Name }, cancellationToken: Cancellation)).Referral;

        Assert.Equal(created.Referral, read);
        Assert.True(PatientTicket.IsWellFormed(created.Ticket));
        Assert.StartsWith("patients/p1/referrals/", read.Name, StringComparison.Ordinal);
        Assert.StartsWith("assessments/", read.Assessment, StringComparison.Ordinal);
        var sent = Request().Referral;
        (sent.Name, sent.Assessment, sent.CreateTime, sent.Etag) = (read.Name, read.Assessment, read.CreateTime, read.Etag);
        Assert.Equal(sent, read);
    }

    [Fact]
    public async Task Create_Minimum_UnknownStaysUnknown()
    {
        var created = await upstream.CreateReferralAsync(
            new() { Parent = "patients/p1", Referral = new() { ConsentReference = "c" } }, cancellationToken: Cancellation);

        Assert.False(created.Referral.HasBirthDate);
        Assert.False(created.Referral.HasSafeToLeaveMessage);
        Assert.False(created.Referral.HasPermissionToSendHelp);
        Assert.Null(created.Referral.TextScore);
        Assert.Equal("default", created.Referral.Protocol);
    }

    [Fact]
    public async Task Create_SameRequestId_ReturnsTheFirstWithoutATicket()
    {
        var id = Guid.CreateVersion7().ToString();
        var first = await CreateAsync(requestId: id);
        clock.Advance(TimeSpan.FromMinutes(1));
        var second = await CreateAsync(requestId: id);

        Assert.Equal(first.Referral, second.Referral);
        Assert.Equal("", second.Ticket);
        await Refused.WithAsync(ErrorCodes.RequestIdReused, () => CreateAsync(change: referral => referral.GreetingName = "Bob", requestId: id));
    }

    public static TheoryData<string, Action<Referral>> WrongFields() => new()
    {
        { "referral.greeting_name", referral => referral.GreetingName = new('x', 101) },
        { "referral.greeting_name", referral => referral.GreetingName = "Ada\nBye" },
        { "referral.birth_date", referral => referral.BirthDate = "1980-02-30" },
        { "referral.birth_date", referral => referral.BirthDate = "2030-01-01" },
        { "referral.birth_date", referral => referral.BirthDate = "1850-01-01" },
        { "referral.language_code", referral => referral.LanguageCode = "english please" },
        { "referral.time_zone", referral => referral.TimeZone = "../../etc/passwd" },
        { "referral.callback_number", referral => referral.CallbackNumber = "555-0100" },
        { "referral.current_location", referral => referral.CurrentLocation = new('x', 501) },
        { "referral.emergency_contact", referral => referral.EmergencyContact = new('x', 501) },
        { "referral.treating_clinician", referral => referral.TreatingClinician = new('x', 201) },
        { "referral.consent_reference", referral => referral.ConsentReference = "" },
        { "referral.sex", referral => referral.Sex = "f" },
        { "referral.text_score.value", referral => referral.TextScore.Value = 1.01 },
        { "referral.text_score.value", referral => referral.TextScore.Value = double.NaN },
        { "referral.text_score.value", referral => (referral.TextScore.Scale, referral.TextScore.Value) = ("points", double.PositiveInfinity) },
        { "referral.text_score.scale", referral => referral.TextScore.Scale = "" },
        { "referral.text_score.earlier_values[1]", referral => referral.TextScore.EarlierValues[1] = -0.1 },
        { "referral.text_score.score_time", referral => referral.TextScore.ScoreTime = new() { Seconds = long.MaxValue } },
        { "referral.posts", referral => referral.Posts.Add(Enumerable.Repeat(new Post { Text = "x" }, 60)) },
        { "referral.posts[0].text", referral => referral.Posts[0].Text = "" },
        { "referral.posts[0].text", referral => referral.Posts[0].Text = new('x', 10_001) },
        { "referral.posts[1].score", referral => referral.Posts[1].Score = 2 },
        { "referral.posts[0].post_time", referral => referral.Posts[0].PostTime = new() { Seconds = -62_135_596_800 } },
    };

    [Theory]
    [MemberData(nameof(WrongFields))]
    public async Task Create_WrongField_NamesItAndStoresNothing(string field, Action<Referral> change)
    {
        var status = await Refused.WithAsync(ErrorCodes.InvalidField, () => CreateAsync(change: change));

        Assert.Equal([field], Refused.Fields(status));
        await Refused.WithAsync(ErrorCodes.PermissionDenied, upstream.ListReferralsAsync(new() { Parent = "patients/p1" }, cancellationToken: Cancellation));
    }

    [Theory]
    [InlineData("patients/")]
    [InlineData("patients/a b")]
    [InlineData("patients/a/referrals/b")]
    [InlineData("p1")]
    public async Task Create_WrongParent_IsRefused(string parent)
    {
        var request = Request();
        request.Parent = parent;

        await Refused.WithAsync(ErrorCodes.InvalidField, upstream.CreateReferralAsync(request, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Create_NoReferralBadRequestIdOrUnknownProtocol_IsRefused()
    {
        await Refused.WithAsync(ErrorCodes.InvalidField, upstream.CreateReferralAsync(new() { Parent = "patients/p1" }, cancellationToken: Cancellation));
        await Refused.WithAsync(ErrorCodes.InvalidField, () => CreateAsync(requestId: "once"));
        await Refused.WithAsync(ErrorCodes.ProtocolUnknown, () => CreateAsync(change: referral => referral.Protocol = "poetry"));
        await Refused.WithAsync(ErrorCodes.ProtocolGated, () => CreateAsync(change: referral => referral.Protocol = "c-ssrs"));
    }

    [Fact]
    public async Task Resources_OfAnotherService_AreDeniedLikeUnknownOnes()
    {
        var mine = (await CreateAsync()).Referral;

        // Each pair: somebody else's, and one that does not exist. The answer must not tell them apart.
        foreach (var name in new[] { mine.Name, "patients/nobody/referrals/r" })
        {
            await Refused.WithAsync(ErrorCodes.PermissionDenied, other.GetReferralAsync(new() { Name = name }, cancellationToken: Cancellation));
            await Refused.WithAsync(ErrorCodes.PermissionDenied, other.WithdrawConsentAsync(new() { Name = name }, cancellationToken: Cancellation));
        }

        foreach (var assessment in new[] { mine.Assessment, "assessments/nothing" })
        {
            await Refused.WithAsync(ErrorCodes.PermissionDenied, other.GetAssessmentOutcomeAsync(new() { Assessment = assessment }, cancellationToken: Cancellation));
            await Refused.WithAsync(ErrorCodes.PermissionDenied, other.IssueTicketAsync(new() { Assessment = assessment }, cancellationToken: Cancellation));
        }

        foreach (var patient in new[] { "patients/p1", "patients/nobody" })
        {
            await Refused.WithAsync(ErrorCodes.PermissionDenied, other.ListReferralsAsync(new() { Parent = patient }, cancellationToken: Cancellation));
        }

        await Refused.WithAsync(ErrorCodes.PermissionDenied, other.CreateReferralAsync(Request(), cancellationToken: Cancellation));
        await Refused.WithAsync(ErrorCodes.ReferralNotFound, upstream.GetReferralAsync(new() { Name = "patients/p1/referrals/none" }, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Resources_ByOtherRoles_AreDenied()
    {
        var created = await CreateAsync();
        foreach (var authorization in new[] { host.ClinicianToken, host.OperatorToken, "Ticket " + created.Ticket })
        {
            var client = new ReferralService.ReferralServiceClient(host.Channel(authorization));
            await Refused.WithAsync(ErrorCodes.PermissionDenied, client.GetReferralAsync(new() { Name = created.Referral.Name }, cancellationToken: Cancellation));
        }
    }

    [Fact]
    public async Task Ticket_PastItsTime_SaysExpired()
    {
        var created = await CreateAsync();
        var patient = new ReferralService.ReferralServiceClient(host.Channel("Ticket " + created.Ticket));
        clock.Advance(TimeSpan.FromHours(73));

        await Refused.WithAsync(ErrorCodes.CredentialExpired, patient.GetReferralAsync(new() { Name = created.Referral.Name }, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task List_Pages_EveryReferralOnceNewestFirst()
    {
        var names = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(i % 2));
            names.Insert(0, (await CreateAsync(change: referral => referral.ConsentReference = $"c{i}")).Referral.Name);
        }

        var found = new List<Referral>();
        var token = "";
        do
        {
            var page = await upstream.ListReferralsAsync(new() { Parent = "patients/p1", PageSize = 2, PageToken = token }, cancellationToken: Cancellation);
            found.AddRange(page.Referrals);
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal(names.Order(StringComparer.Ordinal), found.Select(referral => referral.Name).Order(StringComparer.Ordinal));
        Assert.Equal(found.OrderByDescending(referral => referral.CreateTime.ToDateTimeOffset()).Select(referral => referral.CreateTime), found.Select(referral => referral.CreateTime));
    }

    [Fact]
    public async Task List_ForeignOrBrokenToken_IsRefused()
    {
        await CreateAsync("p1");
        var elsewhere = await CreateAsync("p2");
        var foreign = PageToken.Make("referrals", elsewhere.Referral.Name.Split('/')[3]);
        foreach (var token in new[] { "x", "!!", foreign, PageToken.Make("worklist", "0|x"), new string('A', 500) })
        {
            await Refused.WithAsync(
                ErrorCodes.InvalidPageToken, upstream.ListReferralsAsync(new() { Parent = "patients/p1", PageToken = token }, cancellationToken: Cancellation));
        }

        await Refused.WithAsync(ErrorCodes.InvalidField, upstream.ListReferralsAsync(new() { Parent = "patients/p1", PageSize = 101 }, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task IssueTicket_Again_EndsTheEarlierOne()
    {
        var created = await CreateAsync();
        var issued = await upstream.IssueTicketAsync(new() { Assessment = created.Referral.Assessment }, cancellationToken: Cancellation);
        var store = host.App.Services.GetRequiredService<ReferralStore>();

        Assert.Null(await store.FindByTicketAsync(PatientTicket.Hash(created.Ticket), Cancellation));
        Assert.NotNull(await store.FindByTicketAsync(PatientTicket.Hash(issued.Ticket), Cancellation));
        Assert.Equal(clock.GetUtcNow() + TimeSpan.FromHours(72), issued.ExpireTime.ToDateTimeOffset());
    }

    [Fact]
    public async Task Withdraw_BeforeTheCall_NoMoreTicketsAndAgainChangesNothing()
    {
        var referral = (await CreateAsync()).Referral;
        var first = (await upstream.WithdrawConsentAsync(new() { Name = referral.Name }, cancellationToken: Cancellation)).Referral;
        var second = (await upstream.WithdrawConsentAsync(new() { Name = referral.Name }, cancellationToken: Cancellation)).Referral;

        Assert.NotEqual(referral.Etag, first.Etag);
        Assert.Equal(first, second);
        await Refused.WithAsync(ErrorCodes.ConsentWithdrawn, upstream.IssueTicketAsync(new() { Assessment = referral.Assessment }, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Outcome_BeforeTheCall_IsUnspecifiedNotLow()
    {
        var referral = (await CreateAsync()).Referral;

        var outcome = await upstream.GetAssessmentOutcomeAsync(new() { Assessment = referral.Assessment }, cancellationToken: Cancellation);

        Assert.Equal(CareLevel.Unspecified, outcome.Level);
        Assert.Equal(AssessmentOutcome.Unspecified, outcome.Outcome);
        Assert.Empty(outcome.Answers);
        Assert.Equal(0, outcome.Version);
    }

    [Fact]
    public async Task Create_Json_IsTheSameService()
    {
        using var content = new StringContent(
            """{"referral": {"consentReference": "c", "protocol": "brief", "posts": [{"text": ""}]}}""", System.Text.Encoding.UTF8, "application/json");

        var answer = await host.Web(host.UpstreamToken).PostAsync("/v1/patients/p9/referrals", content, Cancellation);

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("referral.posts[0].text", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }
}
